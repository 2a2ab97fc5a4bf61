"""Orders written down before they are put, so that a power cut between order and answer loses nothing.

They lie among the documents of the replica, under their person's claimant, locked to the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from offline_cache.claim import claimant, lock_receipt, unlock_receipt

if TYPE_CHECKING:
    from offline_cache.store import Store

__all__ = ["NotedOrders"]

_HEAD: Final = "order/"
_FIND: Final = "SELECT body FROM replica WHERE name LIKE ? AND etag = ? ORDER BY fetched_ms, name"
_PUT: Final = "INSERT OR IGNORE INTO replica (name, etag, body, fetched_ms) VALUES (?, ?, ?, ?)"


class NotedOrders:
    """Works on one Store with the device's secret. Methods raise StoreError."""

    def __init__(self, store: Store, secret: bytes) -> None:
        self._store, self._secret = store, secret

    def note(self, order_id: str, facts: bytes, number: str, now_ms: int) -> None:
        """Write an order down durably; the first note of an id stands."""
        locked = lock_receipt(facts, number, self._secret)
        with self._store.tx() as db:
            db.execute(_PUT, (f"{_HEAD}{order_id}", claimant(number, self._secret), locked, now_ms))

    def of(self, number: str) -> tuple[bytes, ...]:
        """Return the facts of this person's orders whose end was not seen, the oldest first."""
        rows = self._store.rows(_FIND, f"{_HEAD}%", claimant(number, self._secret))
        found = (unlock_receipt(row["body"], number, self._secret) for row in rows)
        return tuple(facts for facts in found if facts is not None)

    def settle(self, order_id: str) -> None:
        """Drop the note of an order whose end was seen."""
        with self._store.tx() as db:
            db.execute("DELETE FROM replica WHERE name = ?", (f"{_HEAD}{order_id}",))
