"""How what is more than words stands on a strip: the big date, QR codes, tables, an office's mark."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from drivers.printers.flow import GAP
from drivers.printers.lettering import EM_ASCENT
from drivers.printers.qr import QUIET_MODULES, enlarged, module_dots, qr_modules

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from drivers.printers.document import BigDate, Code, CodeBlock, Stamp, Table
    from drivers.printers.flow import Flow

__all__ = ["set_big_date", "set_code", "set_code_block", "set_stamp", "set_table"]

_WEEKDAYS = "一二三四五六日"
_BESIDE = 200  # dots that the eight characters need beside their symbol


def set_big_date(flow: Flow, block: BigDate) -> None:
    """Set month and day larger than all else; year and weekday behind, or below where the strip is narrow."""
    day, height = block.day, 92
    base = flow.y + EM_ASCENT * height
    x: float = flow.left
    for text, size in ((str(day.month), height), ("月", 46), (str(day.day), height), ("日", 46)):
        x = flow.write(text, x, base - EM_ASCENT * size, size, bold=True) + 2
    weekday, year = flow.size(36), flow.size(30)
    name, named = f"星期{_WEEKDAYS[day.weekday()]}", f"{day.year} 年"
    if x + 18 + max(flow.measure(weekday, bold=True)(name), flow.measure(year, bold=True)(named)) <= flow.right:
        if block.with_year:
            flow.write(named, x + 18, min(base - 0.76 * height, base - weekday - year - 2), year, bold=True)
        flow.write(name, x + 18, base - EM_ASCENT * weekday, weekday, bold=True)
        flow.y += height
    else:
        flow.y += height + 4
        words = f"{named} {name}" if block.with_year else name
        flow.y += flow.paragraph(words, flow.left, flow.column, weekday, bold=True)


def set_code_block(flow: Flow, block: CodeBlock) -> None:
    """Set a symbol with its characters beside it, or below it where they or its modules would have to shrink."""
    modules = qr_modules(block.payload)
    beside = not flow.narrow and module_dots(modules, flow.width - _BESIDE) == module_dots(modules, flow.width)
    if not beside or not _beside(flow, block, modules):
        _above(flow, block, modules)


def _beside(flow: Flow, block: CodeBlock, modules: NDArray[np.bool_]) -> bool:
    """Set the words to the right of the symbol; return False, with nothing set, where they do not fit."""
    dots = enlarged(modules, flow.width - _BESIDE)
    side, quiet = len(dots), QUIET_MODULES * len(dots) // len(modules)
    top = flow.y - GAP
    x, pitch = max(346, side + 8), 84
    room = flow.right - x
    last = top + side - quiet - round(EM_ASCENT * 70)  # the characters stand on the line on which the symbol stands
    caption = flow.size(28)
    for caption in range(flow.size(28), flow.size(24) - 1, -1):
        lines = len(flow.lines(block.invitation, room, caption, bold=False))
        label_top = last - pitch - caption - 16
        fits = top + quiet + lines * round(caption * 1.36) <= label_top
        if fits and flow.measure(caption, bold=False)(block.label) <= room:
            break
    else:
        return False
    flow.code(block.payload, dots, 0, top)
    flow.y = top + quiet
    flow.paragraph(block.invitation, x, room, caption, bold=False)
    flow.write(block.label, x, label_top, caption)
    size = _fitting(flow, (block.code[:4], block.code[4:]), room, 70)
    for number, four in enumerate((block.code[:4], block.code[4:])):
        flow.write(four, x - 3, last + (number - 1) * pitch, size, bold=True, spacing=3)
    flow.y = top + side - GAP
    return True


def _above(flow: Flow, block: CodeBlock, modules: NDArray[np.bool_]) -> None:
    _centred_code(flow, block.payload, modules)
    flow.y += flow.centred(block.invitation, flow.left, flow.column, flow.size(28), bold=False)
    flow.y += 6
    flow.y += flow.centred(block.label, flow.left, flow.column, flow.size(28), bold=False)
    code = f"{block.code[:4]} {block.code[4:]}"
    size = _fitting(flow, (code,), flow.column, 70)
    flow.y += flow.centred(code, flow.left, flow.column, size, bold=True, lead=1.1)


def set_code(flow: Flow, block: Code) -> None:
    """Set a symbol in the middle and below it what it is."""
    _centred_code(flow, block.payload, qr_modules(block.payload))
    if block.caption:
        flow.y += flow.centred(block.caption, flow.left, flow.column, flow.size(26), bold=False)
    else:
        flow.y -= GAP


def _centred_code(flow: Flow, payload: str, modules: NDArray[np.bool_]) -> None:
    """Put the symbol in the middle of the strip, on a whole byte; its quiet zone serves as the gap above."""
    dots = enlarged(modules, flow.width)
    top = flow.y - GAP
    flow.code(payload, dots, (flow.width - len(dots)) // 16 * 8, top)
    flow.y = top + len(dots)


def _fitting(flow: Flow, lines: Sequence[str], room: int, size: int) -> int:
    """Return the largest size, from `size` down to 20, at which all lines fit."""
    while size > 20 and any(flow.measure(size, bold=True)(line) + 3 * len(line) > room for line in lines):
        size -= 2
    return size


def set_table(flow: Flow, block: Table) -> None:
    """Set columns by their shares under a bold head; a cell wraps in its own. Raises ValueError for ragged rows."""
    shares = block.shares or (1,) * len(block.head)
    if {len(shares)} != {len(row) for row in (block.head, *block.rows)} or min(shares, default=0) < 1:
        raise ValueError("every row of a table has one cell for each column, every column a share")
    edges = [flow.left + round(flow.column * share / sum(shares)) for share in accumulate(shares, initial=0)]
    _row(flow, edges, block.head, bold=True)
    flow.rule(flow.y + 4)
    flow.bar(flow.left, flow.y + 4, flow.column, 2)
    flow.y += 12
    for row in block.rows:
        _row(flow, edges, row, bold=False)
        flow.y += 8
    flow.y -= 8 if block.rows else 0


def _row(flow: Flow, edges: Sequence[int], cells: Sequence[str], *, bold: bool) -> None:
    top, size, gutter = flow.y, flow.size(26), 12
    heights = [0]
    for left, right, cell in zip(edges, edges[1:], cells, strict=False):
        room = right - left - (gutter if right < edges[-1] else 0)
        heights.append(flow.paragraph(cell, left, room, size, bold=bold, lead=1.3) if cell else 0)
    flow.y = top + max(heights)


def set_stamp(flow: Flow, block: Stamp) -> None:
    """Set lines in a double frame at the right edge, where an office signs."""
    size, padding = flow.size(28), 20
    room = flow.column - 2 * padding
    lines = [line for text in block.lines for line in flow.lines(text, room, size, bold=True)]
    measure = flow.measure(size, bold=True)
    width = round(max(map(measure, lines), default=0)) + 2 * padding
    left, top = flow.right - width, flow.y
    height = round(size * 1.36) * len(lines) + 2 * padding - 8
    for inset, white in ((0, False), (4, True), (7, False), (9, True)):
        flow.bar(left + inset, top + inset, width - 2 * inset, height - 2 * inset, white=white)
    flow.y = top + padding - 4
    for line in lines:
        flow.y += flow.centred(line, left + padding, width - 2 * padding + 1, size, bold=True)
    flow.y = top + height
