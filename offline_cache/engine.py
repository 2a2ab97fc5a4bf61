"""The one door to SQLite: SQLCipher with a raw key, the settings of a store that survives a power cut, typed errors.

`sqlcipher3` brings its own SQLite (3.53, clear of the WAL-reset fault of the system's) and its own error classes,
which are not those of the standard library's `sqlite3`: everybody here takes `SqliteError` from this module.
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from offline_cache.errors import StoreBroken, StoreDamaged, StoreError, StoreFull

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "PLAIN",
    "Key",
    "SqliteError",
    "as_store_error",
    "bad_pages",
    "complete_statement",
    "connect",
    "durable",
    "is_plain",
    "is_read_only",
    "store_key",
    "typed",
]

SqliteError: type[Exception] = dbapi2.Error
complete_statement: Callable[[str], bool] = dbapi2.complete_statement
Key = bytes
PLAIN: Key = b""
"""The key of a database that is not encrypted: those of the first release."""

DURABLE = (
    "busy_timeout = 10000",  # milliseconds
    "journal_mode = wal",
    "synchronous = full",
    "foreign_keys = on",
    "secure_delete = on",
    "cell_size_check = on",
    "trusted_schema = off",
    "journal_size_limit = 33554432",  # a log that keeps its size is written without the file system's own journal
    "wal_autocheckpoint = 4000",  # pages; before that the quiet after a case does it: offline_cache.outbox.rest
)
_PLAIN_HEADER = b"SQLite format 3\0"
_FULL = {dbapi2.SQLITE_FULL}
_DAMAGE = {dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def store_key(secret: bytes) -> Key:
    """Derive the database's key (32 bytes, HKDF-SHA256) from the device's secret."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kiosk.store/1").derive(secret)


def is_plain(file: Path) -> bool:
    """Whether this is a database that was never encrypted. Raises OSError."""
    try:
        with file.open("rb") as head:
            return head.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    except FileNotFoundError:
        return False


def connect(file: Path, key: Key) -> Database:
    """Open a database without any setting but its key; an empty file becomes one. Raises SqliteError."""
    connection = dbapi2.connect(str(file), isolation_level=None)
    try:
        if key:
            connection.execute("PRAGMA cipher_log_level = none")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        wrapped: Any = connection
        return Database(wrapped, execute_plugins=False, recursive_triggers=False)
    except BaseException:
        connection.close()
        raise


def durable(db: Database) -> None:
    """Make every commit survive a power cut, and leave nothing behind of what is deleted. Raises SqliteError."""
    for pragma in DURABLE:
        db.conn.execute(f"PRAGMA {pragma}")


def bad_pages(db: Database) -> list[str]:
    """Return what SQLCipher says of each page whose code does not fit, free ones too. Raises SqliteError.

    What the write-ahead log holds must be in the database before: a page that a power cut has torn is whole there.
    `quick_check` is no help: of a damaged overflow page SQLCipher hands out zeros, and fails at the next page it reads.
    """
    return [str(row[0]) for row in db.conn.execute("PRAGMA cipher_integrity_check")]


def is_read_only(error: Exception) -> bool:
    """Whether SQLite opened the file for reading alone, as it does when the disk refuses at just that moment."""
    return bool(getattr(error, "sqlite_errorcode", 0) & 0xFF == dbapi2.SQLITE_READONLY)


def as_store_error(error: Exception) -> StoreError:
    """Return this room's error for one of SQLite or of the disk."""
    if isinstance(error, OSError):
        kind: type[StoreError] = StoreFull if error.errno in _NO_ROOM else StoreBroken
        return kind(f"{type(error).__name__}: {error.strerror}")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind = StoreFull if code in _FULL else StoreDamaged if code in _DAMAGE else StoreBroken
    return kind(f"{type(error).__name__}: {error}")


@contextlib.contextmanager
def typed() -> Iterator[None]:
    """Turn what SQLite and the disk raise into this room's errors."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        raise as_store_error(error) from error
