"""Measures of an A4 paper in tenths of a millimetre, and lines of text set to them.

The roll's dots become type a reader holds in the hand: 28 dots are 12.7 pt, a little above 小四, as notices have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from drivers.printers.wrapping import spaced, wrap
from drivers.sheets.strokes import Atom, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BASE",
    "BOTTOM",
    "COLUMN",
    "GAP",
    "LEAD",
    "LEFT",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "TOP",
    "Measure",
    "line",
    "paragraph",
    "paragraph_lines",
    "scaled",
]

PAGE_WIDTH: Final = 2100
PAGE_HEIGHT: Final = 2970
LEFT: Final = 260
COLUMN: Final = PAGE_WIDTH - 2 * LEFT
TOP: Final = 290
BOTTOM: Final = PAGE_HEIGHT - 270
GAP: Final = 17.0
LEAD: Final = 1.42
BASE: Final = 0.88
"""From the top of the em box of a Hanzi to its baseline, in ems."""

_SCALE: Final = 1.6


class Measure(Protocol):
    """Whoever knows how wide words become."""

    def __call__(self, text: str, size: int, *, bold: bool) -> float:
        """Return the width of one line."""


def scaled(dots: int) -> int:
    """Return the size on A4 of what has that many dots on a roll."""
    return round(dots * _SCALE)


def line(text: str, x: float, top: float, size: int, *, bold: bool = False, white: bool = False) -> Words:
    """Set one line whose em box begins at `top`."""
    return Words(x, top + BASE * size, text, size, bold, white)


def paragraph_lines(text: str, width: float, size: int, measure: Measure, *, bold: bool = False) -> list[str]:
    """Break text to a width."""
    return wrap(spaced(text), width, lambda piece: measure(piece, size, bold=bold))


def paragraph(
    text: str, measure: Measure, *, x: float, width: float, size: int, bold: bool = False, centred: bool = False
) -> Iterator[Atom]:
    """Set text, one atom a line; its first two lines and its last two stay together."""
    lines = paragraph_lines(text, width, size, measure, bold=bold)
    pitch = size * LEAD
    for number, words in enumerate(lines):
        left = x + (width - measure(words, size, bold=bold)) / 2 if centred else x
        stays = len(lines) > 1 and number in {0, len(lines) - 2}
        yield Atom(pitch, (line(words, left, (pitch - size) / 2, size, bold=bold),), 0.0 if number else GAP, stays)
