"""What travels by hand: the rows that still have to be delivered, and the batches whose answers are in effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from offline_cache.replica import Replica
from offline_cache.rows import Enclosed, Queued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from offline_cache.store import Store

__all__ = ["MOST_SEEN", "Carried"]

MOST_SEEN = 200
_PAGE = 50
_SEEN = "batch-seen/"  # names of replica documents: they share its fate, and a lost one costs a repetition
_ROW = "SELECT case_id, lane, seq, envelope, sealed_sha256, attempts FROM outbox"
_LANES = "('case', 'rating', 'telemetry')"
_WAITING = f"{_ROW} WHERE state = 'queued' AND lane IN {_LANES} AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"


class Carried:
    """Over one Store. Methods raise StoreError; none of them changes a row."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._replica = Replica(store)

    def highest(self) -> int:
        """Return the highest number of the device's sequence, 0 when nothing was ever filed."""
        found = self._store.tuples("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
        return int(found[0][0]) if found else 0

    def waiting(self, until: int) -> Iterator[Queued]:
        """Yield the rows that have to be delivered up to this number, due or not, in the order of the sequence.

        A row whose envelope is lost has none (b"").
        """
        after = 0
        while page := self._store.tuples(_WAITING, (after, until, _PAGE)):
            yield from map(self._queued, page)
            after = page[-1][2]

    def waiting_ids(self) -> list[str]:
        """Return the case ids of the rows that have to be delivered, in the order of the sequence."""
        sql = f"SELECT case_id FROM outbox WHERE state = 'queued' AND lane IN {_LANES} ORDER BY seq"  # noqa: S608 - our own lanes
        return [case_id for (case_id,) in self._store.tuples(sql)]

    def unsent(self, case_id: str) -> Queued | None:
        """Return a row that the centre does not have, in trouble or not."""
        found = self._store.tuples(f"{_ROW} WHERE case_id = ? AND state NOT IN ('accepted', 'closed')", (case_id,))
        return self._queued(found[0]) if found else None

    def state(self, case_id: str) -> tuple[str, str] | None:
        """Return state and envelope's digest of a row, None when there is none."""
        found = self._store.tuples("SELECT state, sealed_sha256 FROM outbox WHERE case_id = ?", (case_id,))
        return found[0] if found else None

    def see(self, batch_id: str, sha256: str, now_ms: int) -> None:
        """Write down that all of a batch (by its manifest's digest) is in effect; the oldest notes are forgotten."""
        self._replica.keep(f"{_SEEN}{batch_id}", sha256, b"", now_ms)
        old = "SELECT name FROM replica WHERE name LIKE ? ORDER BY rowid DESC LIMIT -1 OFFSET ?"
        with self._store.tx() as db:
            db.execute(f"DELETE FROM replica WHERE name IN ({old})", (f"{_SEEN}%", MOST_SEEN))  # noqa: S608 - our own

    def seen(self) -> dict[str, str]:
        """Return the digests of the batches that are in effect, by their ids."""
        found = self._store.tuples("SELECT name, etag FROM replica WHERE name LIKE ? ORDER BY name", (f"{_SEEN}%",))
        return {name.removeprefix(_SEEN): etag for name, etag in found}

    def _queued(self, row: tuple[Any, ...]) -> Queued:
        case_id, lane, seq, envelope, digest, attempts = row
        if not envelope:  # a recovered row: its second copy is the only one
            with self._store.writing():
                copy = self._store.copies.read(case_id)
            envelope = copy.envelope if copy and copy.sealed_sha256 == digest else b""
        found = self._store.tuples("SELECT sha256, size FROM enclosure WHERE case_id = ?", (case_id,))
        return Queued(case_id, lane, seq, envelope, digest, attempts, tuple(Enclosed(*one) for one in found))
