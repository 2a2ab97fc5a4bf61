"""Every icon that is drawn is here, and every icon that is here is drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import samples

from ui.pictures.icons import ICONS, icon
from ui.projection import Scene, plain, project
from ui.projection.sheets import SHEETS, project_sheet

UI = Path(__file__).parents[3] / "ui"
FACES = ("duotone", "bold", "fill")
HELD = {face: {file.stem for file in (ICONS / face).glob("*.svg")} for face in FACES}


def sources():
    files = [*UI.rglob("*.qml"), *(UI / "projection").glob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def projected():
    """The icons that data brings to the glass."""
    scene = Scene(
        health=samples.NO_READER,
        items=tuple(samples.services().values()),
        faults=samples.faults(),
        profile=samples.profile(),
        now=samples.NOW,
    )
    views = [project(sample.state, scene) for sample in samples.SAMPLES.values()]
    views += [project_sheet(topic, sample.state, scene) for topic in SHEETS for sample in samples.BASE.values()]
    return set(re.findall(r"'(?:icon|primary_icon)': '([a-z-]+)'", str([plain(view) for view in views])))


def drawn_in_qml():
    lines = re.findall(r"^\s*(?:icon|name|trail):(.*)$", sources(), re.MULTILINE)
    return {name for line in lines for name in re.findall(r'"([a-z][a-z0-9-]+)"', line)}


def test_every_icon_that_is_drawn_is_here_in_both_common_faces():
    words = {"done", "now", "ahead", "ok", "warn", "bad", "brand", "go"}
    wanted = (drawn_in_qml() | projected()) - words - HELD["fill"]
    assert wanted - HELD["duotone"] == set()
    assert wanted - HELD["bold"] == set()


def test_every_icon_of_the_service_items_is_here():
    assert {item.icon for item in samples.services().values()} <= HELD["duotone"]


@pytest.mark.parametrize("face", FACES)
def test_no_icon_is_here_for_nothing(face):
    used = set(re.findall(r'"([a-z][a-z0-9-]+)"', sources())) | {item.icon for item in samples.services().values()}
    assert HELD[face] - used == set()


@pytest.mark.parametrize("face", FACES)
def test_every_icon_paints_something_in_its_colour(face):
    for name in HELD[face]:
        picture = icon(f"{face}/{name}/ff0000", 32)
        reds = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
        assert any(c.red() > 200 and c.alpha() > 200 for c in reds), name


def test_the_licence_of_the_drawings_is_kept():
    assert "MIT License" in (ICONS / "LICENSE").read_text(encoding="utf-8")
