"""Put the atoms of a paper on pages: nothing is cut, headings stay with what they head, every page says which it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.printers.document import Foot
from drivers.sheets.blocks import atoms
from drivers.sheets.frame import frame
from drivers.sheets.measures import BOTTOM, TOP
from drivers.sheets.strokes import lowered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drivers.sheets.measures import Measure
    from drivers.sheets.sheet import Sheet
    from drivers.sheets.strokes import Atom, Stroke

__all__ = ["pages"]


def pages(sheet: Sheet, measure: Measure) -> list[tuple[Stroke, ...]]:
    """Return the strokes of every page, the pages of each part counted from one. Raises ValueError, see atoms()."""
    found: list[tuple[Stroke, ...]] = []
    for part in sheet.parts:
        pieces: list[Atom] = []
        for block in part.document.blocks:
            if isinstance(block, Foot) and pieces:
                pieces[-1] = replace(pieces[-1], stays=True)  # a foot alone on a page says nothing
            pieces += atoms(block, measure)
        bodies = list(_flow(pieces))
        for number, body in enumerate(bodies, 1):
            around = frame(sheet, part, f"第 {number} 页　共 {len(bodies)} 页", measure)
            found.append((*around, *body))
    return found


def _flow(pieces: Sequence[Atom]) -> Iterator[tuple[Stroke, ...]]:
    """Fill page after page; atoms that stay with the next are placed as one."""
    page: list[Stroke] = []
    y: float = TOP
    for run in _runs(pieces):
        needed = sum(atom.height + atom.gap for atom in run) - (0 if page else run[0].gap)
        if page and y + needed > BOTTOM:
            yield tuple(page)
            page, y = [], TOP
            if run[0].head is not None:
                page += lowered(run[0].head.strokes, y)
                y += run[0].head.height
        for atom in run:
            y += atom.gap if page else 0
            page += lowered(atom.strokes, y)
            y += atom.height
    if page:
        yield tuple(page)


def _runs(pieces: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Group atoms that must share a page; a run taller than a page is given up and flows."""
    run: list[Atom] = []
    tall = 0.0
    for atom in pieces:
        run.append(atom)
        tall += atom.height + atom.gap
        if not atom.stays or tall > BOTTOM - TOP:
            yield from [run] if tall <= BOTTOM - TOP else ([single] for single in run)
            run, tall = [], 0.0
    if run:
        yield run
