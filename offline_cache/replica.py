"""What the centre last told us, kept for the time without a line: platform keys, catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline_cache.store import Store

__all__ = ["Kept", "Replica"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One document, with the tag by which the centre knows this version of it."""

    etag: str
    body: bytes
    fetched_ms: int


class Replica:
    """The documents of one Store by name. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, name: str, etag: str, body: bytes, now_ms: int) -> None:
        """Replace the document of this name at once."""
        sql = "INSERT OR REPLACE INTO replica (name, etag, body, fetched_ms) VALUES (?, ?, ?, ?)"
        with self._store.tx() as db:
            db.execute(sql, (name, etag, body, now_ms))

    def get(self, name: str) -> Kept | None:
        """Return the document of this name, None when it was never fetched."""
        row = self._store.row("SELECT etag, body, fetched_ms FROM replica WHERE name = ?", name)
        return Kept(**row) if row else None
