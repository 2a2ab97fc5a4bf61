"""Rows in trouble, for a technician: what the centre will not have, cannot read, or what never came to an end.

Nothing here goes away by itself. A row is tried again, carried out in a batch
(kiosk.sync.file_drop), or closed by a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.blobs import Blobs
from offline_cache.row_facts import FACTS, RowFacts
from offline_cache.rows_sql import OWN_ENCLOSURES

if TYPE_CHECKING:
    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["DeadLetters"]

_LIST = f"{FACTS} INDEXED BY outbox_trouble WHERE state IN ('rejected', 'dead', 'held') ORDER BY seq LIMIT ?"
_RETRY = """
    UPDATE outbox SET state = 'queued', attempts = 0, starts = 0, next_ms = 0, settled_ms = NULL
    WHERE case_id = ? AND state IN ('rejected', 'dead', 'held')
"""
_CLOSE = """
    UPDATE outbox SET state = 'closed', last_code = ?, settled_ms = ?, envelope = x'', bytes = 0
    WHERE case_id = ? AND state IN ('rejected', 'dead', 'held')
"""


class DeadLetters:
    """The rows in trouble of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._blobs = Blobs(store.folder / "blobs")

    def all(self, limit: int = 200) -> list[RowFacts]:
        """Return the first of them in the order of the device's sequence."""
        return [RowFacts(**row) for row in self._store.rows(_LIST, limit)]

    def retry(self, case_id: str) -> bool:
        """Have the courier try this row again as if it were new; return whether it was in trouble."""
        return bool(self._store.must(lambda db: db.execute(_RETRY, (case_id,)).rowcount))

    def close(self, case_id: str, code: str, now_ms: int) -> bool:
        """Forget what was to be sent: a person has the case now; `code` says how. Return whether it was there."""

        def settle(db: Database) -> list[str] | None:
            if not db.execute(_CLOSE, (code, now_ms, case_id)).rowcount:
                return None
            gone = [name for (name,) in db.execute(OWN_ENCLOSURES, (case_id,))]
            db.execute("DELETE FROM enclosure WHERE case_id = ?", (case_id,))
            return gone

        gone = self._store.must(settle)
        if gone is None:
            return False
        with self._store.writing():
            self._store.copies.drop(case_id)
            self._blobs.drop(gone)
        return True
