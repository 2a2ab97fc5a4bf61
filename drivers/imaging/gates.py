"""What must hold before a picture is worth taking: the sheet complete, sharp, free of glare, lying still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.types import Quad

__all__ = ["GATES", "SHARP", "acutance", "glare", "is_clear", "moved"]

GATES = ("complete", "sharp", "glare", "steady")
"""Names of the conditions, in the order people meet them."""
SHARP = 0.34
"""Acutance from which small print at 145 dpi can be read: a Gaussian blur of 1.2 pixels has it, 1.5 loses print."""
_EVERY = 5  # rows and columns that are looked at
_BURNT = 250
_GLARE = 0.004  # of the sheet
_OVER = 14  # grey levels by which a reflection outshines its own paper


def is_clear(pixels: NDArray[np.uint8], quad: Quad) -> bool:
    """Whether no lamp mirrors in the sheet."""
    return glare(pixels, quad) <= _GLARE


def acutance(pixels: NDArray[np.uint8], quad: Quad) -> float:
    """Rise of the steepest edges over one pixel against four, 0.25 (soft) … 1 (crisp); contrast does not matter.

    The sheet's own edge counts too, so a blank page can be judged.
    """
    left, top, right, bottom = _frame(pixels, quad, rim=8)
    part = pixels[top:bottom, left:right]
    near = far = 1e-6
    for strips in (part[::_EVERY], part[:, ::_EVERY].swapaxes(0, 1)):
        grey = bytes_of(cv2.cvtColor(np.ascontiguousarray(strips), cv2.COLOR_BGR2GRAY))
        near += _steepest(grey, 1)
        far += _steepest(grey, 4)
    return near / far


def _steepest(grey: NDArray[np.uint8], apart: int) -> float:
    """Difference between pixels of a row `apart` pixels apart that one in a thousand exceeds."""
    steps = cv2.absdiff(grey[:, apart:], grey[:, :-apart])
    counts = np.bincount(steps.ravel(), minlength=256)
    return float(np.searchsorted(np.cumsum(counts), 0.999 * steps.size))


def glare(pixels: NDArray[np.uint8], quad: Quad) -> float:
    """Share of the sheet that is burnt out by a reflection, 0…1; all of it when the whole sheet is over-exposed."""
    left, top, right, bottom = _frame(pixels, quad, rim=0)
    step = 4
    part = bytes_of(pixels[top:bottom:step, left:right:step].min(axis=2))
    mask = np.zeros(part.shape, np.uint8)
    corners = (np.array(quad.corners) - (left, top)) / step
    cv2.fillConvexPoly(mask, corners.round().astype(np.int32), 1)
    on_sheet = part[mask > 0]
    if on_sheet.size == 0:
        return 0.0
    paper = float(np.median(on_sheet))
    if paper >= _BURNT:
        return 1.0
    burnt = bytes_of((part >= max(_BURNT, paper + _OVER)) & (mask > 0))
    blobs = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return float(cv2.countNonZero(blobs)) / on_sheet.size


def moved(before: Quad, after: Quad) -> float:
    """Farthest way, in pixels, that any corner went."""
    return float(np.hypot(*(np.array(before.corners) - np.array(after.corners)).T).max())


def _frame(pixels: NDArray[np.uint8], quad: Quad, rim: int) -> tuple[int, int, int, int]:
    """Frame the sheet by a box with a rim, within the picture: left, top, right, bottom."""
    corners = np.array(quad.corners)
    height, width = pixels.shape[:2]
    left, top = np.clip(corners.min(axis=0) - rim, 0, (width - 8, height - 8)).astype(int).tolist()
    right, bottom = np.clip(corners.max(axis=0) + rim + 1, (left + 8, top + 8), (width, height)).astype(int).tolist()
    return left, top, right, bottom
