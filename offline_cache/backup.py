"""A copy of a whole store in a folder of its own, encrypted as the store is, and the way back.

A backup opens with the same device's keys alone. Restoring never loses a newer case: what the second copies hold and
the backup does not is taken in, and the device's sequence goes on from the highest number ever given.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

from offline_cache.checkup import examine
from offline_cache.durable import alone, make_folder, sync_file, sync_folder, write_file
from offline_cache.engine import connect, durable, store_key, typed
from offline_cache.errors import BackupRefused
from offline_cache.mending import UNPROVEN
from offline_cache.migrations import migrate
from offline_cache.recovery import (
    BUILDING,
    DATABASE,
    adopt,
    begin,
    continue_from,
    generation,
    put_aside,
    take_place,
)
from offline_cache.second_copy import SecondCopies
from offline_cache.sentinel import Sentinel, read_sentinel

if TYPE_CHECKING:
    from pathlib import Path

    from offline_cache.store import Store

__all__ = ["back_up", "restore"]

MANIFEST = "backup.json"
FORMAT = "kiosk.backup/1"


def back_up(store: Store, target: Path, secret: bytes) -> int:
    """Write a verified backup into the new or empty folder `target`; return how many files it has.

    The terminal may go on filing meanwhile. Raises BackupRefused, StoreError.
    """
    with typed():
        if target.exists() and any(target.iterdir()):
            raise BackupRefused("the target is not an empty folder")
        make_folder(target)
        store.tuples("VACUUM INTO ?", (str(target / DATABASE),))
        sync_file(target / DATABASE)
        for place in ("env", "blobs"):
            if (store.folder / place).is_dir():
                shutil.copytree(store.folder / place, target / place, ignore=shutil.ignore_patterns(".*"))
        shutil.copyfile(store.folder / "store.id", target / "store.id")
        files = {str(path.relative_to(target)): path for path in sorted(target.rglob("*")) if path.is_file()}
        for path in files.values():
            sync_file(path)
        for folder in [target, *(path for path in target.rglob("*") if path.is_dir())]:
            sync_folder(folder)
        digests = {name: _digest(path) for name, path in files.items()}
        said = {"format": FORMAT, "store_id": store.store_id, "files": digests}
        write_file(target / MANIFEST, json.dumps(said, indent=1).encode())
    _verify(target, secret)
    return len(files)


def restore(folder: Path, source: Path, secret: bytes) -> None:
    """Put the backup in the place of the store in `folder`; nobody else may have it open.

    What stands there now goes to quarantine. Raises BackupRefused, StoreError.
    """
    manifest = _verify(source, secret)
    with typed():
        make_folder(folder)
        with alone(folder):
            born = read_sentinel(folder)
            if born and born.store_id != manifest["store_id"]:
                raise BackupRefused("the backup is of another store")
            for name in manifest["files"]:
                if name.startswith(("env/", "blobs/")) and not (folder / name).exists():
                    make_folder((folder / name).parent)
                    write_file(folder / name, (source / name).read_bytes())
            stamp = begin(folder)
            put_aside(folder, stamp)
            take_place(folder, _build(folder, source, secret, stamp, born))


def _build(folder: Path, source: Path, secret: bytes, stamp: str, born: Sentinel | None) -> Sentinel:
    building = folder / BUILDING
    for leftover in folder.glob(f"{BUILDING}*"):
        leftover.unlink()
    shutil.copyfile(source / DATABASE, building)
    db = connect(building, store_key(secret))
    try:
        durable(db)
        migrate(db)
        db.conn.execute("PRAGMA journal_mode = delete")
        db.conn.execute("BEGIN IMMEDIATE")
        store_id = str(db.conn.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()[0])
        second = [one for one in SecondCopies(folder, secret).heads() if one[0].store_id == store_id]
        adopt(db, second)
        db.conn.execute(UNPROVEN)
        last = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        seq = max(last[0] if last else 0, born.seq if born else 0, *(copy.seq for copy, _ in second), 0)
        continue_from(db, seq)
        facts = {"generation": str(generation(folder)), "quarantined": stamp}
        db.conn.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", facts.items())
        db.conn.execute("COMMIT")
    finally:
        db.close()
    sync_file(building)
    return Sentinel(store_id, seq)


def _verify(source: Path, secret: bytes) -> dict[str, Any]:
    """Return the manifest of a sound backup. Raises BackupRefused."""
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_bytes())
        bad = [name for name, digest in manifest["files"].items() if _digest(source / name) != digest]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise BackupRefused(f"no whole backup: {type(error).__name__}") from error
    if manifest.get("format") != FORMAT or bad:
        raise BackupRefused(f"{len(bad)} files are not as they were written")
    pages = [line for line in examine(source, secret).wrong if line.startswith(("database", "pages"))]
    if pages:
        raise BackupRefused(pages[0])
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
