"""What is written down of an order before it is put, in the words of the inquiry; names in it are masked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.domain.inquiry import Inquiry
from offline_cache.noted_orders import NotedOrders

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.person import Identity
    from offline_cache.store import Store

__all__ = ["OrderNotes"]


class OrderNotes:
    """Works on one Store with the device's secret. Methods raise StoreError."""

    def __init__(self, store: Store, secret: bytes) -> None:
        self._notes = NotedOrders(store, secret)

    def note(self, order: Inquiry, identity: Identity, now: dt.datetime) -> None:
        """Write an order down durably."""
        facts = json.dumps({"kind": order.kind, "id": order.id, "what": dict(order.what)}, ensure_ascii=False)
        self._notes.note(order.id, facts.encode(), identity.number, int(now.timestamp() * 1000))

    def of(self, identity: Identity) -> tuple[Inquiry, ...]:
        """Return this person's orders whose end was not seen, the oldest first."""
        return tuple(Inquiry(**json.loads(facts), keep=True) for facts in self._notes.of(identity.number))

    def settle(self, order_id: str) -> None:
        """Drop the note of an order whose end was seen."""
        self._notes.settle(order_id)
