"""How much may wait for the centre, and when to say so: a terminal that is full says no before a citizen begins.

Only cases have limits that a person meets. The other lanes are bounded by number, so that none takes a case's room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.errors import OutboxFull
from offline_cache.rows_sql import OLDEST

if TYPE_CHECKING:
    from offline_cache.rows import Lane
    from offline_cache.store import Store

__all__ = ["DAY_MS", "Limits", "Load", "load_of", "refuse_when_full"]

DAY_MS = 86_400_000
BELIEVED_DAYS = 365  # what looks older was stamped by a wrong clock, or is looked at by one: it stops nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be unsent at once. `others` is the number of rows in each lane that is no case."""

    cases: int = 2_000
    bytes: int = 2 << 30
    days: int = 30
    others: int = 20_000
    warn: float = 0.8


@dataclass(frozen=True, slots=True)
class Load:
    """How full the outbox is: `share` of the nearest limit, 1 and more where nothing new is taken."""

    cases: int
    bytes: int
    oldest_ms: int
    share: float
    warn: bool

    @property
    def full(self) -> bool:
        """Whether a new case is refused."""
        return self.share >= 1


def load_of(store: Store, limits: Limits, now_ms: int, lane: Lane = "case") -> Load:
    """Measure what is unsent of a lane: queued, held and dead rows. `now_ms` is the wall clock. Raises StoreError."""
    sql = "SELECT sum(n), sum(bytes) FROM outbox_counts WHERE lane = ? AND state IN ('queued', 'held', 'dead')"
    rows, size = (found or 0 for found in store.tuples(sql, (lane,))[0])
    oldest = store.tuples(f"{OLDEST} AND created_ms > ?", (lane, now_ms - BELIEVED_DAYS * DAY_MS))[0][0]
    age_ms = max(0, now_ms - oldest) if oldest is not None else 0
    if lane != "case":
        return Load(rows, size, age_ms, rows / limits.others, rows >= limits.others * limits.warn)
    share = max(rows / limits.cases, size / limits.bytes, age_ms / (limits.days * DAY_MS))
    return Load(rows, size, age_ms, share, share >= limits.warn)


def refuse_when_full(store: Store, limits: Limits, now_ms: int, lane: Lane = "case") -> None:
    """Raise OutboxFull when a lane is at its limit, or when the room kept for a full disk is used up; StoreError."""
    if not store.ballast.keep():
        raise OutboxFull("the disk is full")
    if load_of(store, limits, now_ms, lane).full:
        raise OutboxFull("the outbox is at its limit")
