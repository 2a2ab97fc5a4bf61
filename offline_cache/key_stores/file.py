"""Keys in two files that only this user reads: for the demo, and for disks that are encrypted as a whole."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, ClassVar

from offline_cache.durable import sync_folder, write_file
from offline_cache.errors import KeysBroken
from offline_cache.key_stores.port import KEY_SIZE, Secrets

if TYPE_CHECKING:
    from pathlib import Path

    from offline_cache.key_stores.port import KeyStore

__all__ = ["open_store"]


def open_store(folder: Path) -> KeyStore:
    """Return the key store of this folder."""
    return _Files(folder)


class _Files:
    """Fits KeyStore. Of two files the one that is missing is made anew, the other one stays."""

    name: ClassVar[str] = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._signing, self._store = folder / "signing.key", folder / "store.key"

    def holds(self) -> bool:
        return self._signing.exists() and self._store.exists()

    def read(self) -> Secrets:
        return Secrets(_read(self._signing), _read(self._store))

    def write(self, keys: Secrets) -> None:
        for path, key in ((self._signing, keys.signing), (self._store, keys.store)):
            if not path.exists():
                write_file(path, key)

    def erase(self) -> None:
        for path in (self._signing, self._store):
            if path.exists():
                _overwrite(path)
                path.unlink()
                sync_folder(self._folder)


def _overwrite(path: Path) -> None:
    """Put zeros over a key that lies elsewhere now; what flash memory makes of it nobody can promise."""
    with path.open("r+b") as file:
        file.write(bytes(KEY_SIZE))
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysBroken(f"{path.name} is open to others")
    key = path.read_bytes()
    if len(key) != KEY_SIZE:
        raise KeysBroken(f"{path.name} has {len(key)} bytes")
    return key
