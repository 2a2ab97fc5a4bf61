"""Numbers of this terminal that the centre misses, held against what lies here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["Gaps"]

_KNOWN: Final = "SELECT count(*) FROM outbox WHERE seq BETWEEN ? AND ? AND state <> 'accepted'"
_HURRY: Final = """
    UPDATE outbox SET next_ms = min(attempts, 3) WHERE seq BETWEEN ? AND ? AND state = 'queued' AND next_ms > 3
"""


class Gaps:
    """Of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def store_id(self) -> str:
        """Under which name the centre counts these numbers."""
        return self._store.store_id

    @property
    def highest(self) -> int:
        """The highest number that was ever given out here."""
        found = self._store.tuples("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
        return int(found[0][0]) if found else 0

    def hurry(self, ranges: Iterable[tuple[int, int]]) -> int:
        """Make due what waits here and is missing there, (first, last) each; return how many numbers nothing holds.

        Those were accepted once, or purged since: the centre has lost them. What a technician must look at is held.
        """
        lost, highest = 0, self.highest
        clipped = [(max(first, 1), min(last, highest)) for first, last in ranges]
        for first, last in (one for one in clipped if one[0] <= one[1]):
            self._store.must(partial(_hurry, place=(first, last)))
            lost += last - first + 1 - int(self._store.tuples(_KNOWN, (first, last))[0][0])
        return lost


def _hurry(db: Database, place: tuple[int, int]) -> None:
    db.execute(_HURRY, place)
