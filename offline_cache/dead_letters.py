"""Rows in trouble, for a technician: what the centre will not have, cannot read, or what never came to an end.

Nothing here goes away by itself. A row is tried again, carried out as a sealed bundle, or closed by a person.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.blobs import Blobs
from offline_cache.durable import make_folder, sync_file, sync_folder
from offline_cache.rows_sql import OWN_ENCLOSURES
from offline_cache.settling import copy_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["DeadLetter", "DeadLetters"]

_LIST = """
    SELECT case_id, lane, seq, item_id, coalesce(receipt_no, '') AS receipt_no, state, last_code AS code,
    attempts, created_ms, coalesce(settled_ms, 0) AS settled_ms, bytes
    FROM outbox INDEXED BY outbox_trouble WHERE state IN ('rejected', 'dead', 'held') ORDER BY seq LIMIT ?
"""
_RETRY = """
    UPDATE outbox SET state = 'queued', attempts = 0, starts = 0, next_ms = 0, settled_ms = NULL
    WHERE case_id = ? AND state IN ('rejected', 'dead', 'held')
"""
_CLOSE = """
    UPDATE outbox SET state = 'closed', last_code = ?, settled_ms = ?, envelope = x'', bytes = 0
    WHERE case_id = ? AND state IN ('rejected', 'dead', 'held')
"""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One row in trouble: `code` says why, times are milliseconds since 1970, `bytes` with its enclosures."""

    case_id: str
    lane: str
    seq: int
    item_id: str
    receipt_no: str
    state: str
    code: str
    attempts: int
    created_ms: int
    settled_ms: int
    bytes: int


class DeadLetters:
    """The rows in trouble of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._blobs = Blobs(store.folder / "blobs")

    def all(self, limit: int = 200) -> list[DeadLetter]:
        """Return them in the order of the device's sequence."""
        return [DeadLetter(**row) for row in self._store.rows(_LIST, limit)]

    def retry(self, case_id: str) -> bool:
        """Have the courier try this row again as if it were new; return whether it was in trouble."""
        return bool(self._store.must(lambda db: db.execute(_RETRY, (case_id,)).rowcount))

    def export(self, case_id: str, folder: Path) -> Path | None:
        """Write the sealed row with its enclosures below `folder`, durably, and return where; None when there is none.

        The row stays as it is. What is written opens nowhere but at the centre.
        """
        copy = copy_of(self._store, case_id)
        if copy is None or not copy.envelope:
            return None
        target = folder / case_id
        with self._store.writing():
            make_folder(target)
            (target / "envelope.json").write_bytes(copy.envelope)
            sync_file(target / "envelope.json")
            for name, _ in copy.enclosures:
                shutil.copyfile(self._blobs.path(name), target / name)
                sync_file(target / name)
            sync_folder(target)
        return target

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
