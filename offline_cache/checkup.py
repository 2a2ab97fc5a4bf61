"""Looking at a store without touching it: pages, rows, second copies, enclosures, the chain of the audit journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from offline_cache.engine import bad_pages, connect, is_plain, store_key, typed
from offline_cache.errors import StoreError
from offline_cache.journal import first_bad_line
from offline_cache.recovery import DATABASE, generation
from offline_cache.second_copy import SecondCopies
from offline_cache.sentinel import read_sentinel

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

__all__ = ["Checkup", "examine"]


@dataclass(slots=True)
class Checkup:
    """`figures` by name, `wrong`: what is not as it must be, in a technician's words, naming no person.

    `alarms` stand by name (offline_cache.alarms): nothing is wrong with the store, but somebody must do something.
    """

    figures: dict[str, int | str] = field(default_factory=dict)
    alarms: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def examine(folder: Path, secret: bytes) -> Checkup:
    """Read everything in the folder of a store and say what was found; a missing store is wrong. Never raises."""
    found = Checkup()
    try:
        with typed():
            _examine(folder, secret, found)
    except StoreError as broken:
        found.wrong.append(f"database: {broken}")
    return found


def _examine(folder: Path, secret: bytes, found: Checkup) -> None:
    file, born = folder / DATABASE, read_sentinel(folder)
    found.figures["quarantined stores"] = generation(folder)
    if born is None:
        found.wrong.append("sentinel: missing or damaged")
    if not file.exists() or not file.stat().st_size:
        found.wrong.append("database: missing or empty")
        return
    db = connect(file, b"" if is_plain(file) else store_key(secret))
    try:
        _pages(db, folder / f"{DATABASE}-wal", found)
        _rows(db, found)
        for name in ("store_id", "quarantined"):
            row = db.conn.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
            found.figures[name.replace("_", " ")] = row[0] if row else ""
        for name, value in db.conn.execute("SELECT substr(key, 7), value FROM meta WHERE key GLOB 'alarm.*'"):
            found.alarms[name] = value
        if born and found.figures["store id"] != born.store_id:
            found.wrong.append("sentinel: names another store")
        if born and int(found.figures["sequence"]) < born.seq:
            found.wrong.append("database: older than the sentinel")
        _copies(db, SecondCopies(folder, secret), found)
        _enclosures(db, folder / "blobs", found)
    finally:
        db.close()


def _pages(db: Database, wal: Path, found: Checkup) -> None:
    found.figures["pages"] = db.conn.execute("PRAGMA page_count").fetchone()[0]
    found.figures["schema"] = db.conn.execute("PRAGMA user_version").fetchone()[0]
    said = [row[0] for row in db.conn.execute("PRAGMA integrity_check(20)")]
    if not wal.exists() or not wal.stat().st_size:  # else pages may be newer there
        said += bad_pages(db)
    found.wrong += [f"pages: {line.splitlines()[0]}" for line in said if line != "ok"]
    broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    found.wrong += [f"rows: {len(broken)} enclosures without a row"] if broken else []
    lines = db.query("SELECT id, at_ms, event, detail, digest FROM journal ORDER BY id")
    bad = first_bad_line(lines)
    found.figures["journal lines"] = db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
    found.wrong += [f"journal: the chain breaks at line {bad}"] if bad else []


def _rows(db: Database, found: Checkup) -> None:
    last = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    found.figures["sequence"] = last[0] if last else 0
    counted = db.conn.execute("SELECT lane, state, count(*), sum(bytes) FROM outbox GROUP BY lane, state").fetchall()
    for lane, state, number, _ in counted:
        found.figures[f"{lane} {state}"] = number
    kept = db.conn.execute("SELECT lane, state, n, bytes FROM outbox_counts WHERE n <> 0").fetchall()
    if sorted(kept) != sorted(counted):
        found.wrong.append("rows: the counts do not fit")
    bad = sum(
        hashlib.sha256(envelope).hexdigest() != digest
        for envelope, digest in db.conn.execute("SELECT envelope, sealed_sha256 FROM outbox WHERE envelope <> x''")
    )
    found.wrong += [f"rows: {bad} envelopes without their digest"] if bad else []


def _copies(db: Database, copies: SecondCopies, found: Checkup) -> None:
    wanted = {name for (name,) in db.conn.execute("SELECT case_id FROM outbox WHERE state <> 'closed'")}
    there = copies.names()
    damaged = sum(copies.read(name) is None for name in there & wanted)
    found.figures["second copies"] = len(there)
    for count, what in ((len(wanted - there), "missing"), (len(there - wanted), "without a row"), (damaged, "damaged")):
        found.wrong += [f"second copies: {count} {what}"] if count else []


def _enclosures(db: Database, folder: Path, found: Checkup) -> None:
    wanted = {name for (name,) in db.conn.execute("SELECT sha256 FROM enclosure")}
    there = {path.name: path for path in folder.glob("*/*")}
    damaged = sum(hashlib.sha256(there[name].read_bytes()).hexdigest() != name for name in wanted & set(there))
    found.figures["enclosures"] = len(wanted)
    found.figures["enclosures without a row"] = len(set(there) - wanted)
    for count, what in ((len(wanted - set(there)), "missing"), (damaged, "damaged")):
        found.wrong += [f"enclosures: {count} {what}"] if count else []
