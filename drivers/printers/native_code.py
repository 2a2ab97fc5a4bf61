"""QR codes that the printer draws itself (Epson ESC/POS reference, GS ( k, cn = 49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import segno

from drivers.printers.qr import QUIET_MODULES
from drivers.printers.raster import raster_bands
from drivers.printers.strip import black, to_page

if TYPE_CHECKING:
    from drivers.types import Page, Symbol

__all__ = ["native_code"]

_LEAST_MODULE, _MOST_MODULE, _LEVEL_M = 6, 8, 0x31
_MIDDLE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"


def native_code(symbol: Symbol, page: Page) -> bytes:
    """Return the commands for one code with white around it; its dots where the printer's own would be too small.

    A printer may say the payload in bytes where ours uses digits: its symbol is taken to be that large.
    """
    payload = symbol.payload.encode()
    modules = len(segno.make(payload, error="m", mode="byte", micro=False, boost_error=False, mask=0).matrix)
    module = min(_MOST_MODULE, page.width // (modules + 2 * QUIET_MODULES))
    if module < _LEAST_MODULE or min(payload) < 0x20:
        return _dots(symbol, page)
    quiet = b"\x1bJ" + bytes((QUIET_MODULES * module,))
    settings = _function(65, b"\x32\x00") + _function(67, bytes((module,))) + _function(69, bytes((_LEVEL_M,)))
    return _MIDDLE + quiet + settings + _function(80, b"0" + payload) + _function(81, b"0") + quiet + _LEFT


def _function(number: int, parameters: bytes) -> bytes:
    data = bytes((49, number)) + parameters
    return b"\x1d(k" + len(data).to_bytes(2, "little") + data


def _dots(symbol: Symbol, page: Page) -> bytes:
    """Return the code as it stands on the page, and nothing else."""
    rows = slice(symbol.top, symbol.top + symbol.side)
    columns = slice(symbol.left, symbol.left + symbol.side)
    alone = np.zeros((symbol.side, page.width), bool)
    alone[:, columns] = black(page)[rows, columns]
    return b"".join(raster_bands(to_page(alone)))
