"""Blocks of an A4 paper that are boxes and lines: tables, rules, codes, days, office marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, assert_never

from drivers.printers.document import BigDate, Code, CodeBlock, Rule, Stamp, Table
from drivers.printers.qr import qr_dots
from drivers.sheets.measures import BASE, BOTTOM, COLUMN, GAP, LEAD, LEFT, TOP, line, paragraph_lines, scaled
from drivers.sheets.strokes import Atom, Bar, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drivers.sheets.measures import Measure
    from drivers.sheets.strokes import Stroke

__all__ = ["boxed"]

_CELL: Final = 42  # 小四, 12 pt: a table says more in less room
_WEEKDAYS: Final = "一二三四五六日"
_INSET: Final = 18
_LINE: Final = 3
_SYMBOL: Final = 400.0
_ROOM_DOTS: Final = 1200  # any symbol that a phone reads fits; it is drawn _SYMBOL wide whatever its dots
_MOST_LINES: Final = int((BOTTOM - TOP) / (_CELL * LEAD)) - 4


def boxed(block: BigDate | Code | CodeBlock | Rule | Stamp | Table, measure: Measure) -> Iterator[Atom]:
    """Return the pieces of one such block. Raises ValueError where a QR code does not fit."""
    match block:
        case Table():
            yield from _table(block, measure)
        case Rule():
            yield _rule(dashed=block.dashed)
        case BigDate():
            yield _big_date(block, measure)
        case CodeBlock():
            yield _code_block(block)
        case Code():
            yield _code(block, measure)
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


def _table(block: Table, measure: Measure) -> Iterator[Atom]:
    """Set a table; its head stands again where a page begins with a row."""
    shares = block.shares or (1,) * len(block.head)
    edges = [LEFT + COLUMN * sum(shares[:column]) / sum(shares) for column in range(len(shares) + 1)]
    head = _row(_broken(block.head, edges, measure, bold=True), edges, bold=True, top_line=True)
    yield Atom(head.height, head.strokes, GAP, stays=True)
    for row in block.rows:
        cells = _broken(row, edges, measure, bold=False)
        tallest = max(len(cell) for cell in cells)
        for start in range(0, tallest, _MOST_LINES):
            piece = [cell[start : start + _MOST_LINES] for cell in cells]
            atom = _row(piece, edges, bold=False, top_line=False)
            yield Atom(atom.height, atom.strokes, head=head)


def _broken(cells: Sequence[str], edges: Sequence[float], measure: Measure, *, bold: bool) -> list[list[str]]:
    widths = (right - left - 2 * _INSET for left, right in pairwise(edges))
    return [paragraph_lines(cell, width, _CELL, measure, bold=bold) for cell, width in zip(cells, widths, strict=True)]


def _row(cells: Sequence[Sequence[str]], edges: Sequence[float], *, bold: bool, top_line: bool) -> Atom:
    pitch = _CELL * LEAD
    height = max(1, *(len(cell) for cell in cells)) * pitch + 2 * _INSET
    strokes: list[Stroke] = [Bar(edge, 0, _LINE, height + _LINE) for edge in edges]
    strokes.append(Bar(edges[0], height, edges[-1] - edges[0], _LINE))
    if top_line:
        strokes.append(Bar(edges[0], 0, edges[-1] - edges[0], _LINE))
    for cell, left in zip(cells, edges, strict=False):
        for number, words in enumerate(cell):
            top = _INSET + number * pitch + (pitch - _CELL) / 2
            strokes.append(line(words, left + _INSET, top, _CELL, bold=bold))
    return Atom(height, tuple(strokes))


def _code_block(block: CodeBlock) -> Atom:
    """Set a QR code and its eight characters beside it."""
    symbol = _symbol(block.payload, LEFT, 0)
    x, big, small = LEFT + _SYMBOL + 30, 96, scaled(26)
    foot = _SYMBOL - 40
    words = [line(block.invitation, x, 40, small), line(block.label, x, foot - 2.2 * big - 1.5 * small, small)]
    halves = (block.code[:4], block.code[4:])
    words += [line(half, x, foot - (2 - row) * 1.1 * big, big, bold=True) for row, half in enumerate(halves)]
    return Atom(_SYMBOL, (symbol, *words), GAP)


def _code(block: Code, measure: Measure) -> Atom:
    """Set a QR code in the middle, its caption below."""
    size = scaled(24)
    strokes: list[Stroke] = [_symbol(block.payload, LEFT + (COLUMN - _SYMBOL) / 2, 0)]
    for number, words in enumerate(paragraph_lines(block.caption, COLUMN, size, measure) if block.caption else ()):
        left = LEFT + (COLUMN - measure(words, size, bold=False)) / 2
        strokes.append(line(words, left, _SYMBOL + number * size * LEAD, size))
    return Atom(_SYMBOL + (len(strokes) - 1) * size * LEAD, tuple(strokes), GAP)


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


def _symbol(payload: str, x: float, y: float) -> Symbol:
    return Symbol(x, y, _SYMBOL, qr_dots(payload, _ROOM_DOTS))
