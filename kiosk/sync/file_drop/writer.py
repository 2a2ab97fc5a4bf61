"""Writing one batch: under a passing name, every file and folder brought to the disk, then the name it keeps.

A stick may be pulled at any moment, may know neither links nor permissions, and may not tell big letters from small.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from kiosk.sync.file_drop.errors import writing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MANIFEST", "BatchWriter", "remove_leftovers"]

MANIFEST, PART = "manifest.json", ".part"
_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP}  # some file systems cannot sync a folder


class BatchWriter:
    """One batch in work. `writer` is the terminal's id: whose leftovers these are after a power cut.

    Methods raise DropUnwritable, DropFull; `abandon` afterwards.
    """

    def __init__(self, folder: Path, batch_id: str, writer: str) -> None:
        self.batch_id = batch_id
        self.size = 0
        self._folder = folder
        self._passing = folder / f".{writer}.{batch_id}{PART}"
        self._listed: dict[str, dict[str, Any]] = {}
        with writing():
            self._passing.mkdir(0o700)

    @property
    def listed(self) -> list[dict[str, Any]]:
        """What the manifest says of the files so far."""
        return list(self._listed.values())

    def add(self, path: str, body: bytes) -> None:
        """Write a file durably; one that is there already stays."""
        if path not in self._listed:
            self._put(path, body)
            self.size += len(body)
            self._listed[path] = {"path": path, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}

    def finish(self, manifest: bytes) -> Path:
        """Add the manifest, give the batch its name, and return where it is; durable when this returns."""
        self._put(MANIFEST, manifest)
        whole = self._folder / self.batch_id
        with writing():
            for folder in (*(path for path in self._passing.iterdir() if path.is_dir()), self._passing):
                _sync_folder(folder)
            self._passing.rename(whole)
            _sync_folder(self._folder)
        return whole

    def abandon(self) -> None:
        """Remove what was written, as far as the medium lets us."""
        shutil.rmtree(self._passing, ignore_errors=True)

    def _put(self, path: str, body: bytes) -> None:
        target = self._passing / path
        with writing():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            with target.open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())


def remove_leftovers(folder: Path, writer: str, ending: str = PART) -> None:
    """Remove what this terminal was writing, or removing, when it was stopped. Only while it does neither there."""
    with contextlib.suppress(OSError):
        for path in list(folder.glob(f".{writer}.*{ending}")):
            shutil.rmtree(path, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)
