"""QR codes on an A4 paper, alone or beside the characters that do the same by voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.printers.qr import qr_dots
from drivers.sheets.measures import COLUMN, GAP, LEAD, LEFT, line, paragraph_lines, scaled
from drivers.sheets.strokes import Atom, Symbol

if TYPE_CHECKING:
    from drivers.printers.document import Code, CodeBlock
    from drivers.sheets.measures import Measure
    from drivers.sheets.strokes import Stroke

__all__ = ["code", "code_block"]

_SYMBOL: Final = 400.0
_ROOM_DOTS: Final = 1200  # any symbol that a phone reads fits; it is drawn _SYMBOL wide whatever its dots


def code_block(block: CodeBlock) -> Atom:
    """Set a QR code and its eight characters beside it."""
    symbol = _symbol(block.payload, LEFT, 0)
    x, big, small = LEFT + _SYMBOL + 30, 96, scaled(26)
    foot = _SYMBOL - 40
    words = [line(block.invitation, x, 40, small), line(block.label, x, foot - 2.2 * big - 1.5 * small, small)]
    halves = (block.code[:4], block.code[4:])
    words += [line(half, x, foot - (2 - row) * 1.1 * big, big, bold=True) for row, half in enumerate(halves)]
    return Atom(_SYMBOL, (symbol, *words), GAP)


def code(block: Code, measure: Measure) -> Atom:
    """Set a QR code in the middle, its caption below."""
    size = scaled(24)
    strokes: list[Stroke] = [_symbol(block.payload, LEFT + (COLUMN - _SYMBOL) / 2, 0)]
    for number, words in enumerate(paragraph_lines(block.caption, COLUMN, size, measure) if block.caption else ()):
        left = LEFT + (COLUMN - measure(words, size, bold=False)) / 2
        strokes.append(line(words, left, _SYMBOL + number * size * LEAD, size))
    return Atom(_SYMBOL + (len(strokes) - 1) * size * LEAD, tuple(strokes), GAP)


def _symbol(payload: str, x: float, y: float) -> Symbol:
    return Symbol(x, y, _SYMBOL, qr_dots(payload, _ROOM_DOTS))
