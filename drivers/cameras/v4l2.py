"""A document camera on USB (Video4Linux, UVC).

Options: `device`, a path that survives replugging (/dev/v4l/by-id/…); `width` and `height`, by default 1920 x 1080.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from drivers.cameras._video import VideoCamera
from drivers.errors import CameraGone
from drivers.imaging._cv2 import cv2

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["open_device"]


def open_device(options: Mapping[str, str]) -> VideoCamera:
    """Make the camera at `device`; it is opened when frames are asked for. Raises CameraGone for unusable options."""
    device = options.get("device", "")
    try:
        size = int(options.get("width", "1920")), int(options.get("height", "1080"))
    except ValueError as wrong:
        raise CameraGone("width and height are not numbers") from wrong
    if not device:
        raise CameraGone("the profile names no device")
    return VideoCamera(
        functools.partial(_connect, device, *size),
        lambda: CameraGone("no frame came from the device"),
    )


def _connect(device: str, width: int, height: int) -> cv2.VideoCapture:
    wishes = (
        *(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),  # USB 2 carries full size only as JPEG
        *(cv2.CAP_PROP_FRAME_WIDTH, width),
        *(cv2.CAP_PROP_FRAME_HEIGHT, height),
        *(cv2.CAP_PROP_BUFFERSIZE, 1),
    )
    return cv2.VideoCapture(device, cv2.CAP_V4L2, wishes)
