"""The four sides of a sheet, found to a fraction of a pixel in the full picture.

Along each side, profiles across it are searched for the steepest step; a robust line through the steps is the side,
and the share of profiles that agree with it says how well the side can be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["clockwise", "refine"]

_PROFILES = 64
_DROP = 18.0  # grey levels over 4 steps: a weaker step is not the edge of a sheet on a dark mat
_AGREE = 2.0  # steps from the line
_FINE, _COARSE = 1.0, 3.0  # pixels a step; the coarse look is for pictures out of focus
_PLAIN = 0.85  # share of a side from which the fine look is good enough


def clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Order four corners clockwise from the one nearest the top left of the picture; shape (4, 2)."""
    centre = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))]
    return np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0)


def refine(
    pixels: NDArray[np.uint8], corners: NDArray[np.float64], reach: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move rough corners, clockwise and right to `reach` pixels, onto the sheet's real sides.

    Returns the corners, shape (4, 2), and how much of each side was seen, shape (4,), 0…1.
    A side that cannot be seen stays where it was.
    """
    lines, seen = [], []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        line, share = _side(pixels, start, end, reach, _FINE)
        if share < _PLAIN:
            soft = _side(pixels, start, end, reach, _COARSE)
            line, share = soft if soft[1] > share else (line, share)
        lines.append(line)
        seen.append(share)
    moved = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    good = np.array(
        [
            new if new is not None and np.hypot(*(new - old)) < 4 * reach else old
            for new, old in zip(moved, corners, strict=True)
        ]
    )
    return good, np.array(seen)


def _side(
    pixels: NDArray[np.uint8], start: NDArray[np.float64], end: NDArray[np.float64], reach: float, step: float
) -> tuple[NDArray[np.float64], float]:
    """Fit one side, looking every `step` pixels across it.

    Returns a line (direction x, y, point x, y) and the share of its profiles that agree.
    """
    length = float(np.hypot(*(end - start)))
    rough = np.array((*(end - start) / max(length, 1.0), *start))
    if length < 8:
        return rough, 0.0
    along, across = rough[:2], np.array((rough[1], -rough[0]))  # across points out of the sheet
    places = start + along * (np.linspace(0.03, 0.97, _PROFILES) * length)[:, None]
    offsets = np.arange(-reach - 2 * step, reach + 2.5 * step, step)
    grid = (places[:, None] + across * offsets[:, None]).astype(np.float32)
    profile = cv2.remap(
        pixels, grid[..., 0].copy(), grid[..., 1].copy(), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    value = profile.max(axis=2).astype(np.float32)
    drop = value[:, :-4] - value[:, 4:]  # paper inside, mat outside
    best = np.argmax(drop, axis=1)
    strong = drop.max(axis=1) > _DROP
    if strong.sum() < 8:
        return rough, 0.0
    centre = _centroid(drop, best) * step + offsets[2]
    points = (places + across * centre[:, None])[strong].astype(np.float32)
    line = np.asarray(cv2.fitLine(points, cv2.DIST_HUBER, 0, 0.01, 0.01), np.float64).ravel()
    apart = np.abs((points - line[2:]) @ np.array((line[1], -line[0])))
    return line, float((apart < _AGREE * step).sum()) / _PROFILES


def _centroid(drop: NDArray[np.float32], best: NDArray[np.intp]) -> NDArray[np.float64]:
    """Place of the step within each profile: the weighted middle of the steepest five differences."""
    window = np.clip(best[:, None] + np.arange(-2, 3), 0, drop.shape[1] - 1)
    weight = np.clip(np.take_along_axis(drop, window, axis=1), 0, None) + 1e-6
    return np.asarray((window * weight).sum(axis=1) / weight.sum(axis=1), np.float64)


def _crossing(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64] | None:
    turn = one[0] * two[1] - one[1] * two[0]
    if abs(turn) < 0.2:
        return None
    gap = two[2:] - one[2:]
    return np.asarray(one[2:] + one[:2] * (gap[0] * two[1] - gap[1] * two[0]) / turn)
