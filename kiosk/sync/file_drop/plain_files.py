"""What lies in a folder that anybody may have filled: batches by their names, plain files of bounded size, no links."""

from __future__ import annotations

import os
import stat
import uuid
from typing import TYPE_CHECKING

from kiosk.sync.file_drop.errors import DropUnreadable
from kiosk.sync.file_drop.writer import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["batches_in", "read_plain"]


def batches_in(folder: Path) -> list[Path]:
    """Return the batches in a folder, or the folder itself when it is one; names with a dot are still being written.

    Raises DropUnreadable.
    """
    try:
        if (folder / MANIFEST).is_file():
            return [folder.resolve()]
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and _is_id(path.name)]
    except OSError as error:
        raise DropUnreadable(f"{type(error).__name__}: {error.strerror}") from error
    return sorted(path for path in found if path.is_dir() and not path.is_symlink())


def read_plain(batch: Path, name: str, limit: int) -> bytes | None:
    """Return a plain file of at most this size; no link, no pipe, no device leads anywhere from here."""
    path = batch / name
    try:
        if path.parent.is_symlink():
            return None
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
                return None
            return file.read(limit + 1)
    except OSError:
        return None


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
