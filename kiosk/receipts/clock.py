"""How far the terminal's clock is from the centre's, and how long ago that was known; not knowing is an answer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline_cache.replica import Replica

__all__ = ["UNCOMPARED", "Clock", "keep_clock", "known_clock"]

_NAME = "clock"


@dataclass(frozen=True, slots=True)
class Clock:
    """`drift_s` is the terminal's time minus the centre's, in seconds, as compared `age_s` ago; both or neither None.

    None: never compared, or the comparison lies in what the clock now calls the future.
    """

    drift_s: int | None = None
    age_s: int | None = None


UNCOMPARED = Clock()


def keep_clock(replica: Replica, server_time: str, asked: dt.datetime, answered: dt.datetime) -> None:
    """Remember what the centre's clock said (ISO 8601 with its zone) between two aware moments of our own.

    A time that is none is not remembered. Raises StoreError.
    """
    try:
        theirs = dt.datetime.fromisoformat(server_time)
    except ValueError:
        return
    if theirs.tzinfo is None:
        return
    middle = asked + (answered - asked) / 2
    drift_s = round((middle - theirs).total_seconds())
    replica.keep(_NAME, "", json.dumps({"drift_s": drift_s}).encode(), int(answered.timestamp() * 1000))


def known_clock(replica: Replica, now: dt.datetime) -> Clock:
    """Return what is known at `now` (aware). Raises StoreError."""
    kept = replica.get(_NAME)
    if kept is None:
        return UNCOMPARED
    age_s = int(now.timestamp() * 1000 - kept.fetched_ms) // 1000
    return Clock(int(json.loads(kept.body)["drift_s"]), age_s) if age_s >= 0 else UNCOMPARED
