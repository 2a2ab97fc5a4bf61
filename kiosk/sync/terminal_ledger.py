"""The terminal's own 办件台账: what became of the cases that were handed in here, sealed row by row (F47, F48)."""

from __future__ import annotations

import contextlib
import datetime as dt
import hmac
from typing import TYPE_CHECKING, Final, cast

from kiosk.domain.ledger import LedgerRow, broken_texts, read_row, sealed, to_text
from kiosk.domain.rules.deadlines import OFFICE_ZONE
from offline_cache.errors import StoreFull
from offline_cache.ledger_rows import LedgerRows, read_head

if TYPE_CHECKING:
    from kiosk.domain.ledger import Event
    from offline_cache.ledger_rows import Entry
    from offline_cache.store import Store

__all__ = ["TerminalLedger"]

_AT_ONCE: Final = 200
_EVERY_MS: Final = 60_000
_PURPOSE: Final = b"kiosk.ledger-key/1"
_OURS: Final = frozenset({"received", "delivered", "printed", "taken"})
_STAND_IN: Final = "received"
_EVENTS: Final = {"processing": "resumed"}


class TerminalLedger:
    """Of one Store; the key is the device's own, made from its `secret`. Methods raise StoreError."""

    def __init__(self, store: Store, secret: bytes, terminal_id: str) -> None:
        self._store, self._rows, self._terminal_id = store, LedgerRows(store), terminal_id
        self._key = hmac.digest(secret, _PURPOSE, "sha256")
        self._next_ms = 0

    def look(self, now_ms: int) -> None:
        """Enter what has happened since, once a minute at most."""
        if not self._next_ms - _EVERY_MS <= now_ms < self._next_ms:
            self._next_ms = now_ms + _EVERY_MS
            self.enter()

    def enter(self) -> None:
        """Enter what has happened since; on a full disk that waits for the next look."""
        with contextlib.suppress(StoreFull):
            if entries := self._rows.open_entries(_AT_ONCE):
                self._rows.append(entries, self._made)

    def rows(self) -> list[LedgerRow]:
        """Return the ledger; a row that cannot be read is left out, and named by `broken`."""
        found = (read_row(*kept) for kept in self._rows.rows())
        return [row for row in found if row is not None]

    def head(self) -> tuple[int, str] | None:
        """Return number and seal of the newest row: whoever keeps them elsewhere proves that none was cut off."""
        rows = self.rows()
        return (rows[-1].number, rows[-1].seal) if rows else None

    def broken(self, head: tuple[int, str] | None = None) -> list[int]:
        """Return the number of every row that was altered or is missing.

        Up to the `head` that somebody else kept, else the one beside the database.
        """
        if head is None:
            with self._store.writing():
                head = read_head(self._store.folder)
        return broken_texts(self._rows.rows(), self._key, head)

    def _made(self, number: int, newest: str, entry: Entry) -> tuple[str, str]:
        row = LedgerRow(
            at=dt.datetime.fromtimestamp(entry.at_ms / 1000, OFFICE_ZONE).isoformat(timespec="milliseconds"),
            case_id=entry.case_id,
            item_id=entry.item.partition("@")[0],
            event=cast("Event", _EVENTS.get(entry.event, entry.event)),
            actor=self._terminal_id if entry.event in _OURS else "centre",
        )
        done = sealed(row, _before(number, newest), self._key)
        return to_text(done), done.seal


def _before(number: int, text: str) -> LedgerRow | None:
    """Return the row that the next one follows; where it was garbled, a stand-in under its number."""
    if not number:
        return None
    known = read_row(number, text)
    return known or LedgerRow(number=number, at="", case_id="", item_id="", event=_STAND_IN, actor="")
