"""Room kept for the day the disk is full: what settles and purges needs some to make more."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BALLAST_BYTES", "Ballast"]

FILE = "ballast"
BALLAST_BYTES = 4 << 20
_SHARE = 8  # of the room that is free, never more than one part in so many


class Ballast:
    """One file of `size` bytes, 0 for none. Methods never raise: without it the store works on, closer to the edge."""

    def __init__(self, folder: Path, size: int = BALLAST_BYTES) -> None:
        self._file, self._size = folder / FILE, size

    def keep(self) -> bool:
        """Have the ballast, made again when there is room; return whether it is there."""
        if not self._size or self.there():
            return True
        try:
            self._file.unlink(missing_ok=True)
            found = os.statvfs(self._file.parent)
            size = min(self._size, found.f_bavail * found.f_frsize // _SHARE)
            if size < min(self._size, found.f_frsize):
                return False
            handle = os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            try:
                os.posix_fallocate(handle, 0, size)
            finally:
                os.close(handle)
        except OSError:
            with contextlib.suppress(OSError):
                self._file.unlink(missing_ok=True)
            return False
        return True

    def there(self) -> bool:
        """Whether it gives as much room as it was made for; on a small disk it may have been made for less."""
        try:
            found = self._file.stat()
            disk = os.statvfs(self._file.parent)
        except OSError:
            return False
        had = (disk.f_bavail * disk.f_frsize + found.st_size) // _SHARE
        return found.st_size * 2 > min(self._size, had)

    def release(self) -> bool:
        """Give the room up; return whether there was any to give."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
