"""What happens to a damaged store: it is put aside whole, never deleted and never read again by us.

A sentinel file beside the database holds the store's id. An emptied or vanished database is a valid empty one to
SQLite; only the sentinel tells that something was lost.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from offline_cache.durable import make_folder, sync_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["generation", "put_aside", "read_sentinel", "write_sentinel"]

SENTINEL = "store.id"
MOVED = ("store.db", "store.db-wal", "store.db-shm", SENTINEL, "blobs")


def read_sentinel(folder: Path) -> str:
    """Return the id of the store that was born in this folder, "" when none was. Raises OSError."""
    try:
        return (folder / SENTINEL).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def write_sentinel(folder: Path, store_id: str) -> None:
    """Remember outside the database which one belongs here. Raises OSError."""
    write_file(folder / SENTINEL, store_id.encode("ascii"))


def generation(folder: Path) -> int:
    """Return how many stores of this folder lie in quarantine."""
    shelf = folder / "quarantine"
    return sum(1 for _ in shelf.iterdir()) if shelf.is_dir() else 0


def put_aside(folder: Path) -> str:
    """Move the damaged store with its enclosures to quarantine/<stamp>/ and return the stamp. Raises OSError."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    shelf = folder / "quarantine" / stamp
    make_folder(shelf)
    for name in MOVED:
        part = folder / name
        if part.exists():
            part.rename(shelf / name)
    sync_folder(shelf)
    sync_folder(folder)
    return stamp
