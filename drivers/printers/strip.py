"""Finished strips as bits: thermal heads know black and white, and some bit patterns are better not sent to them."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from drivers.types import Page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.types import Run, Stroke, Symbol

__all__ = ["black", "has_lookalike", "page_pixels", "page_to_png", "to_page", "without_lookalikes"]

_LOOKALIKE = re.compile(rb"\x10[\x04\x05\x14](?=[\x00-\x14])")


def to_page(
    dots: NDArray[np.bool_],
    qr_payload: str = "",
    runs: tuple[Run, ...] = (),
    codes: tuple[Symbol, ...] = (),
    rules: tuple[Stroke, ...] = (),
) -> Page:
    """Pack dots, black True, shape (height, width), width a multiple of 8, into a page that is safe to send."""
    height, width = dots.shape
    bits = without_lookalikes(np.packbits(dots, axis=1).tobytes())
    return Page(width, height, bits, qr_payload, runs, codes, rules)


def without_lookalikes(bits: bytes) -> bytes:
    """Thicken by one dot whatever a printer could take for DLE EOT n, DLE ENQ n or DLE DC4 n amid a picture.

    ESC/POS real-time commands (10 04 n, 10 05 n, 10 14 n) are obeyed wherever they stand, image data included
    (Epson, DLE EOT, notes). Pages pass here before anybody sees them, so that screen and paper stay the same.
    """
    return _LOOKALIKE.sub(lambda found: bytes((0x10, found[0][1] | 0x02)), bits)


def has_lookalike(data: bytes) -> bool:
    """Whether a printer could take part of these bytes for a real-time command."""
    return _LOOKALIKE.search(data) is not None


def black(page: Page) -> NDArray[np.bool_]:
    """Return the dots of a page, black True, shape (height, width)."""
    rows = np.frombuffer(page.bits, np.uint8).reshape(page.height, page.width // 8)
    return np.unpackbits(rows, axis=1).astype(bool)


def page_pixels(page: Page) -> NDArray[np.uint8]:
    """Return the page as grey pixels for a screen: 0 black, 255 white, shape (height, width)."""
    return np.where(black(page), np.uint8(0), np.uint8(255))


def page_to_png(page: Page) -> bytes:
    """Return the page as a 1-bit PNG (ISO/IEC 15948): the very dots that go to paper."""
    stride = page.width // 8
    rows = bytes(255 - byte for byte in page.bits)  # PNG's grey 1 is white
    scanlines = b"".join(b"\0" + rows[top : top + stride] for top in range(0, len(rows), stride))
    header = struct.pack(">IIBBBBB", page.width, page.height, 1, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(scanlines)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
