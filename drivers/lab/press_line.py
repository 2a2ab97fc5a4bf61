"""One line in the making: cells and column pictures at their places, and the rows that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Area", "Line", "rows_of"]


@dataclass(frozen=True, slots=True)
class Area:
    """Where is printed: `dots` across the paper, from `left` on `width` of them; `align` 0 left, 1 centre, 2 right."""

    dots: int
    left: int
    width: int
    align: int

    def edge(self, width: int) -> int:
        """Return the dot at which something of this width begins."""
        return self.left + max(0, self.width - width) * self.align // 2


class Line:
    """Collects until it is printed; `at` is the place of the next cell, from the area's left edge."""

    def __init__(self) -> None:
        self.at = 0
        self._cells: list[tuple[int, Image.Image]] = []
        self._extent = 0

    @property
    def empty(self) -> bool:
        """Whether this is still the beginning of the line."""
        return not self._cells and self.at == 0

    def add(self, picture: Image.Image, advance: int) -> None:
        """Put a cell here and move on."""
        self._cells.append((self.at, picture))
        self.move(self.at + advance)

    def move(self, at: int) -> None:
        """Go to a place without printing."""
        self.at = at
        self._extent = max(self._extent, at)

    def rows(self, area: Area, feed: int) -> Iterator[bytes]:
        """Yield the line's rows, all cells on one bottom edge, then blank ones until `feed` are out."""
        height = max((picture.height for _, picture in self._cells), default=0)
        strip = Image.new("1", (area.dots, height), 0)
        edge = area.edge(min(self._extent, area.width))
        for at, picture in self._cells:
            strip.paste(picture, (edge + at, height - picture.height), picture)
        yield from rows_of(strip)
        yield from [bytes(area.dots // 8)] * (feed - height)


def rows_of(strip: Image.Image) -> Iterator[bytes]:
    """Yield the rows of a picture whose width is a multiple of 8, packed, ink 1."""
    packed, stride = strip.tobytes(), strip.width // 8
    yield from (packed[at : at + stride] for at in range(0, len(packed), stride))
