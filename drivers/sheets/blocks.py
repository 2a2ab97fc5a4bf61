"""Each block of a document as atoms of an A4 page; what is a column of boxes stands in drivers/sheets/boxes.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from drivers.printers.document import Block, Foot, KeyValue, Numbered, Text, Title
from drivers.sheets.boxes import boxed
from drivers.sheets.measures import BASE, COLUMN, LEAD, LEFT, line, paragraph, scaled
from drivers.sheets.strokes import Atom, Disc, lowered
from drivers.sheets.titles import title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.sheets.measures import Measure

__all__ = ["atoms"]

_SECTION: Final = 34
_LABEL_ROOM: Final = 330


def atoms(block: Block, measure: Measure) -> Iterator[Atom]:
    """Return the pieces of one block, from top to bottom. Raises ValueError where a QR code does not fit."""
    match block:
        case Title():
            yield from title(block, measure)
        case Text():
            yield from _text(block, measure)
        case KeyValue():
            yield from _key_value(block, measure)
        case Numbered():
            for number, step in enumerate(block.steps, 1):
                yield from _numbered(number, step, measure)
        case Foot():
            words = "　".join(block.lines)
            yield from paragraph(words, measure, x=LEFT, width=COLUMN, size=scaled(22), centred=True)
        case _:
            yield from boxed(block, measure)


def _text(block: Text, measure: Measure) -> Iterator[Atom]:
    size = scaled(min(block.size, 40))
    for atom in paragraph(block.text, measure, x=LEFT, width=COLUMN, size=size, bold=block.bold, centred=block.centred):
        yield replace(atom, stays=True) if block.bold and block.size >= _SECTION else atom


def _key_value(block: KeyValue, measure: Measure) -> Iterator[Atom]:
    label, size = scaled(28), scaled(max(28, min(block.size, 34)))
    room = max(_LABEL_ROOM, measure(block.label, label, bold=False) + 40)
    first = True
    for atom in paragraph(block.value, measure, x=LEFT + room, width=COLUMN - room, size=size, bold=True):
        if first:
            top = (size * LEAD - size) / 2 + BASE * (size - label)
            yield replace(atom, strokes=(line(block.label, LEFT, top, label), *atom.strokes))
        else:
            yield atom
        first = False


def _numbered(number: int, step: str, measure: Measure) -> Iterator[Atom]:
    disc, room = 64, 100
    label = str(number)
    left = LEFT + (disc - measure(label, 40, bold=True)) / 2
    first = True
    for atom in paragraph(step, measure, x=LEFT + room, width=COLUMN - room, size=scaled(28)):
        if first:
            middle = (atom.height - disc) / 2
            mark = lowered((Disc(LEFT, 0, disc), line(label, left, 12, 40, bold=True, white=True)), middle)
            yield replace(atom, strokes=(*mark, *atom.strokes))
        else:
            yield atom
        first = False
