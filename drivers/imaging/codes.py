"""Codes printed on papers and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.imaging._cv2 import cv2

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["read_qr"]

_ZOOMS = (1, 2, 0.5, 3)


def read_qr(image: NDArray[np.uint8], *, zooms: Sequence[float] = _ZOOMS) -> str | None:
    """Read the one QR code (ISO/IEC 18004) of a grey or BGR picture; None when there is none, or not legible.

    `zooms` are the sizes at which it is looked at: fewer are quicker, where another picture comes soon.

    OpenCV's decoder wants about 6 pixels for each module, and now and then takes text for a finder pattern, at one
    size of the picture and not at another: so it is shown several. One in fifty large codes it finds at none of them;
    its other detector, which is stricter about what it is shown, does.
    """
    detector = cv2.QRCodeDetector()
    for zoom in zooms:
        smoothing = cv2.INTER_CUBIC if zoom > 1 else cv2.INTER_AREA
        view = image if zoom == 1 else cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=smoothing)
        try:
            text, _, _ = detector.detectAndDecode(view)
        except cv2.error:  # a false find that cannot be straightened
            continue
        if text:
            return text
    try:
        text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(image)
    except cv2.error:
        return None
    return text or None
