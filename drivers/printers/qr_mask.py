"""Which of the eight masks of a QR code is easiest to read (ISO/IEC 18004, 7.8.3), judged for all of them at once.

segno weighs them one by one in plain Python: 8 ms of the 15 that a receipt may take. Any mask makes a right symbol; the
judgement here leaves out only that alignment patterns are not masked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_mask"]

_FINDER = np.array([1, 0, 1, 1, 1, 0, 1], bool)
_VERSIONED = 45  # modules across from which a symbol states its version beside two finders


def best_mask(unmasked_by_0: NDArray[np.bool_]) -> int:
    """Return the number of the mask with the lowest penalty, given the symbol with mask 0, no quiet zone."""
    masks = _masks(len(unmasked_by_0))
    symbols = unmasked_by_0 ^ masks[0] ^ masks
    penalties = _lines(symbols) + _lines(symbols.transpose(0, 2, 1)) + _blocks(symbols) + _balance(symbols)
    return int(np.argmin(penalties))


@lru_cache(maxsize=8)
def _masks(size: int) -> NDArray[np.bool_]:
    """Return the eight masks of a symbol so large, white over what is never masked."""
    i, j = np.mgrid[:size, :size]
    masks: NDArray[np.bool_] = np.stack(
        [
            (i + j) % 2 == 0,
            i % 2 == 0,
            j % 3 == 0,
            (i + j) % 3 == 0,
            (i // 2 + j // 3) % 2 == 0,
            i * j % 2 + i * j % 3 == 0,
            (i * j % 2 + i * j % 3) % 2 == 0,
            ((i + j) % 2 + i * j % 3) % 2 == 0,
        ]
    )
    masks[:, :9, :9] = masks[:, :9, -8:] = masks[:, -8:, :9] = False
    masks[:, 6] = masks[:, :, 6] = False
    if size >= _VERSIONED:
        masks[:, :6, -11:] = masks[:, -11:, :6] = False
    return masks


def _lines(symbols: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Weigh runs of five and more, and what could be taken for a finder pattern, along the rows."""
    alike = symbols[:, :, 1:] == symbols[:, :, :-1]
    fives = alike[:, :, :-3] & alike[:, :, 1:-2] & alike[:, :, 2:-1] & alike[:, :, 3:]
    runs = fives.sum(axis=(1, 2)) + 2 * (fives[:, :, 1:] & ~fives[:, :, :-1]).sum(axis=(1, 2))
    runs += 2 * fives[:, :, 0].sum(axis=1)
    wide = np.pad(symbols, ((0, 0), (0, 0), (4, 4)))
    size = symbols.shape[2]
    found = np.ones((*symbols.shape[:2], size - 6), bool)
    for at, dark in enumerate(_FINDER):
        found &= symbols[:, :, at : size - 6 + at] == dark
    light = [~wide[:, :, at : size - 6 + at] for at in (0, 1, 2, 3)]
    after = [~wide[:, :, at : size - 6 + at] for at in (11, 12, 13, 14)]
    lonely = np.logical_and.reduce(light) | np.logical_and.reduce(after)
    penalties: NDArray[np.int64] = runs + 40 * (found & lonely).sum(axis=(1, 2))
    return penalties


def _blocks(symbols: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Weigh squares of four alike."""
    across = symbols[:, :, 1:] == symbols[:, :, :-1]
    down = symbols[:, 1:] == symbols[:, :-1]
    penalties: NDArray[np.int64] = 3 * (across[:, 1:] & across[:, :-1] & down[:, :, 1:]).sum(axis=(1, 2))
    return penalties


def _balance(symbols: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Weigh how far from half of it is dark, in steps of five percent."""
    percent = 100 * symbols.mean(axis=(1, 2))
    penalties: NDArray[np.int64] = 10 * (np.abs(percent - 50) // 5).astype(np.int64)
    return penalties
