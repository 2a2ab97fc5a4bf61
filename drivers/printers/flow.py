"""Blocks flow down a strip: this keeps the place, sets lines there and remembers what was said where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.printers.legible import one_text
from drivers.printers.lettering import Lettering, Placed, press
from drivers.printers.rom import CELL, strangers
from drivers.printers.strip import to_page
from drivers.printers.wrapping import spaced, wrap
from drivers.types import Run, Stroke, Symbol

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from drivers.printers.lettering import Foundry
    from drivers.types import Page

__all__ = ["GAP", "Flow"]

GAP = 14
"""White between two blocks, in dots."""

_TOP, _BOTTOM = 24, 24
_NARROW, _LARGE = 480, 1.35


class Flow:
    """The place reached on a strip `width` dots across; `large` for 大字, the variant for weak eyes.

    `left` and `column` bound what may be written on, `y` is where the next thing goes. Nothing is drawn before page().
    """

    def __init__(self, foundry: Foundry, width: int, *, large: bool) -> None:
        self.narrow = width < _NARROW
        self.width = width
        self.left = 8 if self.narrow else 16
        self.column = width - 2 * self.left
        self.y = _TOP
        self._scale = _LARGE if large else 1.0
        self._lettering = Lettering(foundry)
        self._bars: list[tuple[int, int, int, int, bool]] = []
        self._on_paper: list[Placed] = []
        self._on_bars: list[Placed] = []
        self._runs: list[Run] = []
        self._codes: list[Symbol] = []
        self._rules: list[Stroke] = []

    @property
    def right(self) -> int:
        """Where the column ends."""
        return self.left + self.column

    def size(self, dots: int) -> int:
        """Return a size of the body in this variant."""
        return round(dots * self._scale)

    def measure(self, size: int, *, bold: bool) -> Callable[[str], float]:
        """Return the function that says how wide a line of this size is."""
        return self._lettering.measure(size, bold=bold)

    def bar(self, left: int, top: int, width: int, height: int, *, white: bool = False) -> None:
        """Black a rectangle, or whiten one; the later lies on the earlier."""
        self._bars.append((left, top, width, height, not white))

    def dots(self, dots: NDArray[np.bool_], left: int, top: int) -> None:
        """Put down a picture."""
        self._on_paper.append(Placed(dots, left, top))

    def rule(self, top: int, *, dashed: bool = False) -> None:
        """Say that a line across stands here; drawing it is bar()'s."""
        self._rules.append(Stroke(top, dashed))

    def write(
        self,
        text: str,
        left: float,
        top: float,
        size: int,
        *,
        bold: bool = False,
        white: bool = False,
        spacing: float = 0,
        centred: bool = False,
    ) -> float:
        """Write one line with the top of its em box at `top`; return where it ends. `centred` is for the record."""
        row = round(top)
        placed, end = self._lettering.line(text, left, row, size, bold=bold, spacing=spacing)
        (self._on_bars if white else self._on_paper).extend(placed)
        if text.strip():
            strange = tuple((part, self._lettering.columns(part, CELL, bold=bold)) for part in strangers(text))
            self._runs.append(
                Run(text, round(left), row, round(end - left - spacing), size, bold, white, centred, strange)
            )
        return end

    def lines(self, text: str, width: float, size: int, *, bold: bool) -> list[str]:
        """Break a paragraph into lines of at most `width` dots."""
        return wrap(spaced(one_text(text)), width, self.measure(size, bold=bold))

    def paragraph(self, text: str, left: int, width: int, size: int, *, bold: bool, lead: float = 1.36) -> int:
        """Write wrapped lines at `y` from one left edge, each `lead` ems high; return their height."""
        lines = self.lines(text, width, size, bold=bold)
        pitch = round(size * lead)
        for number, line in enumerate(lines):
            self.write(line, left, self.y + number * pitch + (pitch - size) / 2, size, bold=bold)
        return len(lines) * pitch

    def centred(self, text: str, left: int, width: int, size: int, *, bold: bool, lead: float = 1.36) -> int:
        """Write wrapped lines at `y`, each in the middle of `width`; return their height."""
        measure = self.measure(size, bold=bold)
        lines = self.lines(text, width, size, bold=bold)
        pitch, whole = round(size * lead), 2 * left + width == self.width
        for number, line in enumerate(lines):
            x, y = left + round((width - measure(line)) / 2), self.y + number * pitch + (pitch - size) / 2
            self.write(line, x, y, size, bold=bold, centred=whole)
        return len(lines) * pitch

    def code(self, payload: str, dots: NDArray[np.bool_], left: int, top: int) -> None:
        """Put down a QR code with its quiet zone."""
        self.dots(dots, left, top)
        self._codes.append(Symbol(payload, left, top, len(dots)))

    def page(self, qr_payload: str) -> Page:
        """Return all of it on paper of the right length."""
        dots = np.zeros((self.y - GAP + _BOTTOM, self.width), bool)
        for left, top, width, height, ink in self._bars:
            dots[top : top + height, left : left + width] = ink
        for placed, ink in ((self._on_paper, True), (self._on_bars, False)):
            for mark in placed:
                press(dots, mark, ink=ink)
        return to_page(dots, qr_payload, tuple(self._runs), tuple(self._codes), tuple(self._rules))
