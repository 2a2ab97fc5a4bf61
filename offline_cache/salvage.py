"""Taking what can still be read out of a damaged database, row by row.

SQLCipher proves every page, but not at once: of a damaged overflow page it hands out zeros, and fails at the next page
that it reads from the disk. So nothing is believed before one more page was read. What lies on a damaged page is passed
over. After the first bad page a connection answers nothing more: it is opened anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import time
from typing import TYPE_CHECKING, Any

from offline_cache.engine import PLAIN, SqliteError, connect, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.engine import Key

__all__ = ["UNSENT", "Wreck", "salvage"]

SEEKING_S = 0.5  # how long rows on damaged pages are sought one by one, for each table
BATCH = 500
WITNESSES = ("paper_roll", "paper_day", "outbox_counts", "replica", "print_move", "journal")
OWN = {"outbox_counts", "ledger_open"}  # kept by triggers
ENVELOPE = "envelope"
UNSENT = """
    SELECT case_id, seq, sealed_sha256 FROM outbox
    WHERE length(envelope) = 0 AND state IN ('queued', 'rejected', 'dead', 'held')
"""
"""Rows whose envelope is needed and lies only in their second copy (`length` does not read it)."""
IDENTITY = {"store_id", "generation", "quarantined"}


class Wreck:
    """A damaged database, read only through its rowids. Nothing here raises: what cannot be read is not there."""

    def __init__(self, file: Path, key: Key) -> None:
        self._file, self._key = file, PLAIN if is_plain(file) else key
        self._db: Database | None = None
        self._sound: list[str] | None = None
        self.torn: set[str] = set()

    def meta(self, key: str) -> str:
        """Return a fact about the store itself, "" when it cannot be read."""
        found = self._try("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0][0]) if found else ""

    def sequence(self) -> int:
        """Return the highest number of the device's sequence that can be read, 0 when none can."""
        found = self._try("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'", ())
        highest = self._try("SELECT max(seq) FROM outbox", ())
        return max(int(rows[0][0] or 0) if rows else 0 for rows in (found, highest))

    def envelope(self, seq: int, digest: str) -> bytes:
        """Return the envelope of the row with this number when it has this SHA-256, else b""."""
        found = self._try("SELECT envelope FROM outbox WHERE seq = ?", (seq,))
        return found[0][0] if found and hashlib.sha256(found[0][0]).hexdigest() == digest else b""

    def columns(self, table: str) -> list[str]:
        """Return the names of the table's columns, none when it cannot be read."""
        return [row[0] for row in self._try("SELECT name FROM pragma_table_info(?)", (table,)) or []]

    def rows(self, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
        """Yield every row that can be read, in the order of the rowids as far as damage allows."""
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'SELECT rowid, {names} FROM "{table}"'  # noqa: S608 - names of our own schema
        low = high = None
        for row in self._scan(table, f"{sql} ORDER BY rowid"):
            low = row[0]
            yield row[1:]
        if table not in self.torn:
            return
        upper: list[tuple[Any, ...]] = []
        for row in self._scan(table, f"{sql} WHERE rowid > ? ORDER BY rowid DESC", -1 if low is None else low):
            upper.append(row[1:])
            high = row[0]
        if low is None and high is None:  # not even the table's first page can be read: no seek gets past it
            return
        if high is None:
            found = self._try("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            high = int(found[0][0]) + 1 if found else (low or 0) + BATCH
        until = time.monotonic() + SEEKING_S
        for rowid in range((low or 0) + 1, high):
            if time.monotonic() > until:
                break
            for row in self._try(f"{sql} WHERE rowid = ?", (rowid,)) or []:
                yield row[1:]
        yield from reversed(upper)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            with contextlib.suppress(SqliteError):
                self._db.close()
            self._db = None

    def _scan(self, table: str, sql: str, *params: object) -> Iterator[tuple[Any, ...]]:
        try:
            cursor = self._opened().conn.execute(sql, params)
            while batch := cursor.fetchmany(BATCH):
                self._believe(sql)
                yield from batch
        except SqliteError:
            self.torn.add(table)
            self.close()

    def _try(self, sql: str, params: tuple[object, ...]) -> list[tuple[Any, ...]] | None:
        try:
            found = list(self._opened().conn.execute(sql, params))
            self._believe(sql)
        except SqliteError:
            self.close()
            return None
        return found

    def _believe(self, sql: str) -> None:
        """Raise SqliteError if anything that was read since the last time may have been on a damaged page."""
        if self._key == PLAIN:
            return
        if self._sound is None:
            self._sound = self._sound_tables()
        witness = next((name for name in self._sound if name not in sql), "")
        if not witness:
            raise SqliteError("no page is left to tell whether others were damaged")
        _read_anew(self._opened(), witness)

    def _sound_tables(self) -> list[str]:
        """Return tables, small ones first, of which the first page can be read again and again."""
        found = []
        for name in WITNESSES:
            with contextlib.suppress(SqliteError), contextlib.closing(connect(self._file, self._key)) as db:
                for _ in range(2):
                    _read_anew(db, name)
                found.append(name)
        return found

    def _opened(self) -> Database:
        if self._db is None:
            self._db = connect(self._file, self._key)
        return self._db


def _read_anew(db: Database, table: str) -> None:
    """Read this table's first page from the disk. Raises SqliteError."""
    db.conn.execute("PRAGMA shrink_memory")
    db.conn.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchall()  # noqa: S608 - names of our own schema


def salvage(wreck: Wreck, into: Database, kept: AbstractSet[str]) -> None:
    """Copy every readable row of every table that both know into a new database; call within a transaction.

    Envelopes of the cases in `kept`, which have a second copy, are left to it: most of a database is envelopes.
    """
    known = into.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (table,) in known.fetchall():
        if table in OWN:
            continue
        ours = {row[0] for row in into.conn.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        left = {ENVELOPE} if table == "outbox" else set()
        columns = [name for name in wreck.columns(table) if name in ours - left]
        if not columns:
            wreck.torn.add(table)
            continue
        marks = ", ".join(["?"] * len(columns) + ["x''"] * len(left))
        names = ", ".join(f'"{name}"' for name in (*columns, *left))
        sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own schema
        rows = wreck.rows(table, columns)
        if table == "meta":
            rows = (row for row in rows if row[columns.index("key")] not in IDENTITY)
        while batch := list(itertools.islice(rows, BATCH)):
            try:
                into.conn.executemany(sql, batch)
            except SqliteError:  # a row of a plain file that no longer fits its own table: the others do
                for row in batch:
                    with contextlib.suppress(SqliteError):
                        into.conn.execute(sql, row)
    _fetch(wreck, into, kept)


def _fetch(wreck: Wreck, into: Database, kept: AbstractSet[str]) -> None:
    """Take the envelopes that lie nowhere else; a row whose envelope is lost is none."""
    for case_id, seq, digest in into.conn.execute(UNSENT).fetchall():
        if case_id not in kept:
            body = wreck.envelope(seq, digest)
            sql = "UPDATE outbox SET envelope = ? WHERE case_id = ?" if body else "DELETE FROM outbox WHERE case_id = ?"
            into.conn.execute(sql, (body, case_id) if body else (case_id,))
