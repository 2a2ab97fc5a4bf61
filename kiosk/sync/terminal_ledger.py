"""The terminal's own 办件台账: what became of the cases that were handed in here, sealed row by row (F47, F48)."""

from __future__ import annotations

import contextlib
import datetime as dt
import hmac
import json
import re
from dataclasses import replace
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
_OURS: Final = frozenset({"received", "rated", "delivered", "printed", "taken"})
_FIRST: Final = frozenset({"received", "rated"})
_PAPERS: Final = frozenset({"printed", "taken"})
_WHOSE: Final = ("case_id", "item_id")
_STAND_IN: Final = "received"
_EVENTS: Final = {"processing": "resumed"}
_ID: Final = re.compile("[0-9a-f]{8}-")


class TerminalLedger:
    """Of one Store; the key is the device's own, made from its `secret`. Methods raise StoreError."""

    def __init__(self, store: Store, secret: bytes, terminal_id: str) -> None:
        self._store, self._rows, self._terminal_id = store, LedgerRows(store), terminal_id
        self._key = hmac.digest(secret, _PURPOSE, "sha256")
        self._next_ms = 0

    def look(self, now_ms: int) -> None:
        """Enter what has happened since, once a minute at most; what a recovery noted anew, part by part at once."""
        if not self._next_ms - _EVERY_MS <= now_ms < self._next_ms:
            self._next_ms = now_ms + _EVERY_MS
            if self.enter() and self._rows.waits():
                self._next_ms = now_ms

    def enter(self) -> bool:
        """Enter what has happened since, a few hundred events at most, and return whether there was anything.

        On a full disk that waits for the next look.
        """
        with contextlib.suppress(StoreFull):
            if self._rows.waits():
                self._rows.enter(_AT_ONCE, self._made)
                return True
        return False

    def enter_all(self) -> None:
        """Enter all that has happened since. Raises StoreError, on a full disk too."""
        while self._rows.waits():
            self._rows.enter(_AT_ONCE, self._made)

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

    def _made(self, number: int, newest: str, entry: Entry) -> tuple[str, str] | None:
        about = json.loads(entry.about or "{}")
        if entry.event == "rated" and not about:  # of an earlier release, which did not note what was rated
            return None
        told = about if entry.event in _FIRST else {name: about[name] for name in _WHOSE if name in about}
        whose = entry.row_id.partition("/")[0] if entry.item is not None else ""
        row = LedgerRow(
            at=dt.datetime.fromtimestamp(entry.at_ms / 1000, OFFICE_ZONE).isoformat(timespec="milliseconds"),
            case_id=whose,
            item_id=(entry.item or "").partition("@")[0],
            event=cast("Event", _EVENTS.get(entry.event, entry.event)),
            actor=self._terminal_id if entry.event in _OURS else "centre",
            rule=_paper(entry) if entry.event in _PAPERS else "",
        )
        done = sealed(replace(row, **told), _before(number, newest), self._key)
        return to_text(done), done.seal


def _paper(entry: Entry) -> str:
    """Return which paper was printed: of a case its receipt or a notice, else the kind that its key begins with."""
    head, _, tail = entry.row_id.partition("/")
    return (tail or "receipt") if entry.item is not None or _ID.match(head) else head


def _before(number: int, text: str) -> LedgerRow | None:
    """Return the row that the next one follows; where it was garbled, a stand-in under its number."""
    if not number:
        return None
    known = read_row(number, text)
    return known or LedgerRow(number=number, at="", case_id="", item_id="", event=_STAND_IN, actor="")
