"""Make a flat page of what the camera saw: straight, in true proportion, under even light."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.types import Quad

__all__ = ["LONGEST", "aspect", "even_light", "proportion", "rectify"]

LONGEST = 1754
"""Most pixels along a page: A4 at 150 dpi is 1240 x 1754. Pixels are never invented beyond the camera's own."""
_KNOWN = (297 / 210, 85.6 / 54, 143 / 105, 210 / 143, 127 / 89, 49 / 35, 260 / 185)
"""A4 and A5, ID-1 card, household page across and along, photographs, certificate (long side by short side)."""
_SNAP = 0.025  # relative; the measure of a tilted sheet is no better
_FOCAL = 1.25  # of the picture's long side: the usual lens of a document camera
_RIM = 2.0  # pixels of the sheet given up all around, so that no mat shows
_WHITE = 247.0
_FIELD = 400  # pixels on the long side of the estimate of the light
_COLOURFUL = 22.0  # CIE Lab chroma from which a sheet is a card or a cover, not white paper
_DARK = 120.0


def rectify(pixels: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    """Cut the sheet out of the picture and straighten it, as it lies (the corner at the top left stays there)."""
    corners = np.array(quad.corners, np.float32)
    top, right, bottom, left = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    ratio = aspect(quad, (pixels.shape[0], pixels.shape[1]))
    height = max(left, right, max(top, bottom) / ratio)
    height = min(height, LONGEST, LONGEST / ratio)
    w, h = max(8, round(height * ratio)), max(8, round(height))
    flat = np.array(((-_RIM, -_RIM), (w + _RIM, -_RIM), (w + _RIM, h + _RIM), (-_RIM, h + _RIM)), np.float32) - 0.5
    warp = cv2.getPerspectiveTransform(corners, flat)
    return bytes_of(cv2.warpPerspective(pixels, warp, (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def aspect(quad: Quad, shape: tuple[int, int]) -> float:
    """Return the width by height of a sheet in a picture of this height and width; close to a known format, its own."""
    ratio = proportion(quad, shape)
    for known in (*_KNOWN, *(1 / ratio_ for ratio_ in _KNOWN)):
        if abs(ratio / known - 1) < _SNAP:
            return known
    return ratio


def proportion(quad: Quad, shape: tuple[int, int]) -> float:
    """Estimate the true width by height of a sheet seen askew; `shape` is the picture's height and width.

    Zhang and He, "Whiteboard scanning and image enhancement" (2003), with an assumed focal length, because a sheet
    seen almost from above does not tell it.
    """
    height, width = shape
    m1, m2, m4, m3 = (np.array((x - width / 2, y - height / 2, 1.0)) for x, y in quad.corners)  # m1 m2 above m3 m4
    k2 = (np.cross(m1, m4) @ m3) / (np.cross(m2, m4) @ m3)
    k3 = (np.cross(m1, m4) @ m2) / (np.cross(m3, m4) @ m2)
    focal = _FOCAL * max(shape)
    across, down = ((edge / (focal, focal, 1.0)) for edge in (k2 * m2 - m1, k3 * m3 - m1))
    return float(np.sqrt((across @ across) / (down @ down)))


def even_light(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Take shadow and colour cast off a white page, so that paper is white and print dark; seals keep their red.

    Cards, covers and dark sheets come back as they are: their ground colour is part of them.
    """
    ground = np.median(cv2.cvtColor(page[::8, ::8].copy(), cv2.COLOR_BGR2LAB).reshape(-1, 3), axis=0)
    if ground[0] < _DARK or np.hypot(ground[1] - 128, ground[2] - 128) > _COLOURFUL:
        return page
    height, width = page.shape[:2]
    factor = _FIELD / max(height, width)
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    bright = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    light = cv2.resize(cv2.GaussianBlur(bright, (0, 0), 8), (width, height), interpolation=cv2.INTER_LINEAR)
    floor = np.full_like(light, 64)
    return bytes_of(cv2.divide(page, cv2.max(light, floor), scale=_WHITE))
