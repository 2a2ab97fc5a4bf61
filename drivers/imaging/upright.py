"""Which way up a page is, without reading it: every character votes with the lie of its strokes.

The strokes of a Chinese character are not the same way round: heads are broad, feet run out to both sides, left
parts are narrow. A linear score over stroke directions in a 6 x 6 grid, learned from five typefaces (see
benchmarks/upright_weights.py), knows the way up of nine characters in ten; a page's characters vote together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2
from drivers.imaging.glyphs import CELL, glyphs
from drivers.imaging.upright_weights import WEIGHTS

if TYPE_CHECKING:
    from typing import Literal

    from numpy.typing import NDArray

    Quarter = Literal[0, 1, 2, 3]

__all__ = ["DIRECTIONS", "GRID", "strokes", "turned", "upright", "way_up"]

GRID = 6
DIRECTIONS = 4
_ENOUGH = 6  # characters
_CLEAR = 0.2  # of the votes, between the first and the second way
_TURNS = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)


def upright(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Turn a rectified BGR page the right way up; a page with too little print stays as it lies."""
    return turned(page, way_up(page))


def turned(page: NDArray[np.uint8], turns: Quarter | None) -> NDArray[np.uint8]:
    """Turn a page by quarters clockwise; None leaves it as it lies."""
    return bytes_of(cv2.rotate(page, _TURNS[turns - 1])) if turns else page


def way_up(page: NDArray[np.uint8]) -> Quarter | None:
    """Quarter turns clockwise that bring the page upright, 0…3; None when its print does not tell."""
    cuts = glyphs(page)
    if len(cuts) < _ENOUGH:
        return None
    scores = np.stack([strokes(np.rot90(cuts, -turns, axes=(1, 2))) @ WEIGHTS for turns in range(4)], axis=1)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    votes = (chances / chances.sum(axis=1, keepdims=True)).mean(axis=0)
    order = np.argsort(votes)
    if votes[order[-1]] - votes[order[-2]] < _CLEAR:
        return None
    ways: tuple[Quarter, ...] = (0, 1, 2, 3)
    return ways[int(order[-1])]


def strokes(cuts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Describe characters, shape (n, CELL, CELL), by stroke directions and ink; shape (n, 5 * GRID * GRID)."""
    down, across = np.gradient(cuts, axis=(1, 2))
    strength = np.hypot(down, across)
    angle = np.arctan2(down, across) % np.pi * (DIRECTIONS / np.pi)
    maps = [cuts]
    for direction in range(DIRECTIONS):
        apart = np.abs(angle - direction)
        maps.append(strength * np.clip(1 - np.minimum(apart, DIRECTIONS - apart), 0, None))
    step = CELL // GRID
    cells = np.stack(maps, axis=1).reshape(len(cuts), len(maps), GRID, step, GRID, step).mean(axis=(3, 5))
    flat = cells.reshape(len(cuts), -1)
    return np.asarray(flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6), np.float32)
