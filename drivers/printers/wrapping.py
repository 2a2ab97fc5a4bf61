"""Break Chinese text into lines as a typographer would: few lines, broken where the sense breaks, no lonely character.

Rules of GB/T 15834-2011 (标点符号用法) 5.1: no closing mark begins a line, no opening mark ends one; a run of
letters and digits stays whole where it fits.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["spaced", "wrap"]

CLOSING = "，。、；：？！）》〉」』】〕”’…·"
OPENING = "（《〈「『【〔“‘"
THIN_SPACE = "\u00a0"

_HAN = r"[\u3007\u3400-\u9fff\U00020000-\U000323af]"
_SEAM = re.compile(rf"(?<={_HAN}) ?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) ?(?={_HAN})")
_TOKEN = re.compile(
    rf"[{OPENING}]*(?:[!-~]+|[^\s{OPENING}{CLOSING}])?[{CLOSING}]*[ {THIN_SPACE}]*",
)

# What it costs to break after a token: the sense breaks there, a little, or not at all.
_AFTER_PAUSE, _AFTER_JOINT, _AT_SPACE, _AT_SEAM, _INSIDE = 0.0, 1.0, 1.5, 6.0, 4.0
_LONELY = 10.0
_RAGGED = 4.0


def spaced(text: str) -> str:
    """Put a thin space between Han and letters or digits, in place of a plain one if there is any."""
    return _SEAM.sub(THIN_SPACE, text)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the lines of `text`, each at most `width` wide by `measure`; a newline breaks by hand."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    if measure(text) <= width:
        return [text]
    tokens = [piece for token in _TOKEN.findall(text) if token for piece in _fitting(token, width, measure)]
    # best[i]: the cheapest way to set tokens[:i] - number of lines first, then cost - and where its last line begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(tokens) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            line = "".join(tokens[start:end]).rstrip(" " + THIN_SPACE)
            taken = measure(line)
            if taken > width and start < end - 1:
                break
            lines, cost, _ = best[start]
            ways.append((lines + 1, cost + _cost(tokens, start, end, 1 - taken / width), start))
        best.append(min(ways))
    cuts = [len(tokens)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return ["".join(tokens[a:b]).rstrip(" " + THIN_SPACE) for a, b in pairwise(reversed(cuts))]


def _fitting(token: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a token that is wider than a whole line."""
    if measure(token.rstrip()) <= width:
        return [token]
    pieces = [""]
    for character in token:
        if pieces[-1] and measure(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cost(tokens: list[str], start: int, end: int, slack: float) -> float:
    lonely = _LONELY if end - start == 1 and len(tokens[start].strip()) == 1 else 0.0
    if end == len(tokens):
        return lonely
    token, following = tokens[end - 1], tokens[end]
    if token.rstrip()[-1:] in CLOSING:
        seam = _AFTER_PAUSE
    elif token[-1] in "与和及或" or following[0] in OPENING:
        seam = _AFTER_JOINT
    elif token.endswith(" "):
        seam = _AT_SPACE
    elif token.endswith(THIN_SPACE):
        seam = _AT_SEAM
    else:
        seam = _INSIDE
    return seam + lonely + _RAGGED * slack * slack
