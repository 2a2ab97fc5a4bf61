"""QR codes (GB/T 18284, ISO/IEC 18004) as dots of a thermal head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import numpy as np
import segno

from drivers.printers.qr_mask import best_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["QUIET_MODULES", "enlarged", "module_dots", "qr_dots", "qr_modules"]

QUIET_MODULES = 4
"""Width of the white border that the standard asks for."""

_DIGITS = re.compile("[0-9]{12,}$")
_MODULE_DOTS, _LEAST_MODULE_DOTS = 8, 6  # 1 mm, and 0.75 mm below which phones begin to fail on thermal paper


def qr_dots(payload: str, room: int) -> NDArray[np.bool_]:
    """Return the symbol at level M with its quiet zone, black True, square, at most `room` dots wide.

    Modules are 8 dots, shrunk to no less than 6. Raises ValueError where even those are too wide.
    """
    return enlarged(qr_modules(payload), room)


def qr_modules(payload: str) -> NDArray[np.bool_]:
    """Return the symbol with its quiet zone, one dot a module."""
    return np.pad(_masked(payload, best_mask(_masked(payload, 0))), QUIET_MODULES)


def _masked(payload: str, mask: int) -> NDArray[np.bool_]:
    symbol = segno.make(cast("str", _segments(payload)), error="m", micro=False, mask=mask)
    return np.array(symbol.matrix, dtype=bool)


def module_dots(modules: NDArray[np.bool_], room: int) -> int:
    """Return the dots a module gets in this room, or 0 where the symbol does not fit."""
    dots = min(_MODULE_DOTS, room // len(modules))
    return dots if dots >= _LEAST_MODULE_DOTS else 0


def enlarged(modules: NDArray[np.bool_], room: int) -> NDArray[np.bool_]:
    """Return a symbol as large as qr_dots() makes it. Raises ValueError where it does not fit."""
    dots = module_dots(modules, room)
    if not dots:
        raise ValueError(f"a QR code of {len(modules)} modules does not fit into {room} dots")
    return modules.repeat(dots, axis=0).repeat(dots, axis=1)


def _segments(payload: str) -> list[str]:
    """Part a long run of digits at the end from what stands before: three of them fit into ten bits.

    segno takes such a list, its types do not say so.
    """
    found = _DIGITS.search(payload)
    return [payload[: found.start()], found.group()] if found and found.start() else [payload]
