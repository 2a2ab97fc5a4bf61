"""In which store the keys of a terminal lie, and how they get into another one.

The file `where` in the folder decides; without it they lie in files. It changes in one step, after the new store has
been read back and before the old one is emptied, so that a power cut leaves the keys in one place or in both.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import time
from typing import TYPE_CHECKING

from offline_cache.durable import make_folder, sync_folder, write_file
from offline_cache.errors import KeysBroken
from offline_cache.key_stores.errors import KeyStoreOther
from offline_cache.key_stores.file import SIGNING, read_secret
from offline_cache.key_stores.port import Secrets

if TYPE_CHECKING:
    from pathlib import Path

    from offline_cache.key_stores.port import KeyStore

__all__ = ["KEY_STORES", "find_keys", "move_keys", "renew_keys"]

KEY_STORES = ("file", "systemd-creds", "tpm2")
WHERE, FIRST, LOCK = "where", "file", ".lock"


def find_keys(folder: Path, wanted: str = "") -> Secrets:
    """Return the keys, making them in the store `wanted` ("": files) on the first day. Call under the folder's lock.

    Raises KeyStoreOther when they lie in a weaker place than wanted, KeysBroken, OSError.
    """
    settled = _where(folder)
    name = settled or (FIRST if any(folder.glob("*.key")) else wanted or FIRST)
    if wanted not in {"", FIRST, name}:
        raise KeyStoreOther(f"the keys lie in {name}, the profile says {wanted}")
    store = _open(name, folder)
    if not store.holds():
        if settled and name != FIRST:
            raise KeysBroken(f"{name} has lost the keys")
        store.write(Secrets.fresh())
    keys = store.read()
    if name != FIRST and not settled:
        _settle(folder, name)
    _empty_others(folder, name)
    return keys


def move_keys(folder: Path, name: str) -> str:
    """Put the keys into the store of this name, and return where they were; on the first day, make them there.

    Call under the folder's lock. Said again it finishes what was cut short. Raises KeysBroken, OSError; the keys then
    are where they were.
    """
    settled = _where(folder)
    if not settled and not any(folder.glob("*.key")):
        find_keys(folder, name)
    before = _where(folder) or FIRST
    if before != name:
        new = _open(name, folder)
        keys = _open(before, folder).read()
        new.erase()
        new.write(keys)
        if new.read() != keys:
            raise KeysBroken(f"{name} does not give back what it was given")
        _settle(folder, name)
    _empty_others(folder, name)
    return before


def renew_keys(folder: Path, name: str) -> Path:
    """Begin anew in the store of this name where the keys are lost; return the folder into which they were put aside.

    Cases that wait go their way from their second copies; the platform must be told the new key by an enrolment. Where
    of two files the signing key alone is lost, the secret stays, and with it all that citizens may claim here.
    Call under the folder's lock. Raises KeysBroken, also when the keys are not lost at all; OSError.
    """
    try:
        find_keys(folder)
    except KeysBroken:
        aside = folder / f"lost-{time.time_ns() // 1_000_000}"
        make_folder(aside)
        if _secret_stands(folder):
            (folder / SIGNING).replace(aside / SIGNING)
            sync_folder(aside)
            find_keys(folder)
            _settle(folder, FIRST)
            move_keys(folder, name)
            return aside
        for path in folder.iterdir():
            if path.is_file() and path.name not in {WHERE, LOCK}:
                path.replace(aside / path.name)
        sync_folder(aside)
        _settle(folder, name)
        _open(name, folder).write(Secrets.fresh())
        return aside
    raise KeysBroken("the keys are well; they are not given up")


def _secret_stands(folder: Path) -> bool:
    with contextlib.suppress(KeysBroken, OSError):
        return _where(folder) in {"", FIRST} and bool(read_secret(folder))
    return False


def _open(name: str, folder: Path) -> KeyStore:
    store: KeyStore = importlib.import_module(f"offline_cache.key_stores.{name.replace('-', '_')}").open_store(folder)
    return store


def _empty_others(folder: Path, name: str) -> None:
    for other in KEY_STORES:
        if other != name:
            _open(other, folder).erase()


def _where(folder: Path) -> str:
    """Return the name of the store that was settled, "" before. Raises KeysBroken."""
    try:
        name = (folder / WHERE).read_text("ascii").strip()
    except FileNotFoundError:
        return ""
    except ValueError:
        name = ""
    if name not in KEY_STORES:
        raise KeysBroken(f"{WHERE} names no key store")
    return name


def _settle(folder: Path, name: str) -> None:
    """Change over in one step. What root has written belongs to the folder's owner, whose service will read it."""
    write_file(folder / WHERE, f"{name}\n".encode())
    if os.geteuid() == 0:
        owner = folder.stat()
        for path in folder.iterdir():
            os.chown(path, owner.st_uid, owner.st_gid)
