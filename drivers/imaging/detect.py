"""Find the sheet of paper on the dark mat, and say whether all of it can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import cv2
from drivers.imaging.mat import WORK, largest_thing, shrink
from drivers.imaging.sides import clockwise, refine
from drivers.types import Quad

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LIKELY", "Sheet", "find_sheet"]

LIKELY = 0.5
"""Score from which a thing is drawn and taken as a sheet of paper."""
_SEEN = 0.8  # of every side
_STRAY = 0.015  # of the outline
_NEAR = 0.006 * WORK  # how far the outline may stray from the sides; rounded card corners stay within
_MARGIN = 2  # pixels of mat, in the small picture, that must show around a whole sheet
_SQUARE = 0.80  # sine of the narrowest corner: 53 degrees


@dataclass(frozen=True, slots=True)
class Sheet:
    """A thing on the mat: `score` 0…1 is how like a sheet it is; `whole` when nothing of it is cut off or covered."""

    quad: Quad
    score: float
    whole: bool


def find_sheet(pixels: NDArray[np.uint8]) -> Sheet | None:
    """Find the largest thing on the mat in a BGR picture of any size; None when the mat is bare.

    A hand over the paper, a folded corner or a paper that leaves the picture is found, but is not `whole`.
    """
    small, factor = shrink(pixels)
    outline = largest_thing(small)
    if outline is None:
        return None
    rough = _quadrilateral(outline)
    corners, seen = refine(pixels, (rough + 0.5) / factor - 0.5, reach=max(6.0, 3 / factor))
    corners = clockwise(corners)
    stray = _stray(outline, (corners + 0.5) * factor - 0.5)
    inside = _inside(outline, small.shape)
    square = _squareness(corners)
    whole = inside and bool(seen.min() >= _SEEN) and stray <= _STRAY and square >= _SQUARE
    score = float(seen.mean()) * max(0.0, 1 - 4 * stray) * square
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners.tolist()
    return Sheet(Quad(((ax, ay), (bx, by), (cx, cy), (dx, dy))), score, whole)


def _quadrilateral(outline: NDArray[np.int32]) -> NDArray[np.float64]:
    """Four corners around the outline, clockwise; the rotated box where no tighter quadrilateral exists."""
    hull = cv2.convexHull(outline)
    if len(hull) > 4:
        tight = np.asarray(cv2.approxPolyN(hull, 4, None, -1.0, ensure_convex=True), np.float64).reshape(-1, 2)
        if len(tight) == 4:
            return clockwise(tight)
    return clockwise(np.asarray(cv2.boxPoints(cv2.minAreaRect(outline)), np.float64))


def _stray(outline: NDArray[np.int32], corners: NDArray[np.float64]) -> float:
    """Share of the outline that lies off the four sides: fingers, folds, a second paper."""
    nearest = np.full(len(outline), np.inf)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = end - start
        place = np.clip((outline - start) @ along / max(float(along @ along), 1e-9), 0, 1)
        gap = outline - start - place[:, None] * along
        nearest = np.minimum(nearest, np.hypot(gap[:, 0], gap[:, 1]))
    return float((nearest > _NEAR).mean())


def _inside(outline: NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    low, high = outline.min(axis=0), outline.max(axis=0)
    limit = np.array((shape[1], shape[0])) - 1 - _MARGIN
    return bool((low >= _MARGIN).all() and (high <= limit).all())


def _squareness(corners: NDArray[np.float64]) -> float:
    """Sine of the corner that is furthest from a right angle; 0 when the corners do not run clockwise."""
    side = np.roll(corners, -1, axis=0) - corners
    after = np.roll(side, -1, axis=0)
    cross = side[:, 0] * after[:, 1] - side[:, 1] * after[:, 0]
    return float(np.clip(cross / (np.hypot(*side.T) * np.hypot(*after.T) + 1e-9), 0, 1).min())
