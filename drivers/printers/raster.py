"""A page as ESC/POS raster bands (GS v 0), encoded by python-escpos.

python-escpos is imported on first use, on the print lane: it takes 0.3 s and 25 MB, gives the root logger a handler
and leaves a temporary directory behind. The last two are undone here. Its text(), qr() and status calls are not
used: they lose Chinese, quiet zones and errors.
"""

from __future__ import annotations

import functools
import importlib
import logging
import shutil
from typing import TYPE_CHECKING, Any

from drivers.printers.strip import without_lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.types import Page

__all__ = ["BAND_ROWS", "raster_bands"]

BAND_ROWS = 64
"""Rows of one band: 8 mm of paper, 4.6 kB. A fault in mid-job leaves at most a few bands in the printer."""

_PROFILE = "TM-T20II"  # 576 dots wide; where the width is known, python-escpos writes nothing to standard output


def raster_bands(page: Page) -> Iterator[bytes]:
    """Yield complete GS v 0 commands from top to bottom, none with the look of a real-time command inside."""
    new_encoder, image_of = _escpos()
    stride = page.width // 8
    white_is_one = bytes(byte ^ 0xFF for byte in without_lookalikes(page.bits))
    for top in range(0, page.height, BAND_ROWS):
        rows = min(BAND_ROWS, page.height - top)
        encoder = new_encoder(profile=_PROFILE)
        encoder.image(image_of("1", (page.width, rows), white_is_one[top * stride : (top + rows) * stride]))
        yield encoder.output


@functools.cache
def _escpos() -> tuple[Any, Any]:
    """Import python-escpos; return its encoder to memory and Pillow's Image.frombytes."""
    root = logging.getLogger()
    handlers = set(root.handlers)
    capabilities = importlib.import_module("escpos.capabilities")
    dummy = importlib.import_module("escpos.printer").Dummy
    for added in set(root.handlers) - handlers:
        root.removeHandler(added)
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return dummy, importlib.import_module("PIL.Image").frombytes
