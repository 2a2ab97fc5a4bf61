"""The terminal's one durable store: SQLite in WAL mode with synchronous=FULL, every write in one kind of transaction.

What commits survives a power cut, provided the disk tells the truth about fsync.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import uuid
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from offline_cache.durable import alone, make_folder
from offline_cache.errors import StoreBroken, StoreDamaged, StoreError, StoreFull
from offline_cache.migrations import migrate
from offline_cache.quarantine import generation, put_aside, read_sentinel, write_sentinel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Store"]

PRAGMAS = (
    "busy_timeout = 10000",  # milliseconds
    "journal_mode = wal",
    "synchronous = full",
    "foreign_keys = on",
    "secure_delete = on",
    "cell_size_check = on",
    "trusted_schema = off",
    "journal_size_limit = 4194304",
)
DATABASE = "store.db"
FULL = {sqlite3.SQLITE_FULL}
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextlib.contextmanager
def _typed() -> Iterator[None]:
    """Turn what SQLite and the disk raise into this room's errors."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        kind: type[StoreError] = StoreFull if code in FULL else StoreDamaged if code in DAMAGE else StoreBroken
        raise kind(f"{type(error).__name__}: {error}") from error
    except OSError as error:
        kind = StoreFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreBroken
        raise kind(f"{type(error).__name__}: {error.strerror}") from error


class Store:
    """One connection for one thread; open another Store in another thread.

    Reads: `row`, `rows`. Writes: only inside `with store.tx() as db: db.execute(sql, params)`.
    `quarantined` is the stamp of the damaged predecessor in quarantine/, or "": an alarm for the technician.
    """

    def __init__(self, folder: Path, db: Database) -> None:
        self.folder = folder
        self._db = db
        self._inode = self._file.stat().st_ino
        self.store_id = self.meta("store_id")
        self.generation = int(self.meta("generation"))
        self.quarantined = self.meta("quarantined")

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store in the folder `path`, making it when there is none and migrating it when it is older.

        A damaged one is moved to quarantine/<stamp>/ and a new one begins.

        Raises:
            StoreTooNew: a newer program has migrated it.
            StoreFull: the disk is full.
            StoreBroken: the disk cannot be read or written.
        """
        with _typed():
            make_folder(path)
            with alone(path):
                try:
                    return cls(path, _open(path, ""))
                except StoreDamaged:
                    return cls(path, _open(path, put_aside(path)))

    @contextlib.contextmanager
    def tx(self) -> Iterator[Database]:
        """All or nothing: BEGIN IMMEDIATE, COMMIT (durable when it returns), ROLLBACK on any exception.

        Raises:
            StoreFull: no room; nothing was written.
            StoreBroken: the disk or the file failed; nothing was written.
        """
        with _typed():
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                self._stand()
                yield self._db
                self._db.conn.execute("COMMIT")
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.conn.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *params: object) -> list[dict[str, Any]]:
        """Return all rows of a SELECT as dictionaries. Raises StoreBroken."""
        with _typed():
            return list(self._db.query(sql, params))

    def row(self, sql: str, *params: object) -> dict[str, Any] | None:
        """Return the first row of a SELECT, None when there is none. Raises StoreBroken."""
        return next(iter(self.rows(sql, *params)), None)

    def meta(self, key: str) -> str:
        """Return a fact about the store itself, "" when unknown. Raises StoreBroken."""
        found = self.row("SELECT value FROM meta WHERE key = ?", key)
        return found["value"] if found else ""

    def _stand(self) -> None:
        """Raise StoreDamaged when another Store has put our file into quarantine: nobody would read what we write."""
        if self._file.stat().st_ino != self._inode:
            raise StoreDamaged("the file was moved away")

    @property
    def _file(self) -> Path:
        return self.folder / DATABASE

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self._db.close()


def _open(folder: Path, stamp: str) -> Database:
    """Connect, check, migrate and give birth. Call under the folder's lock; raises StoreError."""
    file = folder / DATABASE
    with _typed():
        if read_sentinel(folder) and not (file.exists() and file.stat().st_size):
            raise StoreDamaged("the database has vanished")
        connection = sqlite3.connect(file, isolation_level=None)
    try:
        with _typed():
            db = Database(connection, execute_plugins=False, recursive_triggers=False)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            migrate(db)
            _check(folder, db)
            _bear(folder, db, stamp)
    except StoreError:
        connection.close()
        raise
    return db


def _check(folder: Path, db: Database) -> None:
    """Raise StoreDamaged unless this is the sound database that was born here."""
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreDamaged("quick_check")
    born = read_sentinel(folder)
    found = db.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
    if born and (found is None or found[0] != born):
        raise StoreDamaged("the database is not the one that was born here")
    if found and not born:
        write_sentinel(folder, found[0])


def _bear(folder: Path, db: Database, stamp: str) -> None:
    """Give a new database its identity; `stamp` names the damaged predecessor, if any."""
    if read_sentinel(folder):
        return
    store_id = uuid.uuid4().hex
    facts = {"store_id": store_id, "generation": str(generation(folder)), "quarantined": stamp}
    db.conn.execute("BEGIN IMMEDIATE")
    for fact in facts.items():
        db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", fact)
    db.conn.execute("COMMIT")
    write_sentinel(folder, store_id)
