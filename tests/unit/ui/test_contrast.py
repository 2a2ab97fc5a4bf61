"""The colours of the theme against each other, by WCAG 2.2: words 4.5 : 1, edges 3 : 1, in high contrast 7 : 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = (Path(__file__).parents[3] / "ui/theme/Theme.qml").read_text(encoding="utf-8")
PAIRS = [
    ("ink", "bg"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink2", "bg"),
    ("ink2", "surface"),
    ("ink2", "sunken"),
    ("ink2", "warnSoft"),
    ("ink3", "bg"),
    ("ink3", "surface"),
    ("brandText", "brand"),
    ("brandInk", "brandSoft"),
    ("brandInk", "surface"),
    ("brand", "bg"),
    ("ok", "okSoft"),
    ("ok", "surface"),
    ("warn", "warnSoft"),
    ("warn", "bg"),
    ("bad", "badSoft"),
    ("off", "offSoft"),
]
EDGES = [("edge", "surface"), ("edge", "bg")]


def colour(token, *, contrast):
    line = re.search(rf"property color {token}: hc \? (\"#\w+\") : (\"#\w+\")", THEME)
    return line.group(1 if contrast else 2).strip('"')


def luminance(shade):
    parts = [int(shade[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_words_can_be_read(front, ground):
    assert ratio(colour(front, contrast=False), colour(ground, contrast=False)) >= 4.5
    assert ratio(colour(front, contrast=True), colour(ground, contrast=True)) >= 7


@pytest.mark.parametrize(("front", "ground"), EDGES)
def test_edges_can_be_seen(front, ground):
    assert ratio(colour(front, contrast=False), colour(ground, contrast=False)) >= 3


@pytest.mark.parametrize("tone", re.findall(r'\b(?:rose|green|amber|violet|teal|indigo|olive|rust): "(#\w+)"', THEME))
def test_the_tones_of_the_badges_can_be_seen_on_their_tint(tone):
    tint = "#" + "".join(f"{round(255 * 0.88 + int(tone[n : n + 2], 16) * 0.12):02x}" for n in (1, 3, 5))
    assert ratio(tone, tint) >= 3


@pytest.mark.parametrize(
    ("front", "ground"),
    [
        ("#F1F5FF", "#0B2147"),
        ("#D5E1FA", "#0B2147"),
        ("#FFFFFF", "#16408F"),
        ("#DCE7FF", "#0C1A38"),
        ("#FFFFFF", "#1052C2"),
    ],
)
def test_the_night_and_the_band_can_be_read(front, ground):
    assert ratio(front, ground) >= 4.5
