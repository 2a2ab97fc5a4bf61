"""The paper side of the lab's printer: rows of dots on a roll, cut into pieces that one can look at."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PIL import Image

from drivers.lab.press_glyphs import HALF, Style, cell, rom_character
from drivers.lab.press_line import Area, Line, rows_of
from drivers.lab.press_pictures import SymbolStore, column_picture, graphics, raster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.lab.printer_stream import Command

__all__ = ["DOTS", "Paper", "Press"]

DOTS = 576
"""Dots across 80 mm paper; 8 dots a millimetre both ways."""

_LINE = 30
_FEEDS: dict[bytes, Callable[[bytes, int], int]] = {
    b"\n": lambda _, spacing: spacing,
    b"\x1bJ": lambda data, _: data[0],
    b"\x1bd": lambda data, spacing: data[0] * spacing,
}
_CUTS = {b"\x1dV", b"\x1bi", b"\x1bm"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One cut piece: a 1-bit picture as wide as the head, and the bytes that made it."""

    png: bytes
    raw: bytes


class Press:
    """Turns commands into rows, remembers the modes they set, and cuts. `dots` across: 576, or 384 on 58 mm paper."""

    def __init__(self, dots: int = DOTS) -> None:
        self._dots = dots
        self._rows: list[bytes] = []
        self._raw = bytearray()
        self.reset()

    def reset(self) -> None:
        """Forget modes and the text of an unfinished line, as ESC @ and a purge do; what is on paper stays."""
        self._area = Area(self._dots, 0, self._dots, 0)
        self._line = Line()
        self._style = Style()
        self._hanzi_underline = 0
        self._chinese, self._lead = True, b""
        self._spacing, self._gaps, self._feed = 0, (0, 0), _LINE
        self._symbols = SymbolStore()
        self._graphics: Image.Image | None = None

    def rows(self, command: Command) -> Iterator[bytes]:
        """Yield the rows that a command puts on paper, top first; modes change on the way."""
        name, data = command
        if name == b"":
            yield from self._text(data)
        elif name in _FEEDS:
            yield from self._print_line(_FEEDS[name](data, self._feed))
        elif name in _CUTS:
            yield from self._before_cut(data)
        elif name == b"\x1b*":
            if (picture := column_picture(data)) is not None:
                self._line.add(picture, picture.width)
        elif name in {b"\x1dv", b"\x1d(", b"\x1d8"}:
            yield from self._block(self._picture(name, data))
        else:
            self._set_mode(name, data)

    def put(self, row: bytes) -> None:
        """Print one row: it is on paper now."""
        self._rows.append(row)

    def note(self, raw: bytes) -> None:
        """Remember bytes that belong to the piece in the making."""
        self._raw += raw

    @property
    def strip_rows(self) -> int:
        """Rows that hang from the slot."""
        return len(self._rows)

    def cut(self) -> Paper | None:
        """Cut off what hangs from the slot; None when it is blank."""
        rows, raw = self._rows, bytes(self._raw)
        self._rows, self._raw = [], bytearray()
        if not any(any(row) for row in rows):
            return None
        picture = Image.frombytes("1", (self._dots, len(rows)), bytes(byte ^ 0xFF for byte in b"".join(rows)))
        png = io.BytesIO()
        picture.save(png, "PNG")
        return Paper(png.getvalue(), raw)

    # -- what leaves ink

    def _text(self, data: bytes) -> Iterator[bytes]:
        """Set characters: letters of one byte, in Chinese mode Hanzi of two; a code of four bytes is one box."""
        data, self._lead = self._lead + data, b""
        while data:
            size = 1 if not self._chinese or not 0x81 <= data[0] <= 0xFE else 2
            if size == 2 and 0x30 <= (data[1:2] or b"\xff")[0] <= 0x39:
                size = 4
            if len(data) < size:
                self._lead = data
                return
            yield from self._set(data[:size])
            data = data[size:]

    def _set(self, code: bytes) -> Iterator[bytes]:
        wide = len(code) > 1
        before, after = self._gaps if wide else (0, self._spacing)
        style = replace(self._style, underline=self._hanzi_underline) if wide else self._style
        picture = cell(rom_character(code), wide=wide, style=style)
        advance = picture.width + (before + after) * style.width
        if self._line.at + advance > self._area.width and not self._line.empty:
            yield from self._print_line(self._feed)
        self._line.move(self._line.at + before * style.width)
        self._line.add(picture, advance - before * style.width)

    def _print_line(self, feed: int) -> Iterator[bytes]:
        line, self._line = self._line, Line()
        yield from line.rows(self._area, feed)

    def _block(self, picture: Image.Image | None) -> Iterator[bytes]:
        """Print a picture by itself, after the line in the making; what is too wide loses its right edge."""
        if picture is None:
            return
        if not self._line.empty:
            yield from self._print_line(self._feed)
        strip = Image.new("1", (self._dots, picture.height), 0)
        strip.paste(picture, (self._area.edge(picture.width), 0))
        yield from rows_of(strip)

    def _picture(self, name: bytes, data: bytes) -> Image.Image | None:
        """Return what a command prints by itself: GS v 0; GS ( k; GS ( L and GS 8 L, where 112 stores and 50 prints."""
        if name == b"\x1dv":
            return raster(data)
        if name == b"\x1d(" and data[:1] == b"k" and data[3:4] == b"1":
            return self._symbols.obey(data[4], data[5:])
        function = data[3:] if name == b"\x1d(" else data[5:]
        if data[:1] != b"L" or len(function) < 2:
            return None
        picture, self._graphics = self._graphics, None
        if function[:2] == b"0p" and len(function) > 10:
            self._graphics = graphics(function[2:])
        return picture if function[:2] in {b"02", b"0\x02"} else None

    def _before_cut(self, data: bytes) -> Iterator[bytes]:
        """GS V: the line in the making is printed, and 65, 66, 97, 98, 103, 104 feed as many dots as they say."""
        if not self._line.empty:
            yield from self._print_line(self._feed)
        if len(data) == 2:
            yield from [bytes(self._dots // 8)] * data[1]

    # -- what only changes modes

    def _set_mode(self, name: bytes, data: bytes) -> None:
        value = data[0] if data else 0
        match name:
            case b"\x1b@":
                self.reset()
            case b"\x1c&" | b"\x1c.":
                self._chinese = name == b"\x1c&"
            case b"\x1b2" | b"\x1b3":
                self._feed = value if name == b"\x1b3" else _LINE
            case b"\x1b ":
                self._spacing = value
            case b"\x1cS":
                self._gaps = (data[0], data[1])
            case b"\x1ba" | b"\x1dL" | b"\x1dW" | b"\x1b$" | b"\x1b\\" | b"\t":
                self._place(name, data)
            case _:
                self._restyle(name, value)

    def _place(self, name: bytes, data: bytes) -> None:
        """Alignment, margins and positions; the first three count at the beginning of a line only."""
        number = int.from_bytes(data[:2], "little")
        match name:
            case b"\x1b$" if number <= self._area.width:
                self._line.move(number)
            case b"\x1b\\":
                there = self._line.at + int.from_bytes(data, "little", signed=True)
                self._line.move(there if 0 <= there <= self._area.width else self._line.at)
            case b"\t":
                step = 8 * HALF
                self._line.move(min((self._line.at // step + 1) * step, self._area.width))
            case b"\x1ba" if self._line.empty:
                self._area = replace(self._area, align=data[0] % 48 if data[0] % 48 < 3 else self._area.align)
            case b"\x1dL" if self._line.empty:
                left = min(number, self._dots)
                self._area = replace(self._area, left=left, width=self._dots - left)
            case b"\x1dW" if self._line.empty:
                self._area = replace(self._area, width=min(number, self._dots - self._area.left))

    def _restyle(self, name: bytes, value: int) -> None:
        style = self._style
        match name:
            case b"\x1b!":
                style = replace(style, small=bool(value & 1), bold=bool(value & 8), underline=value >> 7)
                style = replace(style, width=1 + (value >> 5 & 1), height=1 + (value >> 4 & 1))
            case b"\x1c!":
                self._hanzi_underline = value >> 7
                style = replace(style, width=1 + (value >> 2 & 1), height=1 + (value >> 3 & 1))
            case b"\x1cW":
                style = replace(style, width=1 + (value & 1), height=1 + (value & 1))
            case b"\x1d!":
                style = replace(style, width=1 + (value >> 4 & 7), height=1 + (value & 7))
            case b"\x1bE" | b"\x1bG":
                style = replace(style, bold=bool(value & 1))
            case b"\x1b-":
                style = replace(style, underline=value % 48 if value % 48 < 3 else style.underline)
            case b"\x1c-":
                self._hanzi_underline = value % 48 if value % 48 < 3 else self._hanzi_underline
            case b"\x1bM":
                style = replace(style, small=bool(value & 1))
            case b"\x1dB":
                style = replace(style, reverse=bool(value & 1))
        self._style = style
