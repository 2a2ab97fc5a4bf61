"""The plug-in port for 居民身份证 photos: a licensed WLT decoder in a shared library, option `wlt` of a reader.

No open decoder is known; drivers/readers/wlt_calls.py tells which libraries will do. Such a library runs in the card
process, which may die of it: what comes out is checked, and one that crashed once is left alone afterwards.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.errors import PhotoUnreadable
from drivers.readers.wlt_bmp import PIXELS, bmp_of, checked_bmp
from drivers.readers.wlt_calls import WLT_SIZE, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["WltDecoder"]

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory: the photo never reaches a disk


class WltDecoder:
    """Fits PhotoDecoder: the shared library at `path`, loaded with the first picture."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._decode: Callable[[bytes, Path], bytes] | None = None

    def decode(self, wlt: bytes) -> bytes:
        """Return a BMP file. Raises PhotoUnreadable."""
        if len(wlt) != WLT_SIZE:
            raise PhotoUnreadable("the picture is not 1,024 bytes long")
        with _watched(mark := _mark(self._path)):
            self._decode = self._decode or load(self._path)
            picture = self._decode(wlt, mark)
        if picture.startswith(b"BM"):
            return checked_bmp(picture)
        if len(picture) != PIXELS or not any(picture):
            raise PhotoUnreadable("what the photo library gave is no picture")
        return bmp_of(picture)


def _mark(path: str) -> Path:
    """Name the mark of a library: another one when its file changes. Raises PhotoUnreadable when it is not there."""
    try:
        named = f"{os.path.realpath(path)} {Path(path).stat().st_mtime_ns}"
    except OSError as missing:
        raise PhotoUnreadable(f"the photo library cannot be used: {missing.strerror}") from None
    return _MEMORY / f"kiosk-wlt-{os.getuid()}-{hashlib.sha256(named.encode()).hexdigest()[:16]}"


@contextmanager
def _watched(mark: Path) -> Iterator[None]:
    """Leave a mark in memory while foreign code runs; one that nobody holds is from a process that did not survive."""
    try:
        held = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as refused:
        raise PhotoUnreadable(f"no mark can be left in memory: {refused.strerror}") from None
    marked = False
    try:
        with suppress(BlockingIOError):  # another process is decoding: no crash, and no mark of ours
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(held).st_size:
                for left in mark.parent.glob(f"{mark.name}.*"):
                    shutil.rmtree(left, ignore_errors=True)
                raise PhotoUnreadable("the photo library crashed the last time")
            marked = os.write(held, b"!") > 0
        yield
    finally:
        if marked:
            os.ftruncate(held, 0)
        os.close(held)
