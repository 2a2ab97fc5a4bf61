"""A damaged store is put aside whole and never deleted; a new one is built from what both copies still hold.

Every step may be the last before the power goes. A marker names the shelf in quarantine/ until the new database has
its name; whoever finds the marker goes on where the other stopped.
"""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from typing import TYPE_CHECKING

from offline_cache.durable import make_folder, sync_file, sync_folder, write_file
from offline_cache.engine import connect
from offline_cache.mending import UNPROVEN
from offline_cache.migrations import migrate
from offline_cache.salvage import Wreck, salvage
from offline_cache.sentinel import Sentinel, read_sentinel, write_sentinel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.engine import Key
    from offline_cache.second_copy import SecondCopies, SecondCopy

__all__ = [
    "BUILDING",
    "DATABASE",
    "adopt",
    "begin",
    "continue_from",
    "generation",
    "put_aside",
    "recover",
    "resume",
    "take_place",
]

DATABASE, BUILDING, MARKER = "store.db", "store.db.building", "recovering"
PARTS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
ADOPT = """
    INSERT OR IGNORE INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, last_code,
    answer, settled_ms, receipt_no, receipt_day, receipt_count, claimant, receipt_sealed, bytes, about)
    VALUES (?, ?, ?, ?, ?, x'', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ACCEPTED = """
    UPDATE outbox SET state = 'accepted', answer = ?, settled_ms = ?, envelope = x'', bytes = 0
    WHERE case_id = ? AND state <> 'accepted'
"""
ENCLOSED = """
    INSERT OR IGNORE INTO enclosure (case_id, sha256, size)
    SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM outbox WHERE case_id = ?1)
"""


def generation(folder: Path) -> int:
    """Return how many stores of this folder lie in quarantine. Raises OSError."""
    shelf = folder / "quarantine"
    return sum(1 for _ in shelf.iterdir()) if shelf.is_dir() else 0


def recover(folder: Path, key: Key, copies: SecondCopies) -> None:
    """Put the damaged database aside and build a new one. Call under the folder's lock; raises OSError, SqliteError."""
    _go_on(folder, key, copies, begin(folder))


def begin(folder: Path) -> str:
    """Leave the mark that a database is being replaced; return the name of its shelf. Raises OSError."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    write_file(folder / MARKER, stamp.encode("ascii"))
    return stamp


def resume(folder: Path, key: Key, copies: SecondCopies) -> None:
    """Finish a recovery that the power cut short, if there was one; call as `recover`."""
    try:
        stamp = (folder / MARKER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return
    if (folder / DATABASE).exists() and (folder / "quarantine" / stamp / DATABASE).exists():
        (folder / MARKER).unlink()
    else:
        _go_on(folder, key, copies, stamp)


def _go_on(folder: Path, key: Key, copies: SecondCopies, stamp: str) -> None:
    put_aside(folder, stamp)
    take_place(folder, _build(folder, key, copies, stamp))


def put_aside(folder: Path, stamp: str) -> None:
    """Move what there is of a database to quarantine/<stamp>/, durably. Raises OSError."""
    shelf = folder / "quarantine" / stamp
    make_folder(shelf)
    for name in PARTS:
        if (folder / name).exists():
            (folder / name).rename(shelf / name)
    sync_folder(shelf)
    sync_folder(folder)


def take_place(folder: Path, sentinel: Sentinel) -> None:
    """Give the new database its name, durably, and end the recovery. Raises OSError."""
    (folder / BUILDING).rename(folder / DATABASE)
    sync_folder(folder)
    write_sentinel(folder, sentinel)
    (folder / MARKER).unlink()
    sync_folder(folder)


def _build(folder: Path, key: Key, copies: SecondCopies, stamp: str) -> Sentinel:
    """Build the new database under its passing name, durable when this returns; return what the sentinel must say."""
    building = folder / BUILDING
    for leftover in folder.glob(f"{BUILDING}*"):
        leftover.unlink()
    born = read_sentinel(folder)
    wreck = Wreck(folder / "quarantine" / stamp / DATABASE, key)
    db = connect(building, key)
    try:
        db.conn.execute("PRAGMA journal_mode = off")
        db.conn.execute("PRAGMA synchronous = off")
        db.conn.execute("PRAGMA cache_size = -65536")  # kB: each page is encrypted once
        migrate(db)
        db.conn.execute("PRAGMA foreign_keys = off")  # enclosures come before their rows
        db.conn.execute("BEGIN IMMEDIATE")
        found = wreck.meta("store_id")
        ours = not (found and born) or found == born.store_id
        kept = copies.names()
        if ours:
            salvage(wreck, db, kept)
        older = wreck.sequence() < born.seq if born else False
        known = {row[0] for row in db.conn.execute("SELECT case_id FROM outbox")}
        second = copies.heads(kept if older or "enclosure" in wreck.torn else kept - known)
        second = [one for one in second if not born or one[0].store_id == born.store_id]
        store_id = (born and born.store_id) or found or (second[0][0].store_id if second else uuid.uuid4().hex)
        adopt(db, second)
        if older or not ours or "print_job" in wreck.torn:
            db.conn.execute(UNPROVEN)
        for table, rowid, _, _ in db.conn.execute("PRAGMA foreign_key_check").fetchall():
            db.conn.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608 - names of our own schema
        seq = max(born.seq if born else 0, wreck.sequence() if ours else 0, *(copy.seq for copy, _ in second), 0)
        continue_from(db, seq)
        facts = {"store_id": store_id, "generation": str(generation(folder)), "quarantined": stamp}
        db.conn.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", facts.items())
        db.conn.execute("COMMIT")
    finally:
        db.close()
        wreck.close()
    sync_file(building)
    return Sentinel(store_id, seq)


def adopt(db: Database, heads: Sequence[tuple[SecondCopy, int]]) -> None:
    """Take rows from their second copies where the database lacks them, or thinks that they must still be sent.

    The envelopes stay where they are: `settling.sweeping` brings them in while the terminal serves.
    """
    db.conn.executemany(ADOPT, (_row(copy, size) for copy, size in heads))
    accepted = [copy for copy, _ in heads if copy.state == "accepted"]  # what an older database still wants to send
    db.conn.executemany(ACCEPTED, ((copy.local.answer, copy.settled_ms, copy.case_id) for copy in accepted))
    db.conn.executemany("DELETE FROM enclosure WHERE case_id = ?", ((copy.case_id,) for copy in accepted))
    enclosures = ((copy.case_id, *one) for copy, _ in heads if copy.state != "accepted" for one in copy.enclosures)
    db.conn.executemany(ENCLOSED, enclosures)


def _row(copy: SecondCopy, size: int) -> tuple[object, ...]:
    local = copy.local
    sealed = base64.b64decode(local.receipt_sealed) if local.receipt_sealed is not None else None
    row = (copy.seq, copy.case_id, copy.lane, local.item_id, copy.created_ms, copy.sealed_sha256, copy.state)
    rest = (local.receipt_no, local.receipt_day, local.receipt_count, local.claimant, sealed)
    size += sum(size for _, size in copy.enclosures)
    return (*row, local.last_code, local.answer, copy.settled_ms, *rest, size, local.about)


def continue_from(db: Database, seq: int) -> None:
    """Have the device's sequence go on after `seq`, whatever rows are there."""
    if not db.conn.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'outbox'", (seq,)).rowcount:
        db.conn.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)", (seq,))
