"""The audit journal: append-only, each line carrying the digest of all before it. No personal data may enter."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from offline_cache.marks import note_mark
from offline_cache.mending import know_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from offline_cache.store import Store

__all__ = ["Journal", "first_bad_line"]

FIRST = hashlib.sha256(b"kiosk.journal/1").hexdigest()


class Journal:
    """The lines of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, event: str, detail: Mapping[str, str], now_ms: int) -> None:
        """Write one line durably. `event` is a key of config/audit_events.toml; `detail` names no person."""
        text = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
        with self._store.tx() as db:
            last = db.execute("SELECT id, digest FROM journal ORDER BY id DESC LIMIT 1").fetchone()
            number, before = last or (0, FIRST)
            digest = _digest(before, number + 1, now_ms, event, text)
            db.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?)", (number + 1, now_ms, event, text, digest))
            know_mark(db, "journal")
        note_mark(self._store.folder, "journal", number + 1)

    def head(self) -> str:
        """Return the newest digest: whoever keeps it elsewhere can prove later that no line was cut off."""
        row = self._store.row("SELECT digest FROM journal ORDER BY id DESC LIMIT 1")
        return row["digest"] if row else FIRST

    def verify(self) -> bool:
        """Whether every line stands as it was written, none missing between the first and the last."""
        return first_bad_line(self._store.rows("SELECT * FROM journal ORDER BY id")) == 0


def first_bad_line(lines: Iterable[Mapping[str, Any]]) -> int:
    """Return the number of the first line that is missing or not as it was written, 0 when all stand."""
    digest = FIRST
    for number, row in enumerate(lines, start=1):
        digest = _digest(digest, number, row["at_ms"], row["event"], row["detail"])
        if row["id"] != number or row["digest"] != digest:
            return number
    return 0


def _digest(before: str, number: int, at_ms: int, event: str, detail: str) -> str:
    return hashlib.sha256(json.dumps([before, number, at_ms, event, detail]).encode()).hexdigest()
