"""BMP files of 居民身份证 photos: one that foreign code gave, checked; one made of its bare pixels."""

from __future__ import annotations

import struct

from drivers.errors import PhotoUnreadable

__all__ = ["HEADER", "PIXELS", "bmp_of", "checked_bmp"]

HEADER = struct.Struct("<2sIHHIIiiHHIIiiII")
"""BITMAPFILEHEADER and BITMAPINFOHEADER."""

_WIDTH, _HEIGHT = 102, 126
PIXELS = _WIDTH * _HEIGHT * 3
"""How many bytes the bare pixels are: 102 by 126 RGB triples."""

_INFO_HEADER = 40
_LARGEST_SIDE = 1024
_DOTS_A_METRE = 2835


def checked_bmp(picture: bytes) -> bytes:
    """Return a BMP of believable size whose rows are all there. Raises PhotoUnreadable."""
    if len(picture) >= HEADER.size:
        _, size, _, _, offset, info, width, height, planes, bits, packed, *_ = HEADER.unpack_from(picture)
        rows = (width * bits + 31) // 32 * 4 * abs(height)
        sides = 0 < width <= _LARGEST_SIDE and 0 < abs(height) <= _LARGEST_SIDE
        plain = info >= _INFO_HEADER and planes == 1 and bits in {8, 24, 32} and not packed
        if sides and plain and size == len(picture) and HEADER.size <= offset <= len(picture) - rows:
            return picture
    raise PhotoUnreadable("what the photo library gave is no BMP")


def bmp_of(pixels: bytes) -> bytes:
    """Make a BMP of RGB triples, the lowest row first: as a BMP has them, but for the order of colours."""
    line = _WIDTH * 3
    pad = bytes(-line % 4)
    swapped = bytearray(pixels)
    swapped[0::3], swapped[2::3] = pixels[2::3], pixels[0::3]
    rows = b"".join(bytes(swapped[start : start + line]) + pad for start in range(0, PIXELS, line))
    size = HEADER.size + len(rows)
    header = (
        b"BM",
        size,
        0,
        0,
        HEADER.size,
        _INFO_HEADER,
        _WIDTH,
        _HEIGHT,
        1,
        24,
        0,
        len(rows),
        _DOTS_A_METRE,
        _DOTS_A_METRE,
        0,
        0,
    )
    return HEADER.pack(*header) + rows
