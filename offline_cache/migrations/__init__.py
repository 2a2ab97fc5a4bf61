"""Numbered SQL files; each is applied once, in order, and all that are missing in one transaction.

The number of the last one is the file's `user_version`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from offline_cache.engine import complete_statement
from offline_cache.errors import StoreTooNew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

__all__ = ["migrate"]

FOLDER = Path(__file__).parent


def migrate(db: Database) -> None:
    """Bring the database to this program's schema. Call under the store's file lock.

    Raises:
        StoreTooNew: a newer program has been here.
    """
    steps = sorted(FOLDER.glob("[0-9]*.sql"))
    newest = int(steps[-1].name.split("_")[0])
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > newest:
        raise StoreTooNew(f"schema {version}, this program knows {newest}")
    if version == newest:
        return
    db.conn.execute("PRAGMA foreign_keys = off")  # a table that takes another's place is dropped and renamed
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        for step in steps:
            if int(step.name.split("_")[0]) > version:
                for statement in _statements(step.read_text(encoding="utf-8")):
                    db.conn.execute(statement)
        db.conn.execute(f"PRAGMA user_version = {newest}")
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
    if not version:
        db.conn.execute("VACUUM")  # no page of a new database is free: what is flipped in a free page, nobody finds
    db.conn.execute("PRAGMA foreign_keys = on")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script: `executescript` of the driver would commit before the first."""
    gathered = ""
    for piece in script.rstrip().removesuffix(";").split(";"):
        gathered += f"{piece};"
        if complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered:
        yield gathered
