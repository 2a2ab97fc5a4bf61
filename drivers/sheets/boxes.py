"""Blocks of an A4 paper that are boxes and lines: tables, rules, codes, days, office marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from drivers.printers.document import BigDate, Code, CodeBlock, Rule, Stamp, Table
from drivers.sheets.codes import code, code_block
from drivers.sheets.measures import BASE, COLUMN, GAP, LEAD, LEFT, line, scaled
from drivers.sheets.strokes import Atom, Bar
from drivers.sheets.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.sheets.measures import Measure
from drivers.sheets.strokes import Stroke

__all__ = ["boxed"]

_WEEKDAYS: Final = "一二三四五六日"


def boxed(block: BigDate | Code | CodeBlock | Rule | Stamp | Table, measure: Measure) -> Iterator[Atom]:
    """Return the pieces of one such block. Raises ValueError where a QR code does not fit."""
    match block:
        case Table():
            yield from table(block, measure)
        case Rule():
            yield _rule(dashed=block.dashed)
        case BigDate():
            yield _big_date(block, measure)
        case CodeBlock():
            yield code_block(block)
        case Code():
            yield code(block, measure)
        case Stamp():
            yield _stamp(block, measure)
        case _:
            assert_never(block)


def _rule(*, dashed: bool) -> Atom:
    if not dashed:
        return Atom(5, (Bar(LEFT, 0, COLUMN, 5),), GAP)
    return Atom(3, tuple(Bar(x, 0, 20, 3) for x in range(LEFT, LEFT + COLUMN - 19, 40)), GAP)


def _big_date(block: BigDate, measure: Measure) -> Atom:
    big, small = 120, 64
    base = BASE * big
    x: float = LEFT
    strokes = []
    parts = [(str(block.day.year), big), ("年", small)]  # a page in a file is read years later
    parts += [(str(block.day.month), big), ("月", small), (str(block.day.day), big), ("日", small)]
    for text, size in (*parts, (f"　星期{_WEEKDAYS[block.day.weekday()]}", small)):
        strokes.append(line(text, x, base - BASE * size, size, bold=True))
        x += measure(text, size, bold=True) + 6
    return Atom(big * 1.2, tuple(strokes), GAP)


def _stamp(block: Stamp, measure: Measure) -> Atom:
    """Set an office's mark at the right, where a seal would stand; the frame says that it is printed."""
    size, pad, frame = scaled(28), 36, 6
    width = max(measure(words, size, bold=True) for words in block.lines) + 2 * pad
    height = len(block.lines) * size * LEAD + 2 * pad
    left = LEFT + COLUMN - width
    strokes: list[Stroke] = [
        Bar(left, 0, width, height),
        Bar(left + frame, frame, width - 2 * frame, height - 2 * frame, white=True),
    ]
    for number, words in enumerate(block.lines):
        x = left + (width - measure(words, size, bold=True)) / 2
        strokes.append(line(words, x, pad + number * size * LEAD + (size * LEAD - size) / 2, size, bold=True))
    return Atom(height, tuple(strokes), 2 * GAP)
