"""What lies on the mat: separates anything that is not mat-coloured from the tray's plain dark surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.imaging._cv2 import bytes_of, cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SMALLEST", "WORK", "largest_thing", "shrink", "things"]

WORK = 512
"""Long side, in pixels, of the picture that is searched."""
SMALLEST = 0.012
"""Share of the picture below which a thing is dust: a 35 x 49 mm photograph covers 0.02 of an A3 tray."""
_RING = 5
_CONTRAST = 24.0  # CIE Lab units, colour counted double: below this a thing cannot be told from the mat
_CHROMA = 4.0


def shrink(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """Return the picture at WORK pixels on its long side, and the factor it was shrunk by."""
    factor = min(1.0, WORK / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return bytes_of(small), small.shape[1] / pixels.shape[1]


def largest_thing(small: NDArray[np.uint8]) -> NDArray[np.int32] | None:
    """Return the outline of the largest thing on the mat, shape (n, 2) in pixels of `small`; None: the mat is bare."""
    found = things(small)
    return found[0] if found else None


def things(small: NDArray[np.uint8]) -> list[NDArray[np.int32]]:
    """Return the outlines of everything on the mat that is no dust, the largest first."""
    distance = _distance(small)
    otsu, _ = cv2.threshold(distance, 0, 255, cv2.THRESH_OTSU)
    _, mask = cv2.threshold(distance, max(_CONTRAST, otsu / 2), 255, cv2.THRESH_BINARY)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    large = [one for one in outlines if cv2.contourArea(one) >= SMALLEST * mask.size]
    large.sort(key=cv2.contourArea, reverse=True)
    return [np.asarray(one, np.int32).reshape(-1, 2) for one in large]


def _distance(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colour distance from the mat, 0…255; the mat's colour is the darker half of the picture's rim."""
    lab = cv2.blur(cv2.cvtColor(small, cv2.COLOR_BGR2LAB), (3, 3)).astype(np.float32)
    rim = np.concatenate(
        [
            strip.reshape(-1, 3)
            for strip in (lab[:_RING], lab[-_RING:], lab[_RING:-_RING, :_RING], lab[_RING:-_RING, -_RING:])
        ]
    )
    mat = np.median(rim[rim[:, 0] <= np.median(rim[:, 0])], axis=0)
    off = (lab - mat) ** 2
    return bytes_of(np.clip(np.sqrt(off[..., 0] + _CHROMA * (off[..., 1] + off[..., 2])), 0, 255))
