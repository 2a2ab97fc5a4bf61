"""The title of an A4 paper, and the mark of a reprint under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.sheets.measures import COLUMN, GAP, LEFT, line, paragraph, scaled
from drivers.sheets.strokes import Atom, Bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.printers.document import Title
    from drivers.sheets.measures import Measure

__all__ = ["title"]

_TITLE: Final = 78  # 22 pt


def title(block: Title, measure: Measure) -> Iterator[Atom]:
    """Set the title, in a frame where the document says so: 收件 and 受理 differ from afar here too."""
    spacing = "\u2002" if len(block.text) <= 8 else ""
    words = spacing.join(block.text)
    width = measure(words, _TITLE, bold=True)
    height, frame, inset = 2.0 * _TITLE, 8, 70
    left = LEFT + (COLUMN - width) / 2
    text = line(words, left, (height - _TITLE) / 2, _TITLE, bold=True)
    box: tuple[Bar, ...] = ()
    if block.framed:
        box = (
            Bar(left - inset, 0, width + 2 * inset, height),
            Bar(left - inset + frame, frame, width + 2 * inset - 2 * frame, height - 2 * frame, white=True),
        )
    yield Atom(height, (*box, text), GAP, stays=True)
    if block.mark:
        yield from paragraph(
            " ".join(block.mark.split("\n")), measure, x=LEFT, width=COLUMN, size=scaled(34), bold=True, centred=True
        )
