"""Single characters of a page, cut out without knowing which way up they are.

Chinese characters fill square cells, so a cut is kept when it is about square; strings that grew together and
loose strokes are not. Red is not seen: the letters around a seal stand every way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CELL", "glyphs"]

CELL = 24
"""Side, in pixels, of one cut."""
_SIZES = (11, 150)
_SQUARE = 0.72
_INK = (0.12, 0.75)
_RULE = 70  # pixels: a straight run longer than any stroke is a ruled line
_MOST = 600
_RED = 45  # grey levels by which red outshines blue and green


def glyphs(page: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Cut the square characters out of a BGR page; shape (n, CELL, CELL), ink 1 on paper 0, at most 600 of them."""
    grey = _without_red(page)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 61, 24)
    for shape in ((_RULE, 1), (1, _RULE)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink = cv2.subtract(ink, cv2.dilate(rules, np.ones((3, 3), np.uint8)))
    found: dict[tuple[int, int, int, int], NDArray[np.float32]] = {}
    for gap in (3, 5):
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        for x, y, w, h in _squarish(np.asarray(stats[1:], np.int32), ink):
            found[x, y, w, h] = _cut(grey, x, y, w, h)
    cuts = list(found.values())
    step = max(1, -(-len(cuts) // _MOST))
    return np.array(cuts[::step], np.float32).reshape(-1, CELL, CELL)


def _without_red(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey of the page with everything printed in red wiped out."""
    blue, green, red = cv2.split(page)
    redness = cv2.subtract(red, cv2.min(blue, green))
    wet = cv2.dilate((redness > _RED).astype(np.uint8), np.ones((3, 3), np.uint8))
    return bytes_of(np.where(wet > 0, np.maximum(red, 250), red))


def _squarish(stats: NDArray[np.int32], ink: NDArray[np.generic]) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of components that could be one character."""
    boxes = []
    low, high = _SIZES
    for x, y, w, h in stats[:, :4].tolist():
        if low <= min(w, h) and max(w, h) <= high and min(w, h) >= _SQUARE * max(w, h):
            full = cv2.countNonZero(bytes_of(ink[y : y + h, x : x + w])) / (w * h)
            if _INK[0] <= full <= _INK[1]:
                boxes.append((x, y, w, h))
    return boxes


def _cut(grey: NDArray[np.uint8], x: int, y: int, w: int, h: int) -> NDArray[np.float32]:
    """One cell, padded to a square around the character and stretched to full contrast."""
    side = max(w, h)
    cell = np.full((side, side), 255, np.uint8)
    down, across = (side - h) // 2, (side - w) // 2
    cell[down : down + h, across : across + w] = grey[y : y + h, x : x + w]
    small = 255.0 - cv2.resize(cell, (CELL, CELL), interpolation=cv2.INTER_AREA).astype(np.float32)
    base = float(np.percentile(small, 20))
    return np.asarray(np.clip((small - base) / max(float(small.max()) - base, 1.0), 0, 1), np.float32)
