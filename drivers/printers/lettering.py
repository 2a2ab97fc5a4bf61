"""Lines of text as dots: glyphs set side by side on whole dots, so that the same words always give the same picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from drivers.printers.legible import Way, pieces
from drivers.printers.strip import without_lookalikes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from drivers.printers.legible import Piece

__all__ = ["EM_ASCENT", "Foundry", "Glyph", "Lettering", "Placed", "press"]

EM_ASCENT = 0.88
"""Of Noto Sans CJK: the em box of a Hanzi from its top to the baseline."""

_NUMBER_SIZE, _FRAME_GAP = 0.5, 3


class Glyph(NamedTuple):
    """Dots, black True, `left` and `top` of them from the pen and from the top of the em box; `advance` in dots."""

    dots: NDArray[np.bool_]
    left: int
    top: int
    advance: float


class Placed(NamedTuple):
    """Dots with their corner's place on paper."""

    dots: NDArray[np.bool_]
    left: int
    top: int


class Foundry(Protocol):
    """Where glyphs come from. Sizes in dots of the em."""

    def has(self, character: str) -> bool:
        """Whether one of the fonts draws it."""

    def glyph(self, character: str, size: int, *, bold: bool) -> Glyph:
        """Return the glyph of a character that `has` knows."""

    def shaped(self, text: str, size: int, *, bold: bool) -> Glyph:
        """Return joined writing as one picture."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Sets and measures lines with the glyphs of a foundry."""

    foundry: Foundry

    def measure(self, size: int, *, bold: bool) -> Callable[[str], float]:
        """Return the function that says how wide a line of this size is."""
        return lambda text: sum(self._glyph(piece, size, bold=bold).advance for piece in pieces(text, self.foundry.has))

    def line(
        self, text: str, left: float, top: int, size: int, *, bold: bool, spacing: float = 0
    ) -> tuple[list[Placed], float]:
        """Return the dots of a line, its em box at `left` and `top`, and where it ends."""
        placed = []
        for piece in pieces(text, self.foundry.has):
            glyph = self._glyph(piece, size, bold=bold)
            if glyph.dots.size:
                placed.append(Placed(glyph.dots, round(left) + glyph.left, top + glyph.top))
            left += glyph.advance + spacing
        return placed, left

    def columns(self, text: str, height: int, *, bold: bool) -> bytes:
        """Return a stretch of text as columns of `height` dots, a multiple of 8, the top dot first."""
        for size in range(height, 7, -1):
            placed, end = self.line(text, 0, 0, size, bold=bold)
            top = min((mark.top for mark in placed), default=0)
            bottom = max((mark.top + len(mark.dots) for mark in placed), default=0)
            if bottom - top <= height + 4:
                break
        right = max((mark.left + mark.dots.shape[1] for mark in placed), default=0)
        dots = np.zeros((height, max(round(end), right)), bool)
        shift = min(0, height - bottom) if top >= 0 else -top - (bottom - top - height) // 2
        for mark in placed:
            press(dots, mark._replace(top=mark.top + shift), ink=True)
        return without_lookalikes(np.packbits(dots.T, axis=1).tobytes())

    def _glyph(self, piece: Piece, size: int, *, bold: bool) -> Glyph:
        match piece.way:
            case Way.GLYPH:
                return self.foundry.glyph(piece.text, size, bold=bold)
            case Way.SHAPED:
                return self.foundry.shaped(piece.text, size, bold=bold)
            case Way.GAP:
                return Glyph(np.zeros((0, 0), bool), 0, 0, piece.gap * size)
            case Way.NUMBER:
                return self._framed(f"{ord(piece.text):04X}", size)

    def _framed(self, number: str, size: int) -> Glyph:
        """Draw a code point as two rows of digits in a frame as high as the em."""
        half = -(-len(number) // 2)
        small = max(10, round(size * _NUMBER_SIZE))
        measure = self.measure(small, bold=True)
        rows = number[:half], number[half:]
        width = round(max(map(measure, rows))) + 2 * _FRAME_GAP + 2
        dots = np.zeros((max(size, 2 * small + 4), width), bool)
        dots[:2] = dots[-2:] = dots[:, :2] = dots[:, -2:] = True
        for index, row in enumerate(rows):
            left = (width - measure(row)) / 2
            for mark in self.line(row, left, 1 + index * (len(dots) // 2 - 1), small, bold=True)[0]:
                press(dots, mark, ink=True)
        return Glyph(dots, 1, 0, width + 2.0)


def press(paper: NDArray[np.bool_], mark: Placed, *, ink: bool) -> None:
    """Ink the dots of a mark, or clear them; what hangs over the edge of the paper stays off it."""
    dots, left, top = mark
    dots = dots[max(0, -top) :, max(0, -left) :]
    top, left = max(0, top), max(0, left)
    patch = paper[top : top + dots.shape[0], left : left + dots.shape[1]]
    patch[dots[: patch.shape[0], : patch.shape[1]]] = ink
