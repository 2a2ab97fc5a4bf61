"""Files that survive a power cut: written beside, synced, renamed, and their folder synced."""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["alone", "make_folder", "read_file", "sync_file", "sync_folder", "write_file", "write_new"]

PIECE = 32 << 10


def sync_folder(folder: Path) -> None:
    """Make the names in this folder durable. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of this file durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that only this user enters, durably, with its parents. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def read_file(path: str) -> bytes:
    """Return the content of a file, at a third of the price of `Path.read_bytes`: for thousands. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        body = os.read(handle, PIECE)
        if len(body) < PIECE:
            return body
        pieces = [body]
        while piece := os.read(handle, PIECE):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def write_file(path: Path, body: bytes) -> None:
    """Put the whole body under this name or nothing at all, whatever stood there; mode 0600. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    _write(beside, body, os.O_TRUNC)
    beside.replace(path)
    sync_folder(path.parent)


def write_new(path: Path, body: bytes) -> None:
    """Write a file that nobody trusts yet, durably, half as dear as `write_file`: a power cut may leave a part of it.

    Raises OSError, FileExistsError among them.
    """
    _write(path, body, os.O_EXCL)
    sync_folder(path.parent)


def _write(path: Path, body: bytes, how: int) -> None:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | how, 0o600)
    try:
        rest = memoryview(body)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock file: one process or thread at a time. Raises OSError."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
