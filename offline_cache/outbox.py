"""Everything the citizen handed in and the centre must get. A submission is true when its row commits.

queued ──→ accepted   the centre has it, proven by an answer that names it
       ├─→ rejected   the centre will not have it, with a reason for the citizen
       └─→ dead       the centre cannot read it; a technician must look
There is no durable "sending": what was under way when the power went is simply still queued, and safe to repeat.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from offline_cache.blobs import Blobs
from offline_cache.case_numbers import query_code, receipt_no
from offline_cache.rows import Enclosed, FiledRow, Numbers, Queued

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from sqlite_utils import Database

    from offline_cache.rows import Lane, Parcel
    from offline_cache.store import Store

__all__ = ["LONGEST_WAIT_MS", "Outbox"]

LONGEST_WAIT_MS = 3_600_000  # a row due later than this was postponed by a clock that has since been put right
COUNTS_A_GENERATION = 1000  # after a quarantine the day's counter starts afresh, clear of the numbers already given

DUE = """
    SELECT case_id, lane, seq, envelope, sealed_sha256, attempts FROM outbox
    WHERE state = 'queued' AND lane = ? AND (next_ms <= ? OR next_ms > ?) ORDER BY attempts, seq LIMIT ?
"""
ONE = """
    SELECT case_id, lane, seq, envelope, sealed_sha256, attempts FROM outbox WHERE state = 'queued' AND case_id = ?
"""
OF_CLAIMANT = """
    SELECT case_id, item_id, receipt_no, state, created_ms, receipt_sealed, answer FROM outbox
    WHERE claimant = ? AND lane = 'case' ORDER BY seq DESC
"""
POSTPONE = """
    UPDATE outbox SET attempts = attempts + 1, last_code = ?, next_ms = ? WHERE case_id = ? AND state = 'queued'
"""
OWN_ENCLOSURES = """
    SELECT sha256 FROM enclosure GROUP BY sha256 HAVING count(*) = 1 AND max(case_id) = ?
"""
SETTLE = "UPDATE outbox SET state = ?, last_code = ?, settled_ms = ? WHERE case_id = ? AND state = 'queued'"


class Outbox:
    """The outbox of one Store. Every method raises StoreError; what did not return did not happen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._blobs = Blobs(store.folder / "blobs")

    def file(
        self,
        case_id: str,
        *,
        terminal_id: str,
        filed: dt.datetime,
        ciphertexts: Sequence[bytes],
        pack: Callable[[Numbers], Parcel],
    ) -> Numbers:
        """Commit a case in one transaction; when this returns, the submission is true.

        Enclosures are on the disk before the row is. `pack` seals what it is given numbers for; `filed` is aware and
        in the terminal's own zone.
        """
        with self._store.tx() as db:
            enclosed = [Enclosed(self._blobs.put(body), len(body)) for body in ciphertexts]
            day = filed.date()
            count = self._next_count(db, day)
            numbers = Numbers(
                self._next_seq(db), self._store.store_id, case_id, receipt_no(terminal_id, day, count), query_code()
            )
            self._insert(db, "case", numbers, pack(numbers), filed)
            db.execute(
                "UPDATE outbox SET receipt_day = ?, receipt_count = ? WHERE case_id = ?", (str(day), count, case_id)
            )
            for one in enclosed:
                db.execute("INSERT INTO enclosure VALUES (?, ?, ?)", (case_id, one.sha256, one.size))
        return numbers

    def rate(self, rating_id: str, *, created: dt.datetime, pack: Callable[[Numbers], Parcel]) -> None:
        """Commit a rating; the first one under this id stands."""
        with self._store.tx() as db:
            if db.execute("SELECT 1 FROM outbox WHERE case_id = ?", (rating_id,)).fetchone() is None:
                numbers = Numbers(self._next_seq(db), self._store.store_id, rating_id)
                self._insert(db, "rating", numbers, pack(numbers), created)

    def due(self, lane: Lane, now_ms: int, limit: int = 20) -> list[Queued]:
        """Return what may be tried now (`now_ms` since 1970), what failed least first: no bad row stands in front."""
        found = self._store.rows(DUE, lane, now_ms, now_ms + LONGEST_WAIT_MS, limit)
        return [self._queued(row) for row in found]

    def queued(self, case_id: str) -> Queued | None:
        """Return this row if it still has to be delivered, due or not."""
        row = self._store.row(ONE, case_id)
        return self._queued(row) if row else None

    def next_due_ms(self) -> int | None:
        """Return when the next row wants to be tried, None when nothing waits."""
        row = self._store.row("SELECT min(next_ms) AS due FROM outbox WHERE state = 'queued'")
        return row["due"] if row else None

    def body(self, enclosed: Enclosed) -> bytes:
        """Return a ciphertext to send. Raises OSError."""
        return self._blobs.read(enclosed.sha256)

    def accepted(self, case_id: str, answer: Mapping[str, str], now_ms: int) -> None:
        """Keep the centre's answer and forget what was sent: the centre has it now."""
        text = json.dumps(dict(answer), ensure_ascii=False)
        with self._store.tx() as db:
            if not db.execute(SETTLE, ("accepted", "", now_ms, case_id)).rowcount:
                return
            db.execute("UPDATE outbox SET answer = ?, envelope = x'' WHERE case_id = ?", (text, case_id))
            gone = [name for (name,) in db.execute(OWN_ENCLOSURES, (case_id,))]
            db.execute("DELETE FROM enclosure WHERE case_id = ?", (case_id,))
        self._blobs.drop(gone)

    def rejected(self, case_id: str, code: str, now_ms: int) -> None:
        """Record that the centre will not have it; everything is kept until a person has seen why."""
        with self._store.tx() as db:
            db.execute(SETTLE, ("rejected", code, now_ms, case_id))

    def dead(self, case_id: str, code: str, now_ms: int) -> None:
        """Record that the centre cannot read it; everything is kept for the technician."""
        with self._store.tx() as db:
            db.execute(SETTLE, ("dead", code, now_ms, case_id))

    def postpone(self, case_id: str, code: str, next_ms: int) -> None:
        """Record one attempt in vain; try again at `next_ms`."""
        with self._store.tx() as db:
            db.execute(POSTPONE, (code, next_ms, case_id))

    def wake(self) -> None:
        """Make everything that waits due now: the line is back."""
        with self._store.tx() as db:
            db.execute("UPDATE outbox SET next_ms = 0 WHERE state = 'queued' AND next_ms > 0")

    def find(self, claimant: str) -> list[FiledRow]:
        """Return the cases of one person, newest first."""
        found = self._store.rows(OF_CLAIMANT, claimant)
        return [FiledRow(**{**row, "answer": json.loads(row["answer"] or "{}")}) for row in found]

    def answer(self, case_id: str) -> dict[str, str]:
        """Return what the centre answered to this case, empty when nothing yet."""
        row = self._store.row("SELECT answer FROM outbox WHERE case_id = ?", case_id)
        answer: dict[str, str] = json.loads(row["answer"] or "{}") if row else {}
        return answer

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        found = self._store.rows("SELECT state, count(*) AS n FROM outbox GROUP BY state")
        return {row["state"]: row["n"] for row in found}

    def depth(self) -> int:
        """Return how many rows still have to be delivered."""
        return self.counts().get("queued", 0)

    def oldest_age_s(self, now_ms: int) -> float:
        """Return how long the oldest undelivered row has waited, in seconds; 0 when nothing waits."""
        row = self._store.row("SELECT min(created_ms) AS oldest FROM outbox WHERE state = 'queued'")
        oldest = row["oldest"] if row else None
        return 0.0 if oldest is None else max(0.0, (now_ms - oldest) / 1000)

    def sweep(self) -> int:
        """At start-up, before anybody files: remove ciphertexts that no row needs; return how many."""
        return self._blobs.sweep({row["sha256"] for row in self._store.rows("SELECT sha256 FROM enclosure")})

    def _queued(self, row: dict[str, Any]) -> Queued:
        found = self._store.rows("SELECT sha256, size FROM enclosure WHERE case_id = ?", row["case_id"])
        return Queued(**row, enclosures=tuple(Enclosed(**one) for one in found))

    def _next_seq(self, db: Database) -> int:
        row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return row[0] + 1 if row else 1

    def _next_count(self, db: Database, day: dt.date) -> int:
        row = db.execute("SELECT max(receipt_count) FROM outbox WHERE receipt_day = ?", (str(day),)).fetchone()
        highest: int = row[0] or self._store.generation * COUNTS_A_GENERATION
        return highest + 1

    def _insert(self, db: Database, lane: Lane, numbers: Numbers, parcel: Parcel, created: dt.datetime) -> None:
        row = {
            "seq": numbers.seq,
            "case_id": numbers.case_id,
            "lane": lane,
            "item_id": parcel.item_id,
            "created_ms": int(created.timestamp() * 1000),
            "envelope": parcel.envelope,
            "sealed_sha256": hashlib.sha256(parcel.envelope).hexdigest(),
            "state": "queued",
            "receipt_no": numbers.receipt_no or None,
            "claimant": parcel.claimant,
            "receipt_sealed": parcel.receipt_sealed,
        }
        db.table("outbox").insert(row)
