"""Opening the database of a store: finish what was cut short, encrypt, check, migrate, give birth."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from offline_cache.encrypting import encrypt
from offline_cache.engine import bad_pages, connect, durable, is_plain, typed
from offline_cache.errors import StoreDamaged, StoreError
from offline_cache.mending import compare_marks, note_mended
from offline_cache.migrations import migrate
from offline_cache.recovery import BUILDING, DATABASE, generation, recover, resume
from offline_cache.sentinel import Sentinel, read_sentinel, write_sentinel

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.engine import Key
    from offline_cache.second_copy import SecondCopies

__all__ = ["open_database"]

LOOKS = 3
WRONG_CODE = "HMAC"


def open_database(folder: Path, key: Key, copies: SecondCopies, *, check: bool) -> Database:
    """Return the sound database of this folder, a new one where the old one was damaged. Call under the folder's lock.

    `check` reads every page; without it damage is found when it is met. Raises StoreError.
    """
    with typed():
        resume(folder, key, copies)
        try:
            return _open(folder, key, check=check)
        except StoreDamaged:
            recover(folder, key, copies)
            return _open(folder, key, check=False)


def _open(folder: Path, key: Key, *, check: bool) -> Database:
    file, born = folder / DATABASE, read_sentinel(folder)
    with typed():
        if born and not (file.exists() and file.stat().st_size):
            raise StoreDamaged("the database has vanished")
        if is_plain(file):
            encrypt(file, folder / BUILDING, key)
        db = connect(file, key)
    try:
        with typed():
            durable(db)
            if check:
                _check(file, db)
            migrate(db)
            _identify(folder, db, born)
            compare_marks(folder, db)
    except StoreError:
        db.close()
        raise
    return db


def _check(file: Path, db: Database) -> None:
    """Raise StoreDamaged unless every page is there and has its code.

    A page that another process writes just now, or that the disk refuses for a moment, is whole at the next look.
    """
    suspects: set[str] | None = None
    for _ in range(LOOKS):
        busy, logged, moved = db.conn.execute("PRAGMA wal_checkpoint(passive)").fetchone()
        pages, size = (db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if not busy and logged == moved and pages * int(size) > file.stat().st_size:
            raise StoreDamaged("the database is cut short")
        before = file.stat().st_mtime_ns
        bad = set(bad_pages(db))
        suspects = bad if suspects is None else suspects & bad
        if not suspects:
            return
        if file.stat().st_mtime_ns == before and all(word.startswith(WRONG_CODE) for word in suspects):
            break
    raise StoreDamaged("pages without their code")


def _identify(folder: Path, db: Database, born: Sentinel | None) -> None:
    """Give a new database its identity; raise StoreDamaged for one that is not the newest that was born here."""
    found = db.conn.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
    last = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    seq = last[0] if last else 0
    if born and (found is None or found[0] != born.store_id):
        raise StoreDamaged("the database is not the one that was born here")
    if born and seq < born.seq:
        raise StoreDamaged("the database is older than what was acknowledged")
    if found is None:
        if any((folder / "env").glob("*.env")):
            raise StoreDamaged("the database has vanished with its sentinel")
        store_id = uuid.uuid4().hex
        facts = {"store_id": store_id, "generation": str(generation(folder)), "quarantined": ""}
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", facts.items())
        db.conn.execute("COMMIT")
        found = (store_id,)
    elif not born:
        note_mended(db, "sentinel")
    if not born:
        write_sentinel(folder, Sentinel(found[0], seq))
