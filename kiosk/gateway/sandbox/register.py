"""The sandbox platform's own SQLite file: terminals, cases, enclosures, ratings, and what was said about them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Register"]

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE_S = 10.0  # a folder of batches may be imported while the platform serves


class Register:
    """One connection, used by one thread; what is not in a transaction commits by itself, durably.

    Raises sqlite3.Error.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = wal")
        self._connection.execute("PRAGMA synchronous = full")
        self._migrate()

    def rows(self, sql: str, *params: object) -> list[dict[str, Any]]:
        """Run one statement and return its rows."""
        return [dict(row) for row in self._connection.execute(sql, params)]

    def row(self, sql: str, *params: object) -> dict[str, Any] | None:
        """Run one statement and return its first row, None when there is none."""
        return next(iter(self.rows(sql, *params)), None)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all or nothing, alone; inside another transaction, be part of that."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def get(self, name: str, otherwise: Any) -> Any:  # noqa: ANN401 - JSON
        """Return what is kept under this name."""
        row = self.row("SELECT value FROM meta WHERE name = ?", name)
        return json.loads(row["value"]) if row else otherwise

    def put(self, name: str, value: object) -> None:
        """Keep a JSON value under this name."""
        self.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, json.dumps(value, ensure_ascii=False))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _migrate(self) -> None:
        with self.transaction():
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            steps = sorted(MIGRATIONS.glob("*.sql"), key=lambda path: int(path.stem))
            for step in steps[version:]:
                for statement in _statements(step.read_text(encoding="utf-8")):
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {max(version, len(steps))}")


def _statements(script: str) -> Iterator[str]:
    """Yield one statement after the other; executescript would commit what is open."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
