"""A camera behind OpenCV's VideoCapture, whatever the wire: newest frame first, and a typed fault when none comes.

`isOpened()` stays true on a dead source, so life is judged by frames alone.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drivers.imaging._cv2 import bytes_of, cv2
from drivers.types import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.errors import CameraError

__all__ = ["VideoCamera"]

_FASTEST = 30  # frames a second of the quickest document camera
_WAITED_S = 0.045  # a grab that took longer had to wait (decoding on a busy machine takes less): nothing was queued


class VideoCamera:
    """Fits DocumentCamera. `connect` opens the capture; `diagnose` says why no frame came.

    Every `frames()` connects anew, so a caller may try again after a fault. `close` belongs to the thread that reads.
    """

    def __init__(self, connect: Callable[[], cv2.VideoCapture], diagnose: Callable[[], CameraError]) -> None:
        self._connect = connect
        self._diagnose = diagnose
        self._closed = False

    def frames(self) -> Iterator[Frame]:
        """Yield the newest frame until closed. Raises CameraGone, FrameGarbled."""
        capture = self._connect()
        given = time.monotonic()
        try:
            while not self._closed:
                frame = _newest(capture, time.monotonic() - given) if capture.isOpened() else None
                if frame is None:
                    capture.release()
                    raise self._diagnose()
                given = time.monotonic()
                yield frame
        finally:
            capture.release()

    def close(self) -> None:
        """End frames(): the device is released when it is next asked for a frame, or forgotten."""
        self._closed = True


def _newest(capture: cv2.VideoCapture, pause_s: float) -> Frame | None:
    """Take off the queue as many frames as may have come in the pause, or until one had to be waited for."""
    for _ in range(max(1, int(pause_s * _FASTEST))):
        asked = time.monotonic()
        if not capture.grab():
            return None
        if time.monotonic() - asked > _WAITED_S:
            break
    taken = time.monotonic()
    good, pixels = capture.retrieve()
    if not good or pixels is None or pixels.ndim != 3:
        return None
    return Frame(bytes_of(pixels), taken)
