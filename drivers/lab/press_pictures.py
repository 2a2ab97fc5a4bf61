"""Pictures and codes that ESC/POS commands carry, as 1-bit images with ink 1."""

from __future__ import annotations

import segno
from PIL import Image

__all__ = ["SymbolStore", "column_picture", "graphics", "raster"]

_COLUMNS = {0: (2, 3, 1), 1: (1, 3, 1), 32: (2, 1, 3), 33: (1, 1, 3)}  # m: dots a column, dots a bit, bytes a column


def raster(data: bytes) -> Image.Image:
    """GS v 0 m xL xH yL yH d…: rows, `m` 1 doubles the width, 2 the height, 3 both."""
    mode, wide, high = data[1] & 3, _number(data[2:4]) * 8, _number(data[4:6])
    picture = Image.frombytes("1", (wide, high), data[6:])
    return _enlarged(picture, 1 + (mode & 1), 1 + (mode >> 1))


def column_picture(data: bytes) -> Image.Image | None:
    """ESC * m nL nH d…: columns from the left, the top dot first; None for a density that no such head has."""
    across, down, depth = _COLUMNS.get(data[0], (0, 0, 0))
    columns = _number(data[1:3])
    if not depth or not columns:
        return None
    lying = Image.frombytes("1", (8 * depth, columns), data[3:])
    return _enlarged(lying.transpose(Image.Transpose.TRANSPOSE), across, down)


def graphics(data: bytes) -> Image.Image | None:
    """GS ( L function 112 after `m fn`: a bx by c xL xH yL yH d…; None for more than one colour or a wrong length."""
    tone, across, down, colour = data[:4]
    wide, high = _number(data[4:6]), _number(data[6:8])
    stride = -(-wide // 8)
    if (tone, colour) != (48, 49) or across not in {1, 2} or down not in {1, 2} or len(data) - 8 != stride * high:
        return None
    return _enlarged(Image.frombytes("1", (stride * 8, high), data[8:]).crop((0, 0, wide, high)), across, down)


class SymbolStore:
    """GS ( k for QR codes: what is set and stored until it is printed; the quiet zone is the sender's."""

    def __init__(self) -> None:
        self._module, self._level, self._data = 3, "L", b""

    def obey(self, function: int, rest: bytes) -> Image.Image | None:
        """Do function 65 model, 67 module size, 69 level, 80 store, 81 print; return what is printed."""
        match function:
            case 67 if 1 <= rest[0] <= 16:
                self._module = rest[0]
            case 69 if 48 <= rest[0] <= 51:
                self._level = "LMQH"[rest[0] - 48]
            case 80:
                self._data = rest[1:]
            case 81 if self._data:
                return self._symbol()
        return None

    def _symbol(self) -> Image.Image | None:
        try:
            symbol = segno.make(self._data, error=self._level, micro=False, boost_error=False)
        except segno.DataOverflowError:
            return None
        side = len(symbol.matrix)
        picture = Image.new("1", (side, side), 0)
        picture.putdata([255 * (module & 1) for line in symbol.matrix for module in line])
        return _enlarged(picture, self._module, self._module)


def _enlarged(picture: Image.Image, across: int, down: int) -> Image.Image:
    return picture.resize((picture.width * across, picture.height * down), Image.Resampling.NEAREST)


def _number(little_endian: bytes) -> int:
    return int.from_bytes(little_endian, "little")
