"""Putting in order after a start, in parts so small that a citizen who comes between them does not wait.

What lies here once only after a power cut or a recovery lies here twice at the end, and what no row needs is gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from functools import partial
from typing import TYPE_CHECKING

from offline_cache.alarms import Alarms
from offline_cache.mending import note_mended
from offline_cache.recovery import DATABASE
from offline_cache.salvage import Wreck
from offline_cache.settling import SETTLED, copy_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from offline_cache.blobs import Blobs
    from offline_cache.store import Store

__all__ = ["ENVELOPE_LOST", "sweeping"]

ENVELOPE_LOST = "envelope-lost"
PART = 50  # rows between two breaths
_ROWS = "SELECT seq, case_id, state, sealed_sha256, length(envelope) FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
_FILL = "UPDATE outbox SET envelope = ? WHERE case_id = ? AND envelope = x'' AND state NOT IN ('accepted', 'closed')"
_LOSE = """
    UPDATE outbox SET state = 'dead', last_code = ?, settled_ms = ?
    WHERE case_id = ? AND envelope = x'' AND state NOT IN ('accepted', 'closed')
"""
Row = tuple[int, str, str, str, int]


def sweeping(store: Store, blobs: Blobs) -> Iterator[None]:
    """Mend second copies and rows by each other, then remove the ciphertexts that no row needs; yield between parts.

    A row whose envelope is found nowhere, not even in the damaged database that was put aside, is a dead letter.
    Raises StoreError.
    """
    with store.writing():
        store.copies.sweep()
        for name in store.copies.names() - {name for (name,) in store.tuples("SELECT case_id FROM outbox")}:
            store.copies.drop(name)
    yield
    with store.writing():
        wreck = Wreck(store.folder / "quarantine" / store.quarantined / DATABASE, store.key)
    with contextlib.closing(wreck):
        last = 0
        while rows := store.tuples(_ROWS, (last, PART)):
            last = rows[-1][0]
            _mend(store, rows, wreck)
            yield
    with store.writing():
        blobs.sweep({name for (name,) in store.tuples("SELECT sha256 FROM enclosure")})
        lost = sum(not blobs.holds(name, size) for name, size in store.tuples("SELECT sha256, size FROM enclosure"))
    if Alarms(store).crossed("enclosure-lost", str(lost or "")):
        store.must(lambda db: note_mended(db, "enclosure", lost))
    yield
    with store.writing():
        store.intake.make()


def _mend(store: Store, rows: list[Row], wreck: Wreck) -> None:
    found, lost, poor, damaged = [], [], [], 0
    for seq, case_id, state, digest, size in rows:
        with store.writing():
            kept = store.copies.read(case_id)
        body = kept.envelope if kept else b""
        if not size and state not in SETTLED:
            body = body if hashlib.sha256(body).hexdigest() == digest else wreck.envelope(seq, digest)
            found += [(body, case_id)] if body else []
            lost += [] if body else [case_id]
        if state == "closed":
            store.copies.drop(case_id)
        elif kept is None or bool(kept.envelope) != (state != "accepted"):
            poor.append(case_id)
            damaged += kept is None
    if found or lost or damaged:
        store.must(partial(_fill, found=found, lost=lost, damaged=damaged))
    for case_id in poor:
        copy = copy_of(store, case_id)
        if copy is not None:
            with store.writing():
                store.copies.put(copy)


def _fill(db: Database, found: list[tuple[bytes, str]], lost: list[str], damaged: int) -> None:
    for what, count in (("copy", damaged), ("envelope", len(lost))):
        if count:
            note_mended(db, what, count)
    db.conn.executemany(_FILL, found)
    now_ms = time.time_ns() // 1_000_000
    db.conn.executemany(_LOSE, ((ENVELOPE_LOST, now_ms, case_id) for case_id in lost))
