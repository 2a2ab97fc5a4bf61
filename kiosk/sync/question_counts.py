"""Keeping count of opened answers, and queueing what a day has for the centre: one sealed row a day at most."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.tallies import Tally, closed, counted
from kiosk.sync.errors import SealKeyMissing
from offline_cache.case_numbers import tally_id
from offline_cache.errors import StoreError
from offline_cache.replica import Replica
from offline_cache.rows import Parcel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from offline_cache.outbox import Outbox
    from offline_cache.rows import Numbers
    from offline_cache.store import Store

__all__ = ["QuestionCounts"]

SCHEMA: Final = "kiosk.tally/1"
NAME: Final = "question-counts"


class QuestionCounts:
    """Works on one Store, in the thread that files. `sealing` returns what seals a body to the centre's present key.

    The row is committed before its counts are put away, under an id of its day: a power cut between the two repeats
    the same row, which the outbox knows. Neither tells a time of day.
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        sealing: Callable[[dt.datetime], Callable[[Mapping[str, Any], Numbers], bytes]],
    ) -> None:
        self._store, self._outbox, self._sealing = store, outbox, sealing
        self._kept = Replica(store)
        self._day = ""

    def count(self, item_id: str, question_id: str, now: dt.datetime) -> None:
        """Count one opening; `now` is in the terminal's own zone. Raises StoreError, SealKeyMissing."""
        self._keep(counted(self._today(now), item_id, question_id))

    def look(self, now: dt.datetime) -> None:
        """Close the day when it is over; called again and again, and what is in the way now is tried again."""
        if now.date().isoformat() != self._day:
            with contextlib.suppress(StoreError, SealKeyMissing):
                self._today(now)

    def _today(self, now: dt.datetime) -> Tally:
        kept = self._kept.get(NAME)
        tally = _read(kept.body) if kept else Tally()
        today = now.date().isoformat()
        if tally.day != today:
            after, told = closed(tally, today)
            if told:
                self._send(tally.day, told, now)
            self._keep(after)
            tally = after
        self._day = today
        return tally

    def _send(self, day: str, told: Mapping[tuple[str, str], int], now: dt.datetime) -> None:
        dawn = now.replace(hour=0, minute=0, second=0, microsecond=0)
        seal = self._sealing(dawn)
        counts = [{"item": item, "question": question, "count": n} for (item, question), n in sorted(told.items())]
        body = {"schema": SCHEMA, "day": day, "counts": counts}
        row_id = tally_id(self._store.store_id, day)
        self._outbox.send("telemetry", row_id, created=dawn, pack=lambda numbers: Parcel(seal(body, numbers), "tally"))

    def _keep(self, tally: Tally) -> None:
        self._kept.keep(NAME, "", _write(tally), 0)  # no moment: it would be that of somebody's tap


def _write(tally: Tally) -> bytes:
    counts = [[item, question, count] for (item, question), count in tally.counts.items()]
    return json.dumps({"day": tally.day, "told": tally.told, "counts": counts}).encode()


def _read(body: bytes) -> Tally:
    kept = json.loads(body)
    return Tally(kept["day"], kept["told"], {(item, question): count for item, question, count in kept["counts"]})
