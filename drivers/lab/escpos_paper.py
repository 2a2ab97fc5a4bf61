"""The paper side of the lab's printer: rows of dots on a roll, cut into pieces that one can look at."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.lab.printer_stream import Command

__all__ = ["DOTS", "Paper", "Press"]

DOTS = 576
"""Dots across 80 mm paper; 8 dots a millimetre both ways."""

_STRIDE = DOTS // 8
_BLANK = bytes(_STRIDE)
_LINE, _TEXT_SIZE = 30, 24
_CHINESE_FONT = "NotoSansCJK-Regular.ttc"


@dataclass(frozen=True, slots=True)
class Paper:
    """One cut piece: a 1-bit picture 576 dots wide, and the bytes that made it."""

    png: bytes
    raw: bytes


class Press:
    """Turns commands into rows, remembers the modes they set, and cuts."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._raw = bytearray()
        self.reset()

    def reset(self) -> None:
        """Forget modes and the text of an unfinished line, as ESC @ and a purge do; what is on paper stays."""
        self._align = 0
        self._text = b""
        self._qr_data, self._qr_module, self._qr_level = b"", 3, "L"

    def rows(self, command: Command) -> Iterator[bytes]:
        """Yield the rows that a command puts on paper, top first; modes change on the way."""
        name, data = command
        if name == b"":
            self._text += data
        elif name == b"\n":
            yield from self._line()
        elif name == b"\x1b@":
            self.reset()
        elif name == b"\x1ba":
            self._align = data[0] & 3
        elif name == b"\x1bJ":
            yield from [_BLANK] * data[0]
        elif name == b"\x1bd":
            yield from [_BLANK] * (data[0] * _LINE)
        elif name == b"\x1dv":
            yield from self._raster(data)
        elif name == b"\x1d(" and data[:1] == b"k":
            yield from self._qr(data)

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
        picture = Image.frombytes("1", (DOTS, len(rows)), bytes(byte ^ 0xFF for byte in b"".join(rows)))
        png = io.BytesIO()
        picture.save(png, "PNG")
        return Paper(png.getvalue(), raw)

    def _raster(self, data: bytes) -> Iterator[bytes]:
        """GS v 0 m xL xH yL yH d1…dk; m doubles width (1) and height (2), which nobody here asks for."""
        stride = int.from_bytes(data[2:4], "little")
        picture = data[6:]
        for at in range(0, len(picture), max(1, stride)):
            yield self._aligned(picture[at : at + stride])

    def _aligned(self, row: bytes) -> bytes:
        shift = (_STRIDE - len(row)) * self._align // 2
        return (bytes(max(0, shift)) + row + _BLANK)[:_STRIDE]

    def _line(self) -> Iterator[bytes]:
        text, self._text = self._text.decode("gb18030", "replace"), b""
        canvas = Image.new("1", (DOTS, _LINE), 0)
        ImageDraw.Draw(canvas).text((0, 0), text, font=_font(), fill=1)
        packed = canvas.tobytes()
        yield from (packed[at : at + _STRIDE] for at in range(0, len(packed), _STRIDE))

    def _qr(self, data: bytes) -> Iterator[bytes]:
        """GS ( k pL pH cn fn …: 67 module size, 69 level, 80 store, 81 print."""
        function, rest = data[4], data[5:]
        if function == 67:
            self._qr_module = rest[0]
        elif function == 69:
            self._qr_level = "LMQH"[rest[0] - 48]
        elif function == 80:
            self._qr_data = rest[1:]
        elif function == 81 and self._qr_data:
            symbol = segno.make(self._qr_data, error=self._qr_level, micro=False, boost_error=False)
            for line in symbol.matrix:
                dots = "".join(("1" if module else "0") * self._qr_module for module in line)
                packed = int(dots.ljust(-(-len(dots) // 8) * 8, "0"), 2).to_bytes(-(-len(dots) // 8))
                yield from [self._aligned(packed)] * self._qr_module


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(_CHINESE_FONT, _TEXT_SIZE, index=2)
    except OSError:
        return ImageFont.load_default(_TEXT_SIZE)
