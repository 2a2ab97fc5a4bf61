"""Codes printed on papers and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.imaging._cv2 import cv2

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["read_qr"]


def read_qr(image: NDArray[np.uint8]) -> str | None:
    """Read the one QR code (ISO/IEC 18004) of a grey or BGR picture; None when there is none, or not legible.

    OpenCV's decoder wants about 6 pixels for each module, so small pictures are looked at enlarged too.
    """
    detector = cv2.QRCodeDetector()
    for zoom in (1, 2):
        view = image if zoom == 1 else cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
        try:
            text, _, _ = detector.detectAndDecode(view)
        except cv2.error:  # a false find that cannot be straightened
            continue
        if text:
            return text
    return None
