"""Marks that a paper surely bears or surely does not: nothing printed on it, a machine readable zone, a second thing.

Each is there to be certain: where a picture leaves room for doubt, the mark is not given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2
from drivers.imaging.mat import shrink, things

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["bears_zone", "is_blank", "several"]

_RIM = 0.04  # of the page: folds, mat and shadow along its sides
_FAINT = 8  # grey levels: the faintest pencil is darker than paper by more
_SPECK = 2e-5  # of the page: 1.2 mm2 of A4
_FULL = 0.85  # of its box: a sheet is full, an arm or a chain is not
_LINES = ((2, 44), (2, 36), (3, 30))  # of the zone and characters of each: TD3, TD2, TD1 (ICAO 9303-4 to -6)
_EVEN = 0.8  # share of the characters' steps that are alike
_SPAN = 0.8  # of the side along which the zone runs
_ZONE = 0.45  # of the page, from its foot


def is_blank(page: NDArray[np.uint8]) -> bool:
    """Whether nothing at all stands on a page in even light: no print, no pencil, no seal."""
    half = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(half, (5, 5), 1.2)
    coarse = cv2.GaussianBlur(cv2.resize(half, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA), (0, 0), 2)
    ground = cv2.resize(coarse, (half.shape[1], half.shape[0]), interpolation=cv2.INTER_LINEAR)
    ink = cv2.subtract(ground, soft).max(axis=2)
    down, across = (round(side * _RIM) for side in ink.shape)
    inner = ink[down:-down, across:-across]
    return float((inner > _FAINT).mean()) <= _SPECK


def several(pixels: NDArray[np.uint8]) -> bool:
    """Whether another whole sheet lies beside the largest one in a picture of the mat."""
    small, _ = shrink(pixels)
    return any(_whole_sheet(outline, small.shape) for outline in things(small)[1:])


def bears_zone(page: NDArray[np.uint8]) -> bool:
    """Whether the machine readable zone of a travel document runs along a side of this page, whichever way it lies."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    return any(_zone_at_foot(bytes_of(np.rot90(grey, turns).copy())) for turns in range(4))


def _whole_sheet(outline: NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    low, high = outline.min(axis=0), outline.max(axis=0)
    if (low < 2).any() or (high > np.array((shape[1], shape[0])) - 3).any():
        return False
    _, (width, height), _ = cv2.minAreaRect(outline)
    return cv2.contourArea(outline) >= _FULL * width * height


def _zone_at_foot(grey: NDArray[np.uint8]) -> bool:
    foot = grey[round(grey.shape[0] * (1 - _ZONE)) :]
    ink = cv2.adaptiveThreshold(foot, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 14)
    found = [_characters(bytes_of(ink[top:end])) for top, end in _rows(bytes_of(ink))]
    return any(sum(_evenly_set(one, signs, foot.shape[1]) for one in found) >= lines for lines, signs in _LINES)


def _rows(ink: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Heights at which lines of print run, from one bare row to the next."""
    dark = np.concatenate(((0,), (ink > 0).mean(axis=1) > 0.01, (0,))).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
    return [(int(top), int(end)) for top, end in zip(starts, ends, strict=True) if end - top >= 5]


def _characters(line: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Middles of the signs of one line, from left to right."""
    dark = np.concatenate(((0,), (line > 0).any(axis=0), (0,))).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
    return np.asarray((starts + ends) / 2, np.float64)


def _evenly_set(middles: NDArray[np.float64], signs: int, width: int) -> bool:
    """Whether so many signs stand at one pitch over the whole line: only a machine's line does."""
    if not 0.9 * signs <= len(middles) <= signs + 1 or middles[-1] - middles[0] < _SPAN * width:
        return False
    steps = np.diff(middles)
    pitch = (middles[-1] - middles[0]) / (signs - 1)
    return float((np.abs(steps / pitch - 1) < 0.3).mean()) >= _EVEN
