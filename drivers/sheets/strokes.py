"""What a page of A4 is made of, in tenths of a millimetre from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Atom", "Bar", "Disc", "Stroke", "Symbol", "Words", "lowered"]


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """One line of text; `y` is its baseline, `size` the em."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle, black or white."""

    x: float
    y: float
    width: float
    height: float
    white: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, by the corner of its square."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Symbol:
    """A square of black and white dots, black True, drawn `side` wide."""

    x: float
    y: float
    side: float
    dots: NDArray[np.bool_]


Stroke = Words | Bar | Disc | Symbol


@dataclass(frozen=True, slots=True, repr=False)
class Atom:
    """What may not be broken across pages, `height` tall, with `gap` above it unless it begins a page.

    `stays` keeps it on the page of the next atom; `head` is set again where a page begins with this atom.
    """

    height: float
    strokes: tuple[Stroke, ...] = ()
    gap: float = 0.0
    stays: bool = False
    head: Atom | None = None


def lowered(strokes: tuple[Stroke, ...], by: float) -> tuple[Stroke, ...]:
    """Return the strokes further down the page."""
    return tuple(replace(stroke, y=stroke.y + by) for stroke in strokes)
