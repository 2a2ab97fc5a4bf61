"""A document camera that serves MJPEG over HTTP (multipart/x-mixed-replace).

Options: `url`, such as http://192.0.2.7/stream.
"""

from __future__ import annotations

import functools
import http.client
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drivers.cameras._video import VideoCamera
from drivers.errors import CameraGone, FrameGarbled
from drivers.imaging._cv2 import cv2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.errors import CameraError

__all__ = ["open_device"]

_OPEN_MS = 2000
_READ_MS = 1500  # a stalled source would block a read for 30 s by default
_PROBE_S = 1.0
_PROBE_BYTES = 65536
_JPEG = b"\xff\xd8\xff"  # start of image, then a marker (ITU-T T.81)


def open_device(options: Mapping[str, str]) -> VideoCamera:
    """Make the camera at `url`; it is connected when frames are asked for. Raises CameraGone without a `url`."""
    url = options.get("url", "")
    if not url:
        raise CameraGone("the profile names no url")
    return VideoCamera(functools.partial(_connect, url), functools.partial(_diagnose, url))


def _connect(url: str) -> cv2.VideoCapture:
    limits = (
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_MS),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_MS),
        *(cv2.CAP_PROP_N_THREADS, 1),  # decoding frames in parallel would hold the newest back
    )
    return cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)


def _diagnose(url: str) -> CameraError:
    """Look at the bytes themselves: VideoCapture says only that there is no frame."""
    where = urlsplit(url)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_PROBE_S)
    seen = b""
    try:
        line.request("GET", where.path or "/")
        answer = line.getresponse()
        until = time.monotonic() + _PROBE_S
        while _JPEG not in seen and len(seen) < _PROBE_BYTES and time.monotonic() < until:
            part = answer.read1(4096)
            if not part:
                break
            seen += part
    except (OSError, http.client.HTTPException):
        pass  # what came until then decides
    finally:
        line.close()
    if seen and _JPEG not in seen:
        return FrameGarbled("the stream carries no picture")
    return CameraGone("no frame came from the stream")
