"""What the terminal's memory needs now and then: order after a start, alarms in time, what is old removed.

Each step is short, so that a citizen who comes between two does not wait. An alarm is noted once as it comes; what
stands is kept with the store, whatever restarts come (`store check` tells it with the remedy).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from offline_cache.alarms import Alarms
from offline_cache.errors import StoreError
from offline_cache.legal_clock import THRESHOLDS, overdue
from offline_cache.limits import load_of, refuse_when_full
from offline_cache.mending import forget_mended, mended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.audit import Audit
    from offline_cache.limits import Limits
    from offline_cache.outbox import Outbox
    from offline_cache.store import Store

__all__ = ["EVERY_S", "FAULTS", "Upkeep"]

EVERY_S = 3600.0
MOST_TOLD = 99_999
LEAST_FREE = 512 << 20  # bytes; below, somebody should look before the ballast is needed
FAULTS: Final = {
    **{event: "case-overdue" for _, event in THRESHOLDS},
    "outbox-filling": "outbox-filling",
    "outbox-full": "outbox-full",
    "disk-low": "disk-low",
    "ballast-spent": "store-full",
    "store-quarantined": "store-broken",
}
"""Where the remedy for each alarm is told: audit event to key of config/faults.toml."""


class Upkeep:
    """Works on one Store, in the thread that files. `limits` are asked for each time; `clock` is monotonic seconds."""

    def __init__(
        self, store: Store, outbox: Outbox, audit: Audit, limits: Callable[[], Limits], clock: Callable[[], float]
    ) -> None:
        self._store, self._outbox, self._audit, self._limits, self._clock = store, outbox, audit, limits, clock
        self._alarms = Alarms(store)
        self._parts: Iterator[None] | None = None
        self._swept = ""
        self._next_s = 0.0

    def tell(self) -> None:
        """Note what was found when the store was opened and mended since. Raises StoreError."""
        self._note("store-quarantined", self._store.quarantined)
        for what, count in mended(self._store).items():
            self._audit.note("store-mended", what, count=str(min(count, MOST_TOLD)))
            forget_mended(self._store, what)

    def step(self, now_ms: int) -> bool:
        """Do a short part of what is due; return whether more waits. `now_ms` is the wall clock. Raises StoreError."""
        if self._parts is None and self._swept != self._generation():
            self._swept = self._generation()
            self._parts = self._outbox.sweeping()
        if self._parts is not None:
            try:
                next(self._parts)
            except StopIteration:
                self._parts = None
                self.tell()
            except StoreError:
                self._parts = None
                raise
            return True
        if self._clock() < self._next_s:
            return False
        self._next_s = self._clock() + EVERY_S
        self._look(now_ms)
        return False

    def rest(self) -> None:
        """In the quiet after a case. Raises StoreError."""
        self._outbox.rest()

    def refusal(self, now_ms: int) -> str:
        """Return why no new case is taken now, a key of config/faults.toml; "" when it is."""
        try:
            refuse_when_full(self._store, self._limits(), now_ms)
        except StoreError as why:
            return why.code
        return ""

    def _look(self, now_ms: int) -> None:
        self.tell()
        late = {one.event: one.cases for one in overdue(self._store, now_ms)}
        for _, event in THRESHOLDS:
            self._note(event, "yes" if event in late else "", str(late.get(event, "")))
        load = load_of(self._store, self._limits(), now_ms)
        self._note("outbox-filling", "yes" if load.warn else "", str(load.cases))
        self._note("outbox-full", "yes" if load.full else "", str(load.cases))
        self._note("ballast-spent", "" if self._store.ballast.keep() else "yes")
        with self._store.writing():
            found = os.statvfs(self._store.folder)
        self._note("disk-low", "yes" if found.f_bavail * found.f_frsize < LEAST_FREE else "")
        removed = self._outbox.purge(now_ms)
        if removed:
            self._audit.note("personal-data-purged", str(removed))

    def _note(self, event: str, value: str, detail: str = "") -> None:
        if self._alarms.crossed(event, value):
            self._audit.note(event, detail)

    def _generation(self) -> str:
        """Tell stores apart that were rebuilt: each is swept once."""
        return f"of {self._store.quarantined}"
