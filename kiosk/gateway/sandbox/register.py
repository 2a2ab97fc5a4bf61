"""The sandbox platform's own SQLite file: terminals, cases, enclosures, ratings."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Register"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS device (device_id TEXT PRIMARY KEY, public BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS case_file (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL UNIQUE,
    device_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    server_no TEXT NOT NULL UNIQUE,
    accepted_at TEXT NOT NULL,
    due TEXT,
    body TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS rating (
    rating_id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL, complete INTEGER NOT NULL) STRICT;
"""


class Register:
    """One connection, used by the event loop's thread alone; each statement commits by itself, durably."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = wal")
        self._connection.execute("PRAGMA synchronous = full")
        self._connection.executescript(SCHEMA)

    def rows(self, sql: str, *params: object) -> list[dict[str, Any]]:
        """Run one statement and return its rows."""
        return [dict(row) for row in self._connection.execute(sql, params)]

    def row(self, sql: str, *params: object) -> dict[str, Any] | None:
        """Run one statement and return its first row, None when there is none."""
        return next(iter(self.rows(sql, *params)), None)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
