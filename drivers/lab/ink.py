"""Pen, ruler and seal for the sample papers: draws on one white sheet, measured in millimetres.

Text is set as Chinese office papers are: full-width cells, no punctuation at the head of a line.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageChops, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PX_PER_MM", "Ink", "font"]

PX_PER_MM = 1654 / 210  # 200 dpi
_INK = (38, 38, 42)
_RED = (200, 38, 38)
_RULE = (96, 78, 58)
_CLOSING = "，。、；：？！）》”’」"
_FONTS = {
    "song": "NotoSerifCJK-Regular.ttc",
    "song-bold": "NotoSerifCJK-Bold.ttc",
    "hei": "NotoSansCJK-Regular.ttc",
    "hei-bold": "NotoSansCJK-Bold.ttc",
}
_SIMPLIFIED = 2  # the faces of a Noto CJK collection lie in the order JP, KR, SC, TC, HK

Face = Literal["song", "song-bold", "hei", "hei-bold"]


@functools.cache
def _font_file(name: str) -> Path:
    data = (Path.home() / ".local/share", Path("/usr/local/share"), Path("/usr/share"))
    for folder in (base / "fonts" for base in data):
        found = next(folder.rglob(name), None)
        if found is not None:
            return found
    raise FileNotFoundError(f"font {name} is not installed (Debian: fonts-noto-cjk)")


@functools.lru_cache(maxsize=6)  # an open CJK face holds some 10 MB
def font(face: Face, mm: float) -> ImageFont.FreeTypeFont:
    """Load a simplified-Chinese face whose em is `mm` high at 200 dpi. Raises FileNotFoundError."""
    return ImageFont.truetype(_font_file(_FONTS[face]), round(mm * PX_PER_MM), index=_SIMPLIFIED)


class Ink:
    """One sheet being written; every measure is in millimetres from the top left corner."""

    def __init__(self, width: float = 210, height: float = 297, paper: tuple[int, int, int] = (251, 250, 246)) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (round(width * PX_PER_MM), round(height * PX_PER_MM)), paper)
        self._draw = ImageDraw.Draw(self.image)

    def line(
        self,
        text: str,
        y: float,
        *,
        x: float | None = None,
        right: float | None = None,
        size: float = 5.6,
        face: Face = "song",
        gap: float = 0.0,
        colour: tuple[int, int, int] = _INK,
    ) -> None:
        """One line with its em box at height `y`: from `x`, or ending at `right`, or centred; `gap` spaces letters."""
        kind = font(face, size)
        widths = [kind.getlength(c) / PX_PER_MM for c in text]
        total = sum(widths) + gap * (len(text) - 1)
        start = x if x is not None else (right - total if right is not None else (self.width - total) / 2)
        for char, width in zip(text, widths, strict=True):
            self._draw.text(_px(start, y + size), char, font=kind, fill=colour, anchor="ls")
            start += width + gap

    def paragraph(
        self,
        text: str,
        y: float,
        *,
        left: float = 28,
        right: float = 182,
        size: float = 5.6,
        leading: float = 10.5,
        indent: int = 2,
    ) -> float:
        """Text broken to the measure, first line indented by `indent` cells; returns the height below it."""
        kind = font("song", size)
        x, line = left + indent * size, ""
        start = x
        for char in text:
            width = kind.getlength(char) / PX_PER_MM
            if x + width > right + 0.1 and char not in _CLOSING:
                self.line(line, y, x=start, size=size)
                y, x, start, line = y + leading, left, left, ""
            line += char
            x += width
        self.line(line, y, x=start, size=size)
        return y + leading

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.3) -> None:
        """One ruled line."""
        self._draw.line([_px(x0, y0), _px(x1, y1)], fill=_RULE, width=max(1, round(width * PX_PER_MM)))

    def box(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.3, fill: str | None = None) -> None:
        """One ruled rectangle."""
        self._draw.rectangle(
            [_px(x0, y0), _px(x1, y1)], outline=_RULE, width=max(1, round(width * PX_PER_MM)), fill=fill
        )

    def table(
        self,
        rows: Sequence[Sequence[str]],
        y: float,
        *,
        columns: Sequence[float],
        height: float = 12,
        size: float = 4.6,
    ) -> float:
        """Ruled cells at the given column edges; a row of fewer cells lets its last one run on; returns the foot."""
        for row in rows:
            edges = [*columns[: len(row)], columns[-1]]
            for cell, x0, x1 in zip(row, edges, edges[1:], strict=False):
                self.box(x0, y, x1, y + height)
                self.line(cell, y + (height - size * 1.15) / 2, x=x0 + 2, size=size)
            y += height
        return y

    def seal(self, x: float, y: float, ring: str, inner: str, *, radius: float = 21) -> None:
        """Press a round red seal over whatever is written, as wet ink is: it darkens, it does not cover."""
        side = round(2 * radius * PX_PER_MM) + 8
        stamp = Image.new("RGB", (side, side), "white")
        pen = ImageDraw.Draw(stamp)
        pen.ellipse((4, 4, side - 5, side - 5), outline=_RED, width=round(1.1 * PX_PER_MM))
        kind = font("song-bold", radius * 0.27)
        for number, char in enumerate(ring):
            angle = math.radians(-135 + 270 * number / max(1, len(ring) - 1))
            tile = Image.new("RGB", (round(radius * 4),) * 2, "white")
            ImageDraw.Draw(tile).text((tile.width / 2,) * 2, char, font=kind, fill=_RED, anchor="mm")
            turned = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC, fillcolor="white")
            reach = radius * 0.76 * PX_PER_MM
            at = (
                round(side / 2 + reach * math.sin(angle) - tile.width / 2),
                round(side / 2 - reach * math.cos(angle) - tile.width / 2),
            )
            stamp.paste(ImageChops.multiply(stamp.crop((*at, at[0] + tile.width, at[1] + tile.width)), turned), at)
        size = radius * min(0.235, 1.2 / len(inner))
        pen.text((side / 2, side / 2), inner, font=font("hei-bold", size), fill=_RED, anchor="mm")
        corner = (round(x * PX_PER_MM - side / 2), round(y * PX_PER_MM - side / 2))
        under = self.image.crop((*corner, corner[0] + side, corner[1] + side))
        self.image.paste(ImageChops.multiply(under, stamp), corner)

    def portrait(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a head and shoulders on pale blue; nobody's face."""
        (x0, y0), (x1, y1) = _px(x, y), _px(x + width, y + height)
        pen, w, h = self._draw, x1 - x0, y1 - y0
        self.box(x, y, x + width, y + height, fill="#cfe0f2")
        pen.pieslice((x0 + 0.08 * w, y0 + 0.68 * h, x1 - 0.08 * w, y1 + 0.34 * h), 180, 360, fill="#33415c")
        pen.rectangle((x0 + 0.42 * w, y0 + 0.55 * h, x0 + 0.58 * w, y0 + 0.73 * h), fill="#e3b795")
        pen.ellipse((x0 + 0.27 * w, y0 + 0.14 * h, x0 + 0.73 * w, y0 + 0.62 * h), fill="#efc9aa")
        pen.pieslice((x0 + 0.25 * w, y0 + 0.1 * h, x0 + 0.75 * w, y0 + 0.56 * h), 180, 360, fill="#26221f")


def _px(x: float, y: float) -> tuple[int, int]:
    return round(x * PX_PER_MM), round(y * PX_PER_MM)
