"""The terminal's 办件台账 as it lies in the store: append-only rows, and their head in a file beside the database.

What must still be entered is read from the outbox, from what the centre told, and from the print journal: an entry
that a power cut kept out comes with the next look, and none comes twice. What the rows say is the caller's business.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from offline_cache.durable import write_over

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from offline_cache.store import Store

__all__ = ["HEAD_KNOWN", "Entry", "LedgerRows", "read_head"]

HEAD_KNOWN: Final = "marked.ledger"
"""The fact about the store that it has a head beside it, which offline_cache.mending misses when it is gone."""
_HEAD: Final = "ledger.head"
_OPEN: Final = """
    SELECT at_ms, case_id, item_id, event FROM (
        SELECT created_ms AS at_ms, case_id, item_id, 'received' AS event FROM outbox WHERE lane = 'case'
        UNION ALL
        SELECT settled_ms, case_id, item_id, 'delivered' FROM outbox
        WHERE lane = 'case' AND state = 'accepted' AND settled_ms IS NOT NULL
        UNION ALL
        SELECT at_us / 1000, case_id, item_id, case_status.state FROM case_status JOIN outbox USING (case_id)
        WHERE case_status.state <> 'received'
        UNION ALL
        SELECT at_ms, case_id, item_id, CASE print_move.state WHEN 'TAKEN' THEN 'taken' ELSE 'printed' END
        FROM print_move JOIN outbox ON case_id = key WHERE print_move.state IN ('CONFIRMED', 'TAKEN')
    ) AS happened
    WHERE NOT EXISTS (
        SELECT 1 FROM ledger_row WHERE ledger_row.case_id = happened.case_id AND ledger_row.event = happened.event
        AND (ledger_row.at_ms = happened.at_ms OR happened.event IN ('received', 'delivered'))
    )
    ORDER BY at_ms, event <> 'received' LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a case of this terminal: `at_ms` since 1970, `item` as item@version, `event` a word."""

    at_ms: int
    case_id: str
    item: str
    event: str


class LedgerRows:
    """The ledger of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_entries(self, limit: int) -> list[Entry]:
        """Return what happened and is not entered yet, oldest first."""
        return [Entry(*row) for row in self._store.tuples(_OPEN, (limit,))]

    def append(self, entries: Sequence[Entry], make: Callable[[int, str, Entry], tuple[str, str]]) -> None:
        """Enter these durably, in one transaction.

        `make` is given number and text of the newest row (0, "" before the first) and an entry; it returns text and
        seal of the next row.
        """
        head: tuple[int, str] | None = None
        with self._store.writing():
            known = read_head(self._store.folder) is not None
        with self._store.tx() as db:
            if known:
                db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '')", (HEAD_KNOWN,))
            newest = db.execute("SELECT number, text FROM ledger_row ORDER BY number DESC LIMIT 1").fetchone()
            number, text = newest or (0, "")
            for entry in entries:
                text, seal = make(number, text, entry)
                number += 1
                row = (number, entry.case_id, entry.event, entry.at_ms, text)
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
