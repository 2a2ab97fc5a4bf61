"""Pictures from files in place of a camera: one picture, or a folder shown in the order of its names, for ever.

Options: `path`; `fps`, by default 15.
"""

from __future__ import annotations

import itertools
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.errors import CameraGone
from drivers.imaging.encode import decode
from drivers.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["open_device"]

_KINDS = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}


class _Replay:
    """Fits DocumentCamera."""

    def __init__(self, path: Path, interval_s: float) -> None:
        self._path = path
        self._interval_s = interval_s
        self._closed = threading.Event()

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures at the pace of a camera. Raises CameraGone, FrameGarbled."""
        files = [self._path]
        if self._path.is_dir():
            files = sorted(file for file in self._path.iterdir() if file.suffix.lower() in _KINDS)
        if not files:
            raise CameraGone("the folder holds no picture")
        due = time.monotonic()
        for file in itertools.cycle(files):
            try:
                pixels = decode(file.read_bytes())
            except OSError as refused:
                raise CameraGone("the picture cannot be read") from refused
            if self._closed.wait(max(0.0, due - time.monotonic())):
                return
            due = max(due + self._interval_s, time.monotonic())
            yield Frame(pixels, time.monotonic())

    def close(self) -> None:
        """End frames()."""
        self._closed.set()


def open_device(options: Mapping[str, str]) -> _Replay:
    """Make the replay of `path`. Raises CameraGone for unusable options."""
    path = options.get("path", "")
    try:
        interval_s = 1 / float(options.get("fps", "15"))
    except (ValueError, ZeroDivisionError) as wrong:
        raise CameraGone("fps is no number of frames") from wrong
    if not path:
        raise CameraGone("the profile names no path")
    return _Replay(Path(path), interval_s)
