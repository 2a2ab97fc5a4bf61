"""The terminal's 办件台账 as it lies in the store: append-only rows, and their head in a file beside the database.

What must still be entered is noted in the transaction in which it becomes true, of the outbox, of what the centre told,
and of the print journal: what a power cut kept out comes with the next look, and none comes twice. After a recovery all
that can be read is noted again. What the rows say is the caller's business.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from offline_cache.durable import write_over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from offline_cache.store import Store

__all__ = ["HEAD_KNOWN", "Entry", "LedgerRows", "read_head"]

HEAD_KNOWN: Final = "marked.ledger"
"""The fact about the store that it has a head beside it, which offline_cache.mending misses when it is gone."""
_HEAD: Final = "ledger.head"
_OPEN: Final = """
    SELECT open.id, open.at_ms, open.row_id, open.event, own.item_id, coalesce(own.about, '')
    FROM ledger_open AS open
    LEFT JOIN outbox AS own ON own.case_id = substr(open.row_id, 1, instr(open.row_id || '/', '/') - 1)
    ORDER BY open.id LIMIT ?
"""
_ENTERED: Final = "SELECT 1 FROM ledger_row WHERE case_id = ? AND event = ? AND (at_ms = ? OR ?) LIMIT 1"
_ONCE: Final = frozenset({"received", "rated", "delivered"})
"""What happens to a row once, whatever the clock said when it was told again after a recovery."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: `at_ms` since 1970, `event` a word; `row_id` is that of the outbox, or the key of a print job.

    `item` (item@version) and `about` (JSON) are the outbox row's; `item` is None where there is no such row.
    """

    at_ms: int
    row_id: str
    event: str
    item: str | None
    about: str = ""


class LedgerRows:
    """The ledger of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waits(self) -> bool:
        """Return whether something happened that is not entered yet."""
        return bool(self._store.tuples("SELECT 1 FROM ledger_open LIMIT 1"))

    def enter(self, limit: int, make: Callable[[int, str, Entry], tuple[str, str] | None]) -> None:
        """Enter durably what happened, at most `limit` of it, oldest first and each once, in one transaction.

        `make` is given number and text of the newest row (0, "" before the first) and an entry; it returns text and
        seal of the next row, None where the ledger says nothing of it.
        """
        head: tuple[int, str] | None = None
        with self._store.writing():
            known = read_head(self._store.folder) is not None
        with self._store.tx() as db:
            if known:
                db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '')", (HEAD_KNOWN,))
            newest = db.execute("SELECT number, text FROM ledger_row ORDER BY number DESC LIMIT 1").fetchone()
            number, text = newest or (0, "")
            for seen, *happened in db.execute(_OPEN, (limit,)).fetchall():
                entry = Entry(*happened)
                db.execute("DELETE FROM ledger_open WHERE id = ?", (seen,))
                once = entry.event in _ONCE
                if db.execute(_ENTERED, (entry.row_id, entry.event, entry.at_ms, once)).fetchone():
                    continue
                if made := make(number, text, entry):
                    (text, seal), number = made, number + 1
                    row = (number, entry.row_id, entry.event, entry.at_ms, text)
                    db.execute("INSERT INTO ledger_row VALUES (?, ?, ?, ?, ?)", row)
                    head = (number, seal)
        if head:
            _note_head(self._store.folder, *head)

    def rows(self) -> list[tuple[int, str]]:
        """Return number and text of every row."""
        return self._store.tuples("SELECT number, text FROM ledger_row ORDER BY number")


def read_head(folder: Path) -> tuple[int, str] | None:
    """Return number and seal of a row that was surely written, None where none was noted or it is damaged itself.

    Raises OSError.
    """
    try:
        body = (folder / _HEAD).read_bytes()
    except FileNotFoundError:
        return None
    words = body.decode("ascii", "replace").split()
    if len(words) != len(("number", "seal", "sum")) or not words[0].isdigit():
        return None
    return (int(words[0]), words[1]) if _text(int(words[0]), words[1]) == body else None


def _note_head(folder: Path, number: int, seal: str) -> None:
    """Say how far it has come, after the commit and not synced: never ahead. A disk that refuses is no harm."""
    with contextlib.suppress(OSError):
        write_over(folder / _HEAD, _text(number, seal))


def _text(number: int, seal: str) -> bytes:
    said = f"{number:020d} {seal}"
    return f"{said} {hashlib.sha256(said.encode()).hexdigest()[:16]}\n".encode("ascii")
