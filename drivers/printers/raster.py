"""A page as ESC/POS raster bands (GS v 0), each no wider than its ink; the pictures are encoded by python-escpos.

Blank rows are bands one byte wide rather than feeds: a feed's unit differs between printers, a row is a row. A band
whose dots come in squares of four, as a QR code's do, is sent at a quarter of its size and doubled both ways by the
printer (GS v 0, m = 3).

python-escpos is imported on first use, on the print lane: it takes 0.3 s and 25 MB, gives the root logger a handler
and leaves a temporary directory behind. The last two are undone here. Its text(), qr() and status calls are not
used: they lose Chinese, quiet zones and errors.
"""

from __future__ import annotations

import functools
import importlib
import logging
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from drivers.printers.strip import has_lookalike, without_lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from drivers.types import Page

__all__ = ["BAND_ROWS", "raster_bands"]

BAND_ROWS = 64
"""Rows of one band: 8 mm of paper, at most 4.6 kB. A fault in mid-job leaves at most a few bands in the printer."""

_PROFILE = "TM-T20II"  # 576 dots wide; where the width is known, python-escpos writes nothing to standard output
_BLANK_ROWS, _STEADY_ROWS = 4, 16  # fewer that are blank, or all alike, are not worth a command of their own


def raster_bands(page: Page) -> Iterator[bytes]:
    """Yield complete commands from top to bottom, none with the look of a real-time command inside."""
    stride = page.width // 8
    rows = np.frombuffer(without_lookalikes(page.bits), np.uint8).reshape(page.height, stride)
    white = b""
    for top, bottom in _stretches(rows):
        if not rows[top:bottom].any():
            white += b"\x1dv0\x00\x01\x00" + (bottom - top).to_bytes(2, "little") + bytes(bottom - top)
            continue
        yield white + _band(rows[top:bottom])
        white = b""
    if white:
        yield white


def _stretches(rows: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Part rows into blank ones, steady ones and others, no stretch higher than a band."""
    changes = np.flatnonzero((rows[1:] != rows[:-1]).any(axis=1)) + 1
    edges = [0, *changes.tolist(), len(rows)]
    cuts = {0, len(rows)}
    for top, bottom in pairwise(edges):
        if bottom - top >= (_STEADY_ROWS if rows[top].any() else _BLANK_ROWS):
            cuts |= {top, bottom}
    for top, bottom in pairwise(sorted(cuts)):
        yield from ((at, min(at + BAND_ROWS, bottom)) for at in range(top, bottom, BAND_ROWS))


def _band(rows: NDArray[np.uint8]) -> bytes:
    """Return the shortest commands for these rows that hold no look-alike."""
    inked = np.flatnonzero(rows.any(axis=0))
    left = int(inked[0]) if inked[0] * len(rows) > 4 * len(_margin(0)) else 0
    command = _widened(rows[:, left:], int(inked[-1]) + 1 - left)
    if left and command is not None:
        return _margin(left * 8) + command + _margin(0)
    return command or _widened(rows, rows.shape[1]) or b""


def _margin(dots: int) -> bytes:
    """GS L: where the next band begins, in dots of a head with 203 to the inch."""
    return b"\x1dL" + dots.to_bytes(2, "little")


def _widened(rows: NDArray[np.uint8], width: int) -> bytes | None:
    """Return the rows as one command at least `width` bytes wide, or None where each width looks like a command."""
    bits = np.unpackbits(rows, axis=1)
    if _in_squares(bits):
        small = np.packbits(bits[::2, ::2], axis=1)
        command = _encoded(small[:, : (width + 1) // 2], double=True)
        if not has_lookalike(command):
            return command
    commands = (_encoded(rows[:, :wide], double=False) for wide in range(width, rows.shape[1] + 1))
    return next((command for command in commands if not has_lookalike(command)), None)


def _in_squares(bits: NDArray[np.uint8]) -> bool:
    return not len(bits) % 2 and bool((bits[::2] == bits[1::2]).all() and (bits[:, ::2] == bits[:, 1::2]).all())


def _encoded(rows: NDArray[np.uint8], *, double: bool) -> bytes:
    encoder, image_of = _escpos()
    height, stride = rows.shape
    picture = image_of("1", (stride * 8, height), (rows ^ 0xFF).tobytes())
    encoder.clear()
    encoder.image(picture, high_density_vertical=not double, high_density_horizontal=not double)
    command: bytes = encoder.output
    encoder.clear()
    return command


@functools.cache
def _escpos() -> tuple[Any, Any]:
    """Import python-escpos; return an encoder to memory and Pillow's Image.frombytes."""
    root = logging.getLogger()
    handlers = set(root.handlers)
    capabilities = importlib.import_module("escpos.capabilities")
    dummy = importlib.import_module("escpos.printer").Dummy
    for added in set(root.handlers) - handlers:
        root.removeHandler(added)
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return dummy(profile=_PROFILE), importlib.import_module("PIL.Image").frombytes
