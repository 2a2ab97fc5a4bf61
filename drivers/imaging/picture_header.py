"""How large a picture will be, told by its header alone: for pictures that nobody has reason to trust."""

from __future__ import annotations

import struct

from drivers.errors import PhotoUnreadable

__all__ = ["BOX", "MOST_BYTES", "MOST_SIDE", "boxes", "picture_size"]

BOX = struct.Struct(">I4s")
"""Length and kind: how every box of a JP2 file begins."""

MOST_BYTES = 1_000_000
MOST_SIDE = 4000
_MOST_PIXELS = 12_000_000
_MOST_TILES = 1024
_JP2 = bytes.fromhex("0000000C6A5020200D0A870A")
_J2K = bytes.fromhex("FF4FFF51")
_PNG = bytes.fromhex("89504E470D0A1A0A")
_NO_FRAME = {0xC4, 0xC8, 0xCC}  # of C0 to CF: Huffman tables, an extension, arithmetic coding conditions
_MARKER_ALONE = {0x01, *range(0xD0, 0xD9)}


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a JPEG 2000 (file or codestream), JPEG, PNG or BMP.

    Raises PhotoUnreadable for anything else, and for more than MOST_BYTES, or MOST_SIDE pixels a side.
    """
    if len(data) > MOST_BYTES:
        raise PhotoUnreadable("the picture is too large")
    try:
        width, height = _size(data)
    except (struct.error, IndexError, KeyError):
        raise PhotoUnreadable("the picture has no header") from None
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and width * height <= _MOST_PIXELS):
        raise PhotoUnreadable("the picture has no portrait's dimensions")
    return width, height


def _size(data: bytes) -> tuple[int, int]:
    if data.startswith(_JP2):
        return _codestream(data[boxes(data)[b"jp2c"] :])
    if data.startswith(_J2K):
        return _codestream(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(_PNG):
        width, height = struct.unpack_from(">II", data, 16)
        return width, height
    if data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        return width, abs(height)
    raise KeyError("form")


def boxes(data: bytes) -> dict[bytes, int]:
    """Where the content of each box of a JP2 file begins (ISO 15444-1 annex I), up to its codestream."""
    found: dict[bytes, int] = {}
    at = 0
    while b"jp2c" not in found:
        size, kind = BOX.unpack_from(data, at)
        start = at + BOX.size
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        found[kind] = start
        if size < start - at and kind != b"jp2c":
            raise KeyError("box")
        at += size
    return found


def _codestream(data: bytes) -> tuple[int, int]:
    """Read the SIZ segment (ISO 15444-1 A.5.1), whose tiles and components cost a decoder room as well."""
    if not data.startswith(_J2K):
        raise KeyError("SOC")
    right, bottom, left, top, tile_width, tile_height, tile_left, tile_top = struct.unpack_from(">8I", data, 8)
    (components,) = struct.unpack_from(">H", data, 40)
    if 0 in {tile_width, tile_height} or not 1 <= components <= 4:
        raise KeyError("SIZ")
    tiles = -(-(right - tile_left) // tile_width) * -(-(bottom - tile_top) // tile_height)
    steps = data[43 : 43 + 3 * components]
    if not 1 <= tiles <= _MOST_TILES or set(steps[0::3] + steps[1::3]) != {1}:
        raise KeyError("tiles")
    return right - left, bottom - top


def _jpeg(data: bytes) -> tuple[int, int]:
    """Read the frame header (ISO 10918-1 B.2.2), the first of C0 to CF that is one."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise KeyError("marker")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _MARKER_ALONE:
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            (size,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(size, 2)
