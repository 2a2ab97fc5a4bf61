"""The one door to OpenCV: imports it quietly and leaves the process environment as it was.

`import cv2` of the opencv-python wheel points QT_QPA_PLATFORM_PLUGIN_PATH and QT_QPA_FONTDIR at its own Qt 5,
which every child process would inherit. Faults are reported by type, not on stderr: OpenCV is silenced by its log
level, FFmpeg by the variable OpenCV reads for it (-8 is AV_LOG_QUIET). A mute V4L2 device gives up after 2 s, not 10.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_OVERWRITTEN = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _OVERWRITTEN}

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

import cv2  # noqa: E402 - the environment must be noted before

for _name, _value in _before.items():
    os.environ.pop(_name, None)
    if _value is not None:
        os.environ[_name] = _value
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

__all__ = ["bytes_of", "cv2"]


def bytes_of(array: ArrayLike) -> NDArray[np.uint8]:
    """Whatever OpenCV returned, typed as the 8-bit picture it is; copies nothing that already is one."""
    return np.asarray(array, np.uint8)
