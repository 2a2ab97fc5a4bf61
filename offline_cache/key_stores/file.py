"""Keys in two files that only this user reads: for the demo, and for disks that are encrypted as a whole.

A damaged secret of the store opens nothing, so that everybody notices; a damaged signing key would sign on, and the
centre refuse every case. It therefore has a check value behind it; those of the first release have none.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING, ClassVar

from offline_cache.durable import sync_folder, write_file
from offline_cache.errors import KeysBroken
from offline_cache.key_stores.port import KEY_SIZE, Secrets

if TYPE_CHECKING:
    from pathlib import Path

    from offline_cache.key_stores.port import KeyStore

__all__ = ["SIGNING", "open_store", "read_secret"]

SIGNING, STORE = "signing.key", "store.key"
CHECK_SIZE = 8


def open_store(folder: Path) -> KeyStore:
    """Return the key store of this folder."""
    return _Files(folder)


def read_secret(folder: Path) -> bytes:
    """Return the secret of the store, whatever became of the other key. Raises KeysBroken, OSError."""
    return _read(folder / STORE)


class _Files:
    """Fits KeyStore. Of two files the one that is missing is made anew, the other one stays."""

    name: ClassVar[str] = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._signing, self._store = folder / SIGNING, folder / STORE

    def holds(self) -> bool:
        return self._signing.exists() and self._store.exists()

    def read(self) -> Secrets:
        signing = _read(self._signing, CHECK_SIZE)
        key, check = signing[:KEY_SIZE], signing[KEY_SIZE:]
        if check and check != _check(key):
            raise KeysBroken(f"{self._signing.name} is damaged")
        return Secrets(key, _read(self._store))

    def write(self, keys: Secrets) -> None:
        for path, key in ((self._signing, keys.signing + _check(keys.signing)), (self._store, keys.store)):
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
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"kiosk.signing-key/1\n" + key).digest()[:CHECK_SIZE]


def _read(path: Path, check: int = 0) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysBroken(f"{path.name} is open to others")
    key = path.read_bytes()
    if len(key) not in {KEY_SIZE, KEY_SIZE + check}:
        raise KeysBroken(f"{path.name} has {len(key)} bytes")
    return key
