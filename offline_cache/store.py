"""The terminal's one durable store: encrypted SQLite in WAL mode with synchronous=FULL, one kind of transaction.

What commits survives a power cut, provided the disk tells the truth about fsync. A damaged file is put aside and a
new one built from what both copies hold, at start or whenever the damage is met.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

from offline_cache.ballast import BALLAST_BYTES, Ballast
from offline_cache.birth import open_database
from offline_cache.blobs import is_named
from offline_cache.durable import alone, make_folder, write_new
from offline_cache.engine import SqliteError, as_store_error, is_read_only, store_key, typed
from offline_cache.errors import StoreDamaged, StoreError, StoreFull
from offline_cache.intake import INTAKE_BYTES, Intake
from offline_cache.keys import DeviceKeys
from offline_cache.mending import note_mended
from offline_cache.recovery import DATABASE
from offline_cache.second_copy import SecondCopies
from offline_cache.sentinel import Sentinel, note_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sqlite_utils import Database

__all__ = ["Store"]

Result = TypeVar("Result")
KEYS = "keys"
BEGUN = 2  # pages of a log that holds its beginning alone
_BEGIN = """
    INSERT INTO meta (key, value) VALUES ('logs', '1') ON CONFLICT DO UPDATE SET value = value + 1
"""
_open_here: dict[tuple[int, int], int] = {}
"""Databases that are open in this process, by device and inode: each is read through once, not once for each lane."""


class Store:
    """One connection for one thread; open another Store in another thread.

    Reads: `row`, `rows`. Writes: only inside `with store.tx() as db: db.execute(sql, params)`.
    `quarantined` is the stamp of the damaged predecessor in quarantine/, or "": an alarm for the technician.
    """

    def __init__(self, folder: Path, secret: bytes, ballast: int = BALLAST_BYTES, intake: int = INTAKE_BYTES) -> None:
        self.folder = folder
        self.copies = SecondCopies(folder, secret)
        self.ballast = Ballast(folder, ballast)
        self.intake = Intake(folder, intake)
        self.key = store_key(secret)
        self._damaged = self._suspected = self._writing = False
        self._file = folder / DATABASE
        self._connect()

    @classmethod
    def open(
        cls, path: Path, secret: bytes | None = None, *, ballast: int = BALLAST_BYTES, intake: int = INTAKE_BYTES
    ) -> Store:
        """Open the store in the folder `path`, making it when there is none and migrating it when it is older.

        `secret` is the device's own; without it that of the keys which lie beside the folder, in `keys/`. `ballast` is
        how many bytes are kept for a full disk, `intake` how many for the files of a new case (offline_cache.intake).
        A damaged store is moved to quarantine/<stamp>/ and a new one built from what can still be read of it and from
        the second copies.

        Raises:
            StoreTooNew: a newer program has migrated it.
            StoreFull: the disk is full.
            StoreBroken: the disk cannot be read or written.
            KeysBroken: the device's keys cannot be had.
        """
        with typed():
            make_folder(path)
        known = DeviceKeys.load_or_create(path.parent / KEYS).secret if secret is None else secret
        before = (path / DATABASE).exists()
        store = cls(path, known, ballast, intake)
        if ballast and before and not store.ballast.there():
            store.must(lambda db: note_mended(db, "ballast"))
        store.ballast.keep()
        return store

    @contextlib.contextmanager
    def tx(self) -> Iterator[Database]:
        """All or nothing: BEGIN IMMEDIATE, COMMIT (durable when it returns), ROLLBACK on any exception.

        Raises:
            StoreFull: no room; nothing was written.
            StoreBroken: the disk or the file failed; nothing was written.
        """
        try:
            self._heal()
            self._writing = True
            self._db.conn.execute("BEGIN IMMEDIATE")
            self._stand()
            yield self._db
            self._db.conn.execute("COMMIT")
            self._stand()
        except BaseException as error:
            with contextlib.suppress(SqliteError):
                if self._db.conn.in_transaction:
                    self._db.conn.execute("ROLLBACK")
            if isinstance(error, (SqliteError, OSError, StoreDamaged)):
                raise self._noticed(error) from error
            raise
        finally:
            self._writing = False

    def must(self, work: Callable[[Database], Result]) -> Result:
        """Do in one transaction what makes room or cannot wait; a full disk gives its ballast up for it. As `tx`."""
        try:
            with self.tx() as db:
                return work(db)
        except StoreFull:
            if not self.ballast.release():
                raise
        with self.tx() as db:
            return work(db)

    def rows(self, sql: str, *params: object) -> list[dict[str, Any]]:
        """Return all rows of a SELECT as dictionaries. Raises StoreBroken."""
        try:
            self._heal()
            cursor = self._db.conn.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except (SqliteError, OSError) as error:
            raise self._noticed(error) from error

    def row(self, sql: str, *params: object) -> dict[str, Any] | None:
        """Return the first row of a SELECT, None when there is none. Raises StoreBroken."""
        return next(iter(self.rows(sql, *params)), None)

    def tuples(self, sql: str, params: tuple[object, ...] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT as tuples: for what is asked all the time. Raises StoreBroken."""
        try:
            self._heal()
            return self._db.conn.execute(sql, params).fetchall()
        except (SqliteError, OSError) as error:
            raise self._noticed(error) from error

    def meta(self, key: str) -> str:
        """Return a fact about the store itself, "" when unknown. Raises StoreBroken."""
        found = self.row("SELECT value FROM meta WHERE key = ?", key)
        return found["value"] if found else ""

    def suspect(self) -> None:
        """Look at every page before the next call, once: what was read is not what was written."""
        self._damaged = self._damaged or not self._suspected
        self._suspected = True

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the disk raises into StoreFull and StoreBroken, for files beside the database."""
        with typed():
            yield

    def berth(self, files: Mapping[Path, bytes]) -> None:
        """Write the new files of a case durably. Raises OSError; then none of them is there."""
        if not self.intake.keep(files):
            write_new(files)

    def rest(self) -> None:
        """Bring the log into the database and begin the next one: who begins it waits for the disk once more.

        Raises StoreError.
        """
        logged, moved = self.tuples("PRAGMA wal_checkpoint(passive)")[0][1:]
        if moved == logged > BEGUN:
            with contextlib.suppress(StoreFull), self.tx() as db:
                db.execute(_BEGIN)

    def given(self, seq: int) -> None:
        """Note outside the database that this number of the device's sequence has been committed."""
        note_sequence(self.folder, Sentinel(self.store_id, seq))

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self.intake.close()
        self._leave()

    def _connect(self) -> None:
        with typed(), alone(self.folder):
            self.intake.restore(self._sound)
            self._db = open_database(self.folder, self.key, self.copies, check=not self._is_open_here())
            found = self._file.stat()
            self._inode = (found.st_dev, found.st_ino)
            _open_here[self._inode] = _open_here.get(self._inode, 0) + 1
        self._damaged = False
        self.store_id = self.meta("store_id")
        self.generation = int(self.meta("generation"))
        self.quarantined = self.meta("quarantined")

    def _sound(self, path: Path, body: bytes) -> bool:
        return is_named(path, body) or self.copies.proves(path, body)

    def _is_open_here(self) -> bool:
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return False
        return not self._damaged and _open_here.get((found.st_dev, found.st_ino), 0) > 0

    def _heal(self) -> None:
        """Open the store anew after damage was met, or when another Store has put our file aside; not in the middle."""
        if (self._damaged or self._moved()) and not self._writing:
            self._damaged = True
            self._leave()
            self._connect()

    def _noticed(self, error: Exception) -> StoreError:
        """Remember damage for the next call: this one says what it met, and the next one finds a sound store."""
        known = error if isinstance(error, StoreError) else as_store_error(error)
        self._damaged = self._damaged or isinstance(known, StoreDamaged) or is_read_only(error)
        return known

    def _stand(self) -> None:
        """Raise StoreDamaged when another Store has put our file into quarantine: nobody would read what we write."""
        if self._moved():
            raise StoreDamaged("the file was moved away")

    def _moved(self) -> bool:
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return True
        return (found.st_dev, found.st_ino) != self._inode

    def _leave(self) -> None:
        with contextlib.suppress(SqliteError):
            self._db.close()
        left = _open_here.get(self._inode, 1) - 1
        if left > 0:
            _open_here[self._inode] = left
        else:
            _open_here.pop(self._inode, None)
