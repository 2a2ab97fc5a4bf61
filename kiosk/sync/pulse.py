"""The heartbeat: how this terminal is, and what the centre misses of it (the gap report)."""

from __future__ import annotations

import importlib.metadata
import os
from typing import TYPE_CHECKING

from kiosk.gateway.port import Pulse
from offline_cache.gaps import Gaps
from offline_cache.ledger_rows import read_head
from offline_cache.outbox import Outbox

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kiosk.gateway.port import StoreGaps
    from kiosk.sync.feeds import Noting
    from offline_cache.store import Store

__all__ = ["Heart"]

MOST_COUNTED = 99_999


class Heart:
    """Of one Store. Methods raise StoreError."""

    def __init__(self, store: Store, note: Noting) -> None:
        self._store, self._note = store, note
        self._outbox, self._gaps = Outbox(store), Gaps(store)
        self._told: dict[str, int] = {}

    def beat(self, now: dt.datetime, has: Mapping[str, str]) -> Pulse:
        """Return how this terminal is. `has` are the tags of what it has; `now` is aware."""
        counts = self._outbox.counts()
        with self._store.writing():
            disk = os.statvfs(self._store.folder)
            ledger = read_head(self._store.folder)
        return Pulse(
            stores={self._gaps.store_id: self._gaps.highest},
            has=has,
            settled=counts.get("accepted", 0) + counts.get("rejected", 0) + counts.get("closed", 0),
            queued=counts.get("queued", 0),
            dead=counts.get("dead", 0) + counts.get("held", 0),
            oldest_s=int(self._outbox.oldest_age_s(int(now.timestamp() * 1000))),
            disk_free_bytes=disk.f_bavail * disk.f_frsize,
            clock=now.isoformat(),
            program=_program(),
            ledger=ledger,
        )

    def heed(self, stores: Iterable[StoreGaps]) -> None:
        """Send again what lies here; raise an alarm for what does not, and for numbers that came as two things.

        An alarm is raised again only when its count has changed.
        """
        for gaps in stores:
            if gaps.store_id == self._gaps.store_id:
                self._alarm("centre-misses", self._gaps.hurry(gaps.missing))
                self._alarm("numbers-reused", len(gaps.reused))

    def _alarm(self, event: str, count: int) -> None:
        if count and count != self._told.get(event):
            self._note(event, str(min(count, MOST_COUNTED)))
        self._told[event] = count


def _program() -> str:
    try:
        return f"kiosk {importlib.metadata.version('kiosk')}"
    except importlib.metadata.PackageNotFoundError:  # run from a checkout
        return "kiosk"
