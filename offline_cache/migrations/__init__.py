"""Numbered SQL files; each is applied once, in order, in one transaction with its number.

The number of the last one is the file's `user_version`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from offline_cache.errors import StoreTooNew

if TYPE_CHECKING:
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
    for step in steps:
        number = int(step.name.split("_")[0])
        if number > version:
            db.conn.execute("BEGIN IMMEDIATE")
            db.executescript(step.read_text(encoding="utf-8"))
            db.conn.execute(f"PRAGMA user_version = {number}")
            db.conn.execute("COMMIT")
