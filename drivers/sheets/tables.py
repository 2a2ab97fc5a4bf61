"""Tables of an A4 paper: rows that break across pages, under a head that is said again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from drivers.sheets.measures import BOTTOM, COLUMN, GAP, LEAD, LEFT, TOP, line, paragraph_lines
from drivers.sheets.strokes import Atom, Bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drivers.printers.document import Table
    from drivers.sheets.measures import Measure
    from drivers.sheets.strokes import Stroke

__all__ = ["table"]

_CELL: Final = 42  # 小四, 12 pt: a table says more in less room
_INSET: Final = 18
_LINE: Final = 3
_MOST_LINES: Final = int((BOTTOM - TOP) / (_CELL * LEAD)) - 4


def table(block: Table, measure: Measure) -> Iterator[Atom]:
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
