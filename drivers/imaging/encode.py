"""Pictures to bytes and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.errors import FrameGarbled
from drivers.imaging._cv2 import bytes_of, cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["decode", "encode_jpeg", "preview"]

_QUALITY = 85


def encode_jpeg(pixels: NDArray[np.uint8], quality: int = _QUALITY) -> bytes:
    """Encode a BGR picture as a baseline JPEG."""
    _, data = cv2.imencode(".jpg", pixels, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return data.tobytes()


def decode(data: bytes) -> NDArray[np.uint8]:
    """Decode a JPEG, PNG or other picture to BGR, shape (height, width, 3). Raises FrameGarbled."""
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    except cv2.error:
        pixels = None
    if pixels is None:
        raise FrameGarbled("the bytes are no picture")
    return bytes_of(pixels)


def preview(pixels: NDArray[np.uint8], longest: int) -> tuple[int, int, bytes]:
    """Shrink a picture to at most `longest` pixels a side: width, height, and RGB888 rows without padding."""
    factor = min(1.0, longest / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else pixels
    rgb = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
    return rgb.shape[1], rgb.shape[0], rgb.tobytes()
