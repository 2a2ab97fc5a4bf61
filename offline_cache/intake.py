"""A berth for a new case's files: durable by one write into room made before, without the file system's journal.

A new file is durable only after its data, its inode and its name are, and each waits for whatever else the disk is
doing. A slot is a file that was written once; overwriting it changes nothing but data. A case's files are written
where they belong without waiting, and once more into a slot that is synced: then they are safe. In a quiet moment
`flush` syncs the files themselves and gives the slot back. What a power cut takes before that is restored from the
slot when the store is opened.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import time
from typing import TYPE_CHECKING

from offline_cache.durable import make_folder, sync_file, sync_folder, write_file, write_loose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

__all__ = ["INTAKE_BYTES", "Intake"]

INTAKE_BYTES = 8 << 20
SLOTS = 2
MAGIC = b"kiosk.intake/1"
HEAD = 4096  # room for the head: which files follow
FREE = bytes(HEAD)
_SHARE = 8  # of the room that is free, never more than one part in so many


class Intake:
    """The slots of one store, `size` bytes each, 0 for none. A slot serves one Intake at a time. Raises OSError."""

    def __init__(self, folder: Path, size: int = INTAKE_BYTES) -> None:
        self._store, self._folder, self._size = folder, folder / "intake", size
        self._held: dict[int, dict[str, int]] = {}
        """Slots that are ours, by handle, and the files that each must still answer for."""

    def make(self) -> None:
        """Have the slots where there is room for them; the first time it takes as long as writing them."""
        found = os.statvfs(self._store)
        if not self._size or self._size * SLOTS * _SHARE > found.f_bavail * found.f_frsize:
            return
        make_folder(self._folder)
        for number in range(SLOTS):
            slot = self._folder / str(number)
            if not slot.exists() or slot.stat().st_size != self._size:
                write_file(slot, bytes(self._size))

    def keep(self, files: Mapping[Path, bytes]) -> bool:
        """Write new files, durable when this returns True; on False nothing was written and no slot is free."""
        slot = self._take()
        names = {str(path.relative_to(self._store)): len(body) for path, body in files.items()}
        head = _head(names)
        if slot is None or len(head) > HEAD or HEAD + sum(names.values()) > self._size:
            return False
        _fill(slot, files.values())
        write_loose(files)
        self._held[slot] = names
        try:
            os.pwrite(slot, head.ljust(HEAD, b"\0"), 0)  # from here on `restore` trusts the slot, in any process
            os.fdatasync(slot)
        except OSError:
            for path in files:
                path.unlink(missing_ok=True)
            raise
        return True

    def forget(self, case_id: str) -> None:
        """Answer no longer for the files of this case: its row did not commit."""
        for slot, names in self._held.items():
            if any(case_id in name for name in names):
                self._free(slot)

    def flush(self) -> None:
        """Sync the files themselves and give their slots back. What the disk refuses stays in its slot."""
        for slot, names in list(self._held.items()):
            paths = [self._store / name for name in names if (self._store / name).exists()]
            try:
                for path in paths:
                    sync_file(path)
                for folder in {place for path in paths for place in (path.parent, path.parent.parent)}:
                    sync_folder(folder)
            except OSError:  # what was dirty counts as clean now: only the slot has it
                for path, body in _read(slot, self._store).items():
                    if path.exists():
                        write_file(path, body)
            if names:
                self._free(slot)

    def restore(self, sound: Callable[[Path, bytes], bool]) -> None:
        """Put back what a power cut took; `sound` says whether a file of this name may hold these bytes.

        Call under the folder's lock.
        """
        for number in range(SLOTS):
            with contextlib.suppress(FileNotFoundError):
                slot = os.open(self._folder / str(number), os.O_RDONLY | os.O_CLOEXEC)
                try:
                    found, written_ns = _read(slot, self._store), _written(slot)
                finally:
                    os.close(slot)
                for path, body in found.items():
                    there = path.read_bytes() if path.exists() else b""
                    if not sound(path, there) and sound(path, body):
                        make_folder(path.parent)
                        write_file(path, body)
                        os.utime(path, ns=(written_ns, written_ns))

    def close(self) -> None:
        """Flush, and let go of the slots."""
        with contextlib.suppress(OSError):
            self.flush()
        for slot in self._held:
            os.close(slot)
        self._held.clear()

    def _take(self) -> int | None:
        """Return the handle of a free slot of ours, None when there is none."""
        for slot in [one for one in self._held if not os.fstat(one).st_nlink]:
            del self._held[slot]
            os.close(slot)
        if not self._held and self._size:
            self._lock()
        return next((slot for slot, names in self._held.items() if not names), None)

    def _lock(self) -> None:
        for number in range(SLOTS):
            try:
                slot = os.open(self._folder / str(number), os.O_RDWR | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(slot)
                continue
            if os.fstat(slot).st_size != self._size:
                os.close(slot)
            else:
                self._held[slot] = _names(slot)

    def _free(self, slot: int) -> None:
        os.pwrite(slot, FREE, 0)
        self._held[slot] = {}


def _fill(slot: int, bodies: Iterable[bytes]) -> None:
    """Have these on their way to the disk: whole pages, so that none is read for the rest of it."""
    rest, at = [memoryview(body) for body in bodies], HEAD
    rest.append(memoryview(bytes(-sum(map(len, rest)) % HEAD)))
    while rest:
        written = os.pwritev(slot, rest, at)
        at += written
        while rest and written >= len(rest[0]):
            written -= len(rest.pop(0))
        if rest:
            rest[0] = rest[0][written:]
    os.posix_fadvise(slot, HEAD, at - HEAD, os.POSIX_FADV_DONTNEED)  # Linux starts to write what it is told to forget


def _head(names: Mapping[str, int]) -> bytes:
    said = json.dumps([time.time_ns(), names]).encode()
    return b"%s %s %s\n" % (MAGIC, hashlib.sha256(said).hexdigest().encode(), said)


def _parsed(slot: int) -> tuple[int, dict[str, int]]:
    line = os.pread(slot, HEAD, 0).partition(b"\n")[0]
    magic, _, rest = line.partition(b" ")
    digest, _, said = rest.partition(b" ")
    if magic != MAGIC or digest != hashlib.sha256(said).hexdigest().encode():
        return 0, {}
    written_ns, names = json.loads(said)
    return int(written_ns), dict(names)


def _names(slot: int) -> dict[str, int]:
    return _parsed(slot)[1]


def _written(slot: int) -> int:
    return _parsed(slot)[0]


def _read(slot: int, store: Path) -> dict[Path, bytes]:
    """Return the files in a slot; their own digests say whether each is whole."""
    found, at = {}, HEAD
    for name, size in _names(slot).items():
        found[store / name] = os.pread(slot, size, at)
        at += size
    return found
