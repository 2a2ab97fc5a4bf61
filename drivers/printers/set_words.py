"""How blocks of words stand on a strip: titles, paragraphs, labels with values, steps, rules, the foot.

Measures follow the style sheet's section Receipts. Every block is written at the flow's place and moves it on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.printers.flow import GAP
from drivers.printers.pictures import disc
from drivers.printers.wrapping import spaced

if TYPE_CHECKING:
    from drivers.printers.document import Foot, KeyValue, Numbered, Rule, Text, Title
    from drivers.printers.flow import Flow

__all__ = ["set_foot", "set_key_value", "set_numbered", "set_rule", "set_text", "set_title"]

_TITLE, _SMALLEST_TITLE, _BAR, _FRAME = 60, 36, 104, 5
_MARK_SIZE, _MARK_PITCH, _MARK_WIDTH, _INSET = 32, 40, 164, 10


def set_title(flow: Flow, block: Title) -> None:
    """Set white words on a bar, or black in a frame; the mark stands beside them, or below where there is no room."""
    room, below = flow.column - 2 * _INSET, False
    if block.mark:
        below = _title_size(flow, block.text, room - _MARK_WIDTH, least=_SMALLEST_TITLE + 8) is None
        room -= 0 if below else _MARK_WIDTH
    size = _title_size(flow, block.text, room, least=_SMALLEST_TITLE) or _SMALLEST_TITLE
    lines = flow.lines(block.text, room, size, bold=True)
    height = max(_BAR, round(size * 1.3) * len(lines) + 26) + (_MARK_PITCH * 2 + _INSET if below else 0)
    flow.bar(flow.left, flow.y, flow.column, height)
    if block.framed:
        flow.bar(flow.left + _FRAME, flow.y + _FRAME, flow.column - 2 * _FRAME, height - 2 * _FRAME, white=True)
        flow.rule(flow.y)
    tall = height - (_MARK_PITCH * 2 + _INSET if below else 0)
    first = flow.y + (tall - round(size * 1.3) * (len(lines) - 1) - size) / 2
    for number, line in enumerate(lines):
        spacing = _spacing(flow, line, size, room)
        width = flow.measure(size, bold=True)(line) + spacing * (len(line) - 1)
        left = flow.left + _INSET + round((room - width) / 2)
        top = first + number * round(size * 1.3)
        middle = room == flow.column - 2 * _INSET
        flow.write(line, left, top, size, bold=True, white=not block.framed, spacing=spacing, centred=middle)
    if block.mark:
        _mark(flow, block, flow.y + tall if below else flow.y + _INSET, height=_MARK_PITCH * 2 if below else _BAR - 20)
    flow.y += height
    if block.framed:
        flow.rule(flow.y)


def _title_size(flow: Flow, text: str, room: int, *, least: int) -> int | None:
    """Return the largest size, from 60 down, at which the words stand on one line, or None."""
    for size in range(_TITLE, least - 1, -4):
        if flow.measure(size, bold=True)(text) + 4 * (len(text) - 1) <= room:
            return size
    return None


def _spacing(flow: Flow, line: str, size: int, room: int) -> int:
    """Return the white between two characters: a title stands wide where it can."""
    spare = (room - flow.measure(size, bold=True)(line)) / max(1, len(line))
    return int(max(0, min(18, spare)))


def _mark(flow: Flow, block: Title, top: int, *, height: int) -> None:
    """Draw the panel of the other colour that tells a copy from the original."""
    left = flow.right - _INSET - _MARK_WIDTH
    flow.bar(left, top, _MARK_WIDTH, height, white=not block.framed)
    lines = spaced(block.mark).split("\n")
    first = top + (height - _MARK_PITCH * len(lines)) / 2 + (_MARK_PITCH - _MARK_SIZE) / 2
    size = _MARK_SIZE
    while size > 16 and any(flow.measure(size, bold=True)(line) > _MARK_WIDTH for line in lines):
        size -= 2
    measure = flow.measure(size, bold=True)
    for number, line in enumerate(lines):
        x = left + round((_MARK_WIDTH - measure(line)) / 2)
        flow.write(line, x, first + number * _MARK_PITCH, size, bold=True, white=block.framed)


def set_text(flow: Flow, block: Text) -> None:
    """Set a paragraph from the left edge, or in the middle."""
    size = flow.size(block.size)
    write = flow.centred if block.centred else flow.paragraph
    lead = 1.32 if block.size >= 34 else 1.36
    flow.y += write(block.text, flow.left, flow.column, size, bold=block.bold, lead=lead)


def set_key_value(flow: Flow, block: KeyValue) -> None:
    """Set label and value on two left edges; a label too long for that stands on a line of its own."""
    size, label = flow.size(block.size), flow.size(26)
    left = flow.left + 4 * label + (16 if flow.narrow else 36)
    width = flow.measure(label, bold=False)(block.label)
    if left > flow.width * 0.45:
        left = flow.left
    if flow.left + width + 8 > left:
        flow.y += flow.paragraph(block.label, flow.left, flow.column, label, bold=False)
    else:
        flow.write(block.label, flow.left, flow.y + (round(size * 1.36) - label) / 2, label)
    flow.y += flow.paragraph(block.value, left, flow.right - left, size, bold=True)


def set_rule(flow: Flow, block: Rule) -> None:
    """Draw a line across: three dots solid, or two dashed."""
    flow.rule(flow.y, dashed=block.dashed)
    if block.dashed:
        dash, period = 8, 16
        for left in range(flow.left + (period - dash) // 2, flow.right - dash + 1, period):
            flow.bar(left, flow.y, dash, 2)
        flow.y += 2
    else:
        flow.bar(flow.left, flow.y, flow.column, 3)
        flow.y += 3


def set_numbered(flow: Flow, block: Numbered) -> None:
    """Set steps behind white figures on black discs."""
    size, figure = flow.size(30), flow.size(26)
    side = flow.size(38)
    left = flow.left + side + (12 if flow.narrow else 16)
    for number, step in enumerate(block.steps, 1):
        flow.dots(disc(side), flow.left, flow.y + 1)
        x = flow.left + (side - flow.measure(figure, bold=True)(str(number))) / 2
        flow.write(str(number), x, flow.y + 1 + (side - figure) / 2, figure, bold=True, white=True)
        flow.y += flow.paragraph(step, left, flow.right - left, size, bold=False) + GAP
    flow.y -= GAP if block.steps else 0


def set_foot(flow: Flow, block: Foot) -> None:
    """Set small lines in the middle."""
    for line in block.lines:
        flow.y += flow.centred(line, flow.left, flow.column, flow.size(24), bold=False) + 6
    flow.y -= 6 if block.lines else 0
