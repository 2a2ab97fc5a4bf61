"""QR codes (GB/T 18284, ISO/IEC 18004) as dots of a thermal head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import segno

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["QUIET_MODULES", "qr_dots"]

QUIET_MODULES = 4
"""Width of the white border that the standard asks for."""

_MODULE_DOTS, _LEAST_MODULE_DOTS = 8, 6  # 1 mm, and 0.75 mm below which phones begin to fail on thermal paper


def qr_dots(payload: str, room: int) -> NDArray[np.bool_]:
    """Return the symbol at level M with its quiet zone, black True, square, at most `room` dots wide.

    Modules are 8 dots, shrunk to no less than 6. Raises ValueError where even those are too wide.
    """
    modules = np.array(segno.make(payload, error="m", micro=False).matrix, dtype=bool)
    modules = np.pad(modules, QUIET_MODULES)
    dots = min(_MODULE_DOTS, room // len(modules))
    if dots < _LEAST_MODULE_DOTS:
        raise ValueError(f"a QR code of {len(modules)} modules does not fit into {room} dots")
    return modules.repeat(dots, axis=0).repeat(dots, axis=1)
