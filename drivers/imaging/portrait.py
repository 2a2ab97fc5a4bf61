"""Portraits of identity documents: JPEG 2000 and JPEG as travel documents hold them (ICAO 9303-10 §4.7.2).

A portrait comes from an unknown chip. Its dimensions are read from its header and refused when they are no portrait's,
before any decoder makes room for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from drivers.errors import PhotoUnreadable
from drivers.imaging._cv2 import bytes_of, cv2
from drivers.imaging.picture_header import BOX, boxes, picture_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["decode_portrait", "encode_portrait"]


def encode_portrait(pixels: NDArray[np.uint8], size: int, form: Literal["jp2", "jpeg"] = "jp2") -> bytes:
    """Encode a BGR picture as a file of exactly `size` bytes, filled up with an object that decoders skip.

    Raises ValueError when no quality of this form brings the picture down to that size.
    """
    most = pixels.size
    rates = (round(size / most * 1000 * part) for part in (1.0, 0.9, 0.7, 0.5)) if form == "jp2" else range(95, 10, -6)
    flag = cv2.IMWRITE_JPEG2000_COMPRESSION_X1000 if form == "jp2" else cv2.IMWRITE_JPEG_QUALITY
    for rate in rates:
        data = cv2.imencode(".jp2" if form == "jp2" else ".jpg", pixels, (flag, rate))[1].tobytes()
        spare = size - len(data)
        if spare == 0:
            return data
        if form == "jp2" and spare >= BOX.size:
            at = boxes(data)[b"jp2c"] - BOX.size
            return data[:at] + BOX.pack(spare, b"free") + bytes(spare - BOX.size) + data[at:]
        if form == "jpeg" and spare >= 4:
            return data[:2] + b"\xff\xfe" + (spare - 2).to_bytes(2, "big") + bytes(spare - 4) + data[2:]
    raise ValueError(f"the picture does not fit into {size} bytes")


def decode_portrait(data: bytes) -> NDArray[np.uint8]:
    """Decode a JPEG 2000 (file or codestream), JPEG, PNG or BMP to BGR, shape (height, width, 3).

    Raises PhotoUnreadable for anything else, and for a picture too large to be a portrait.
    """
    width, height = picture_size(data)
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        pixels = None
    if pixels is None or pixels.shape != (height, width, 3):
        raise PhotoUnreadable("the picture cannot be decoded")
    return bytes_of(pixels)
