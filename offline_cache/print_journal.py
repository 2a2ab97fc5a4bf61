"""What became of each receipt: written before the first byte leaves, so that a power cut never hides a copy.

QUEUED ──→ SENDING ──→ CONFIRMED   proof came after the cut
  HELD ──→    │    ──→ HELD        nothing came out
UNKNOWN ─→    │    ──→ UNKNOWN     bytes left, no proof; the next copy is marked 补打
CONFIRMED ─→ SENDING               a further copy was asked for

A copy number once committed is never given again: two papers never look like the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from offline_cache.errors import PrintStateRefused

if TYPE_CHECKING:
    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["PrintJob", "PrintJournal", "PrintState"]

PrintState = Literal["QUEUED", "SENDING", "CONFIRMED", "HELD", "UNKNOWN"]
REACHED_FROM: dict[PrintState, frozenset[PrintState]] = {
    "SENDING": frozenset({"QUEUED", "CONFIRMED", "HELD", "UNKNOWN"}),
    "CONFIRMED": frozenset({"SENDING"}),
    "HELD": frozenset({"QUEUED", "SENDING", "HELD"}),
    "UNKNOWN": frozenset({"SENDING"}),
}
INTERRUPTED = "print-unproven"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One receipt's paper. `copies` numbers were given, `proven` of them with proof; `code` says what is in the way."""

    key: str
    state: PrintState
    copies: int
    code: str
    proven: int = 0


class PrintJournal:
    """The life of print jobs in the store. Every method raises StoreError; moves raise PrintStateRefused."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def queue(self, key: str) -> PrintJob:
        """Have a job under this key, new or as it is."""
        with self._store.tx() as db:
            db.execute("INSERT INTO print_job (key, state) VALUES (?, 'QUEUED') ON CONFLICT DO NOTHING", (key,))
        return self._known(key)

    def sending(self, key: str) -> int:
        """Commit that bytes are about to leave and return the 1-based number of this copy."""
        self._move(key, "SENDING")
        return self._known(key).copies

    def confirmed(self, key: str) -> None:
        """Record the proof that the copy is out."""
        self._move(key, "CONFIRMED")

    def held(self, key: str, code: str) -> None:
        """Record that nothing came out; `code` says what is in the way."""
        self._move(key, "HELD", code)

    def unknown(self, key: str, code: str) -> None:
        """Record that bytes left and no proof came; `code` says why."""
        self._move(key, "UNKNOWN", code)

    def job(self, key: str) -> PrintJob | None:
        """Return the job, None when nothing was ever queued under this key."""
        found = self._store.row("SELECT key, state, copies, code, proven FROM print_job WHERE key = ?", key)
        return PrintJob(**found) if found else None

    def recover(self) -> list[PrintJob]:
        """At start-up: whatever was being sent when the power went is UNKNOWN. Return those jobs."""
        with self._store.tx() as db:
            cut = [key for (key,) in db.execute("SELECT key FROM print_job WHERE state = 'SENDING'")]
            for key in cut:
                _move(db, key, "UNKNOWN", INTERRUPTED)
        return [self._known(key) for key in cut]

    def _known(self, key: str) -> PrintJob:
        job = self.job(key)
        if job is None:
            raise PrintStateRefused("no such job")
        return job

    def _move(self, key: str, state: PrintState, code: str = "") -> None:
        with self._store.tx() as db:
            _move(db, key, state, code)


def _move(db: Database, key: str, state: PrintState, code: str) -> None:
    found = db.execute("SELECT state FROM print_job WHERE key = ?", (key,)).fetchone()
    before = found[0] if found else None
    if before not in REACHED_FROM[state]:
        raise PrintStateRefused(f"{before} to {state}")
    copies, proven = int(state == "SENDING"), int(state == "CONFIRMED")
    sql = "UPDATE print_job SET state = ?, code = ?, copies = copies + ?, proven = proven + ? WHERE key = ?"
    db.execute(sql, (state, code, copies, proven, key))
