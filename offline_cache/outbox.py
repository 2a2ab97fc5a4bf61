"""Everything the citizen handed in and the centre must get. A submission is true when its row commits.

queued ──→ accepted   the centre has it, proven by an answer that names it
       ├─→ rejected   the centre will not have it, with a reason for the citizen
       ├─→ held       five attempts began and none ended: whatever it does to the courier, it stops doing it
       └─→ dead       the centre cannot read it; a technician must look
There is no durable "sending": what was under way when the power went is simply still queued, and safe to repeat.
Rows in trouble go back to queued, or are closed, by a technician (offline_cache.dead_letters).
"""

from __future__ import annotations

import contextlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from offline_cache import rows_sql as sql
from offline_cache.blobs import Blobs
from offline_cache.case_numbers import query_code, receipt_no
from offline_cache.limits import Limits, refuse_when_full
from offline_cache.new_rows import copy_of_new, insert
from offline_cache.rows import LANES, Enclosed, FiledRow, Numbers, Queued
from offline_cache.settling import proven_envelope, purge, renew_copy
from offline_cache.sweeping import sweeping

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.rows import Lane, Parcel
    from offline_cache.store import Store

__all__ = ["CRASH_LOOP", "LONGEST_WAIT_MS", "Outbox"]

LONGEST_WAIT_MS = 3_600_000  # a row due later than this was postponed by a clock that has since been put right
LOOK_MS = 1000  # so often it is looked for such rows
COUNTS_A_GENERATION = 1000  # after a quarantine the day's counter starts clear of the numbers already given
MOST_STARTS = 5
CRASH_LOOP = "crash-loop"


class Outbox:
    """The outbox of one Store. Every method raises StoreError; what did not return did not happen."""

    def __init__(self, store: Store, limits: Callable[[], Limits] | Limits = Limits) -> None:
        self._store = store
        self._limits = limits if callable(limits) else lambda: limits
        self._blobs = Blobs(store.folder / "blobs")
        self._looked: dict[str, int] = dict.fromkeys(LANES, 0)

    def file(
        self,
        case_id: str,
        *,
        terminal_id: str,
        filed: dt.datetime,
        ciphertexts: Mapping[str, bytes] | Sequence[bytes],
        pack: Callable[[Numbers], Parcel],
    ) -> Numbers:
        """Commit a case in one transaction; when this returns, the submission is true and lies here twice.

        Enclosures, by their SHA-256 where that is known, are on the disk before the row is. `pack` seals what it is
        given numbers for; `filed` is aware and in the terminal's own zone. Raises OutboxFull.
        """
        day = filed.date()
        refuse_when_full(self._store, self._limits(), _ms(filed))
        with self._store.writing():
            files = self._blobs.berths(ciphertexts)

        def numbered(db: Database) -> tuple[Numbers, int]:
            count = self._next_count(db, day)
            number = receipt_no(terminal_id, day, count)
            return Numbers(self._next_seq(db), self._store.store_id, case_id, number, query_code()), count

        return self._commit("case", case_id, filed, numbered=numbered, pack=pack, files=files)

    def rate(self, rating_id: str, *, created: dt.datetime, pack: Callable[[Numbers], Parcel]) -> None:
        """Commit a rating; the first one under this id stands."""
        self.send("rating", rating_id, created=created, pack=pack)

    def send(self, lane: Lane, row_id: str, *, created: dt.datetime, pack: Callable[[Numbers], Parcel]) -> None:
        """Commit what is no case (rating, feedback, telemetry); the first one under an id stands. Raises OutboxFull."""
        refuse_when_full(self._store, self._limits(), _ms(created), lane)
        if self._store.row("SELECT 1 AS known FROM outbox WHERE case_id = ?", row_id) is None:

            def numbered(db: Database) -> tuple[Numbers, None]:
                return Numbers(self._next_seq(db), self._store.store_id, row_id), None

            self._commit(lane, row_id, created, numbered=numbered, pack=pack, files={})

    def due(self, lane: Lane, now_ms: int, limit: int = 20) -> list[Queued]:
        """Return what may be tried now (`now_ms` since 1970), what never failed first: no bad row stands in front."""
        rows = self._store.tuples(sql.DUE, (lane, now_ms, limit))
        if len(rows) < limit and not self._looked[lane] <= now_ms < self._looked[lane] + LOOK_MS:
            self._looked[lane] = now_ms
            rows += self._store.tuples(sql.POSTPONED_FOR_EVER, (lane, now_ms + LONGEST_WAIT_MS, limit - len(rows)))
        return [queued for row in rows if (queued := self._queued(row))]

    def queued(self, case_id: str) -> Queued | None:
        """Return this row if it still has to be delivered, due or not."""
        found = self._store.tuples(sql.ONE, (case_id,))
        return self._queued(found[0]) if found else None

    def next_due_ms(self) -> int | None:
        """Return when the next row wants to be tried, None when nothing waits."""
        found = [self._store.tuples(sql.NEXT_DUE, (lane,))[0][0] for lane in LANES]
        return min((due for due in found if due is not None), default=None)

    def body(self, enclosed: Enclosed) -> bytes:
        """Return a ciphertext to send. Raises OSError."""
        return self._blobs.read(enclosed.sha256)

    def start(self, case_id: str, now_ms: int) -> bool:
        """Write down that an attempt begins; return whether it may."""
        return bool(self.start_all([case_id], now_ms))

    def start_all(self, case_ids: Iterable[str], now_ms: int) -> set[str]:
        """Write down that attempts begin, in one transaction; return which of them may.

        A row whose attempts began five times and never ended, with an outcome or without, is held for a technician.
        """

        def begin(db: Database) -> set[str]:
            begun = {case_id: db.execute(sql.START, (case_id,)).fetchone() for case_id in case_ids}
            for case_id in (name for name, found in begun.items() if found and found[0] > MOST_STARTS):
                db.execute(sql.SETTLE, ("held", CRASH_LOOP, now_ms, case_id))
            return {case_id for case_id, found in begun.items() if found and found[0] <= MOST_STARTS}

        return self._store.must(begin)

    def accepted(self, case_id: str, answer: Mapping[str, str], now_ms: int) -> None:
        """Keep the centre's answer and forget what was sent: the centre has it now."""
        self.accepted_all({case_id: answer}, now_ms)

    def accepted_all(self, answers: Mapping[str, Mapping[str, str]], now_ms: int) -> None:
        """Keep the centre's answers by case id, in one transaction, as `accepted` does."""

        def settle(db: Database) -> dict[str, list[str]]:
            gone = {}
            for case_id, answer in answers.items():
                if db.execute(sql.SETTLE, ("accepted", "", now_ms, case_id)).rowcount:
                    db.execute(sql.ANSWERED, (json.dumps(dict(answer), ensure_ascii=False), case_id))
                    gone[case_id] = [name for (name,) in db.execute(sql.OWN_ENCLOSURES, (case_id,))]
                    db.execute("DELETE FROM enclosure WHERE case_id = ?", (case_id,))
            return gone

        for case_id, names in self._store.must(settle).items():
            with self._store.writing():
                renew_copy(self._store, case_id)
                self._blobs.drop(names)

    def rejected(self, case_id: str, code: str, now_ms: int, answer: Mapping[str, str] | None = None) -> None:
        """Record that the centre will not have it, and its words why; all is kept until a person has seen it."""
        text = json.dumps(dict(answer), ensure_ascii=False) if answer else None

        def settle(db: Database) -> None:
            if db.execute(sql.SETTLE, ("rejected", code, now_ms, case_id)).rowcount:
                db.execute("UPDATE outbox SET answer = ? WHERE case_id = ?", (text, case_id))

        self._store.must(settle)
        self._renew(case_id)

    def dead(self, case_id: str, code: str, now_ms: int) -> None:
        """Record that the centre cannot read it; everything is kept for the technician."""
        self._store.must(lambda db: db.execute(sql.SETTLE, ("dead", code, now_ms, case_id)))
        self._renew(case_id)

    def postpone(self, case_id: str, code: str, next_ms: int) -> None:
        """Record one attempt in vain; try again at `next_ms`."""
        self._store.must(lambda db: db.execute(sql.POSTPONE, (code, next_ms, case_id)))

    def wake(self) -> None:
        """Make everything that waits due now: the line is back. Large outboxes are woken in several transactions."""
        for lane in LANES:
            while self._store.must(partial(_wake, lane=lane)):
                pass

    def find(self, claimant: str) -> list[FiledRow]:
        """Return the cases of one person, newest first."""
        found = self._store.rows(sql.OF_CLAIMANT, claimant)
        return [FiledRow(**{**row, "answer": json.loads(row["answer"] or "{}")}) for row in found]

    def answer(self, case_id: str) -> dict[str, str]:
        """Return what the centre answered to this case, empty when nothing yet."""
        row = self._store.row("SELECT answer FROM outbox WHERE case_id = ?", case_id)
        return dict(json.loads(row["answer"] or "{}")) if row else {}

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        return dict(self._store.tuples(sql.COUNT))

    def depth(self) -> int:
        """Return how many rows still have to be delivered."""
        return self.counts().get("queued", 0)

    def oldest_age_s(self, now_ms: int) -> float:
        """Return how long the oldest undelivered row has waited, in seconds; 0 when nothing waits."""
        found = [self._store.tuples(sql.OLDEST, (lane,))[0][0] for lane in LANES]
        oldest = min((created for created in found if created is not None), default=now_ms)
        return max(0.0, (now_ms - oldest) / 1000)

    def rest(self) -> None:
        """In the quiet after a case, in the thread that files: what the next one would have to wait for.

        The files go from their slot to their places, the log into the database.
        """
        with self._store.writing():
            self._store.intake.flush()
        self._store.rest()

    def sweeping(self) -> Iterator[None]:
        """After a start: mend what lies here once only, remove what no row needs; a breath after each small part.

        Only in the thread that files. Many rows take seconds, and a citizen may come between two parts.
        """
        return sweeping(self._store, self._blobs)

    def sweep(self) -> int:
        """Do all of `sweeping` at once; return how many ciphertexts were removed."""
        with self._store.writing():
            before = self._blobs.count()
            for _ in self.sweeping():
                pass
            return before - self._blobs.count()

    def purge(self, now_ms: int) -> int:
        """Remove what the centre has had for a month and what a technician closed; return how many rows."""
        return purge(self._store, self._blobs, now_ms)

    def _commit(
        self,
        lane: Lane,
        row_id: str,
        created: dt.datetime,
        *,
        numbered: Callable[[Database], tuple[Numbers, int | None]],
        pack: Callable[[Numbers], Parcel],
        files: dict[Path, bytes],
    ) -> Numbers:
        enclosed = [Enclosed(path.name, len(body)) for path, body in files.items()]
        added = False
        fresh = {path: body for path, body in files.items() if not path.exists()}
        try:
            with self._store.tx() as db:
                numbers, count = numbered(db)
                copy = copy_of_new(
                    lane,
                    numbers,
                    pack(numbers),
                    created_ms=_ms(created),
                    day=created.date(),
                    count=count,
                    enclosed=enclosed,
                )
                insert(db, copy)
                place, body = self._store.copies.berth(copy)
                self._store.berth({**fresh, place: body})
                added = True
        except BaseException:
            if added:
                with contextlib.suppress(OSError):
                    self._store.copies.drop(row_id)
                    self._store.intake.forget(row_id)
            raise
        self._store.given(numbers.seq)
        return numbers

    def _renew(self, case_id: str) -> None:
        with self._store.writing():
            renew_copy(self._store, case_id)

    def _queued(self, row: tuple[Any, ...]) -> Queued | None:
        """Return what to send, None while the envelope of a recovered row is still sought."""
        case_id, lane, seq, envelope, digest, attempts = row
        envelope = proven_envelope(self._store, case_id, digest, envelope)
        if not envelope:
            return None
        found = self._store.tuples("SELECT sha256, size FROM enclosure WHERE case_id = ?", (case_id,))
        return Queued(case_id, lane, seq, envelope, digest, attempts, tuple(Enclosed(*one) for one in found))

    def _next_seq(self, db: Database) -> int:
        row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return row[0] + 1 if row else 1

    def _next_count(self, db: Database, day: dt.date) -> int:
        row = db.execute("SELECT max(receipt_count) FROM outbox WHERE receipt_day = ?", (str(day),)).fetchone()
        return max(row[0] or 0, self._store.generation * COUNTS_A_GENERATION) + 1


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def _wake(db: Database, lane: Lane) -> int:
    return db.execute(sql.WAKE, (lane,)).rowcount
