"""What stands around the text of every A4 page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.sheets.measures import COLUMN, LEFT, PAGE_HEIGHT, line
from drivers.sheets.strokes import Bar

if TYPE_CHECKING:
    from drivers.sheets.measures import Measure
    from drivers.sheets.sheet import Part, Sheet
    from drivers.sheets.strokes import Stroke

__all__ = ["frame"]

_SMALL: Final = 36
_HEAD_Y, _FOOT_Y = 170, PAGE_HEIGHT - 210


def frame(sheet: Sheet, part: Part, page: str, measure: Measure) -> tuple[Stroke, ...]:
    """Return what stands around the text: issuer, whose copy, reprint mark, terminal, page of pages."""
    right = "　".join(word for word in (part.mark, part.label) if word)
    edge = LEFT + COLUMN
    return (
        line(sheet.issuer, LEFT, _HEAD_Y, _SMALL),
        line(right, edge - measure(right, _SMALL, bold=True), _HEAD_Y, _SMALL, bold=True),
        Bar(LEFT, _HEAD_Y + 58, COLUMN, 3),
        Bar(LEFT, _FOOT_Y - 24, COLUMN, 3),
        line(sheet.foot, LEFT, _FOOT_Y, _SMALL),
        line(page, edge - measure(page, _SMALL, bold=False), _FOOT_Y, _SMALL),
    )
