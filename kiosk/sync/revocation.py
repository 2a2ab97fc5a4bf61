"""Whether the centre has shut this terminal out: remembered, so that cutting the line or the power does not help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.replica import Replica
from offline_cache.wiping import wipe_published

if TYPE_CHECKING:
    from kiosk.sync.feeds import Noting
    from offline_cache.store import Store

__all__ = ["Revocation"]

NAME = "revoked"
SHUT_OUT = b"shut out"


class Revocation:
    """Of one Store. Methods raise StoreError."""

    def __init__(self, store: Store, note: Noting) -> None:
        self._store, self._replica, self._note = store, Replica(store), note

    @property
    def stands(self) -> bool:
        """Whether this terminal is shut out."""
        kept = self._replica.get(NAME)
        return kept is not None and kept.body == SHUT_OUT

    def begin(self, now_ms: int) -> None:
        """Wipe what the centre published; what waits for it stays, sealed."""
        if not self.stands:
            wipe_published(self._store)
            self._replica.keep(NAME, "", SHUT_OUT, now_ms)
            self._note("device-revoked")

    def end(self, now_ms: int) -> None:
        """Be let in again."""
        if self.stands:
            self._replica.keep(NAME, "", b"", now_ms)
            self._note("device-admitted")
