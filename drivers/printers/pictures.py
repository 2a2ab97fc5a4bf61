"""Small pictures that a strip is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["disc"]


def disc(side: int) -> NDArray[np.bool_]:
    """Return a black disc of this diameter."""
    across = np.arange(side) - (side - 1) / 2
    return across[:, None] ** 2 + across[None, :] ** 2 <= (side / 2) ** 2
