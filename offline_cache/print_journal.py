"""What became of each paper: written before the first byte leaves, so that a power cut never hides a copy.

The states and the ways between them: offline_cache.print_moves. A copy number once committed is never given again:
two papers never look like the first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.errors import PrintStateRefused
from offline_cache.marks import note_mark
from offline_cache.mending import know_mark
from offline_cache.print_moves import REACHED_FROM, PrintState

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

    from offline_cache.print_moves import PaperKind
    from offline_cache.store import Store

__all__ = ["PrintJob", "PrintJournal", "PrintState"]

INTERRUPTED = "print-unproven"
_FIELDS = "key, state, copies, code, proven, retracted, kind, length_mm, moved_ms"
_MOVES_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One paper. `copies` numbers were given, `proven` of them with proof, `retracted` of those taken back.

    `code` says what is in the way; `length_mm` is that of the copy sent last, `moved_ms` when it came to its state.
    """

    key: str
    state: PrintState
    copies: int
    code: str
    proven: int = 0
    retracted: int = 0
    kind: PaperKind = "receipt"
    length_mm: float = 0.0
    moved_ms: int = 0

    @property
    def given(self) -> bool:
        """Whether a proven copy left the machine; else the paper is owed to its owner."""
        return self.proven > self.retracted


class PrintJournal:
    """The life of print jobs in the store. Every method raises StoreError; moves raise PrintStateRefused.

    `now_ms` is the wall clock, for the times of the moves alone.
    """

    def __init__(self, store: Store, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._store = store
        self._now_ms = now_ms

    def queue(self, key: str, kind: PaperKind = "receipt") -> PrintJob:
        """Have a job under this key, new or as it is."""
        with self._store.tx() as db:
            found = db.execute(
                "INSERT INTO print_job (key, kind, state, moved_ms) VALUES (?, ?, 'QUEUED', ?) ON CONFLICT DO NOTHING "
                "RETURNING key",
                (key, kind, self._now_ms()),
            ).fetchone()
            if found:
                self._note(db, key, "QUEUED", 0, "")
        self._mark()
        return self._known(key)

    def preflight(self, key: str) -> None:
        """Record that a copy is wanted and the printer is being asked."""
        self._move(key, "PREFLIGHT")

    def sending(self, key: str, length_mm: float = 0.0) -> int:
        """Commit that bytes are about to leave and return the 1-based number of this copy."""
        self._move(key, "SENDING", length_mm=length_mm)
        return self._known(key).copies

    def confirmed(self, key: str) -> None:
        """Record the proof that the copy is printed and cut."""
        self._move(key, "CONFIRMED")

    def presented(self, key: str) -> None:
        """Record that the copy is seen at the exit."""
        self._move(key, "PRESENTED")

    def taken(self, key: str) -> None:
        """Record that the copy was seen at the exit and is gone from it."""
        self._move(key, "TAKEN")

    def taken_back(self, key: str) -> None:
        """Record that the machine took the copy back (RETRACTED): the paper is owed again."""
        self._move(key, "RETRACTED")

    def held(self, key: str, code: str) -> None:
        """Record that nothing came out; `code` says what is in the way."""
        self._move(key, "HELD", code)

    def unknown(self, key: str, code: str) -> None:
        """Record that bytes left and no proof came; `code` says why."""
        self._move(key, "UNKNOWN", code)

    def failed(self, key: str, code: str) -> None:
        """Give the job up for good; `code` says why."""
        self._move(key, "FAILED", code)

    def job(self, key: str) -> PrintJob | None:
        """Return the job, None when nothing was ever queued under this key."""
        found = self._store.row(f"SELECT {_FIELDS} FROM print_job WHERE key = ?", key)  # noqa: S608 - a constant
        return PrintJob(**found) if found else None

    def newest(self) -> PrintJob | None:
        """Return the job of the roll that moved last, None when none ever did."""
        found = self._store.row(
            "SELECT key FROM print_move JOIN print_job USING (key) WHERE kind <> 'a4' ORDER BY id DESC LIMIT 1"
        )
        return self.job(found["key"]) if found else None

    def waiting(self) -> list[PrintJob]:
        """Return the jobs whose paper was last seen at the exit, the newest last."""
        sql = f"SELECT {_FIELDS} FROM print_job WHERE state = 'PRESENTED' ORDER BY moved_ms"  # noqa: S608 - constants
        return [PrintJob(**found) for found in self._store.rows(sql)]

    def times(self, key: str) -> list[tuple[PrintState, int]]:
        """Return when (ms of the wall clock) the job came to which state, oldest first."""
        found = self._store.rows("SELECT state, at_ms FROM print_move WHERE key = ? ORDER BY id", key)
        return [(row["state"], row["at_ms"]) for row in found]

    def recover(self) -> list[PrintJob]:
        """At start-up: what was being sent when the power went is UNKNOWN, what was only being asked for is QUEUED.

        Returns the UNKNOWN ones. Papers that wait at the exit stay PRESENTED: the printer's own eye decides.
        """
        with self._store.tx() as db:
            cut = [key for (key,) in db.execute("SELECT key FROM print_job WHERE state = 'SENDING'")]
            for key in cut:
                self._step(db, key, "UNKNOWN", INTERRUPTED)
            for (key,) in db.execute("SELECT key FROM print_job WHERE state = 'PREFLIGHT'").fetchall():
                self._step(db, key, "QUEUED", "")
        self._mark()
        return [self._known(key) for key in cut]

    def _known(self, key: str) -> PrintJob:
        job = self.job(key)
        if job is None:
            raise PrintStateRefused("no such job")
        return job

    def _move(self, key: str, state: PrintState, code: str = "", length_mm: float | None = None) -> None:
        with self._store.tx() as db:
            self._step(db, key, state, code, length_mm)
            know_mark(db, "print")
        self._mark()

    def _mark(self) -> None:
        newest = self._store.tuples("SELECT coalesce(max(id), 0) FROM print_move")[0][0]
        note_mark(self._store.folder, "print", newest)

    def _step(self, db: Database, key: str, state: PrintState, code: str, length_mm: float | None = None) -> None:
        found = db.execute("SELECT state, copies FROM print_job WHERE key = ?", (key,)).fetchone()
        before, copies = found or (None, 0)
        if before not in REACHED_FROM[state]:
            raise PrintStateRefused(f"{before} to {state}")
        copies += state == "SENDING"
        db.execute(
            "UPDATE print_job SET state = ?, code = ?, copies = ?, proven = proven + ?, retracted = retracted + ?, "
            "length_mm = coalesce(?, length_mm), moved_ms = ? WHERE key = ?",
            (state, code, copies, state == "CONFIRMED", state == "RETRACTED", length_mm, self._now_ms(), key),
        )
        self._note(db, key, state, copies, code)

    def _note(self, db: Database, key: str, state: PrintState, copy: int, code: str) -> None:
        note = (key, state, copy, code, self._now_ms())
        at = db.execute("INSERT INTO print_move (key, state, copy, code, at_ms) VALUES (?, ?, ?, ?, ?)", note).lastrowid
        db.execute("DELETE FROM print_move WHERE id <= ?", ((at or 0) - _MOVES_KEPT,))
