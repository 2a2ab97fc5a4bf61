"""What follows when a row has come to its end: its second copy is renewed, and after a month it is removed."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from offline_cache.limits import DAY_MS
from offline_cache.second_copy import LocalFacts, SecondCopy

if TYPE_CHECKING:
    from sqlite_utils import Database

    from offline_cache.blobs import Blobs
    from offline_cache.store import Store

__all__ = ["SETTLED", "copy_of", "proven_envelope", "purge", "renew_copy"]

KEPT_DAYS = 30
SETTLED = {"accepted", "closed"}
LEAP_DAYS = 60
EPOCH_DAYS = 400  # no terminal stands idle for so long: stamps that far apart are of different clocks
BATCH = 200
_NEWEST = """
    WITH stamp AS (SELECT max(created_ms, coalesce(settled_ms, 0)) AS at FROM outbox),
    leap AS (SELECT at, at - lag(at, 1, at) OVER (ORDER BY at) > ? AS far FROM stamp),
    clock AS (SELECT at, sum(far) OVER (ORDER BY at) AS number FROM leap)
    SELECT max(at) FROM clock GROUP BY number ORDER BY count(*) DESC, number LIMIT 1
"""
_ROW = """
    SELECT seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, last_code, answer, settled_ms,
    receipt_no, receipt_day, receipt_count, claimant, receipt_sealed, about FROM outbox WHERE case_id = ?
"""


def copy_of(store: Store, case_id: str) -> SecondCopy | None:
    """Return what the second copy of this row must be, None when there is no row. Raises StoreError."""
    row: dict[str, Any] | None = store.row(_ROW, case_id)
    if row is None:
        return None
    sealed, digest = row["receipt_sealed"], row["sealed_sha256"]
    local = LocalFacts(
        receipt_sealed=None if sealed is None else base64.b64encode(sealed).decode(),
        **{name: row[name] for name in ("item_id", "receipt_no", "receipt_day", "receipt_count", "claimant", "answer")},
        **{name: row[name] for name in ("last_code", "about")},
    )
    open_part = {name: row[name] for name in ("case_id", "lane", "seq", "created_ms", "state", "settled_ms")}
    found = store.tuples("SELECT sha256, size FROM enclosure WHERE case_id = ?", (case_id,))
    return SecondCopy(
        store_id=store.store_id,
        sealed_sha256=digest,
        envelope=b"" if row["state"] in SETTLED else proven_envelope(store, case_id, digest, row["envelope"]),
        enclosures=tuple(found),
        local=local,
        **open_part,
    )


def proven_envelope(store: Store, case_id: str, digest: str, envelope: bytes) -> bytes:
    """Return the envelope with this SHA-256: what the row has, else what its second copy has, else b"".

    A row with another one stands on a damaged page: the store looks at all of them at its next call. Raises StoreError.
    """
    if hashlib.sha256(envelope).hexdigest() == digest:
        return envelope
    if envelope:
        store.suspect()
    with store.writing():
        return store.copies.envelope(case_id, digest)


def renew_copy(store: Store, case_id: str) -> None:
    """Have the second copy say what the row says now, without waiting for the disk. Raises StoreError, OSError."""
    copy = copy_of(store, case_id)
    if copy is not None:
        store.copies.renew(copy)


def purge(store: Store, blobs: Blobs, now_ms: int, kept_days: int = KEPT_DAYS) -> int:
    """Remove what the centre has had for `kept_days`, and what a technician closed; return how many rows.

    A clock that has leapt ahead of everything here by more than two months removes nothing, though some rows were
    stamped by it already: most rows say what time it is. Raises StoreError.
    """
    newest = store.tuples(_NEWEST, (EPOCH_DAYS * DAY_MS,))
    if not newest or now_ms - newest[0][0] > LEAP_DAYS * DAY_MS:
        return 0
    removed = 0
    sql = """
        SELECT case_id FROM outbox INDEXED BY outbox_settled
        WHERE state IN ('accepted', 'closed') AND settled_ms <= ? ORDER BY settled_ms LIMIT ?
    """
    while gone := [name for (name,) in store.tuples(sql, (now_ms - kept_days * DAY_MS, BATCH))]:
        store.must(partial(_delete, case_ids=gone))
        for name in gone:
            with contextlib.suppress(OSError):
                store.copies.drop(name)
        removed += len(gone)
    if removed:
        store.given(store.tuples("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")[0][0])
        store.ballast.keep()
    with store.writing():
        blobs.sweep({name for (name,) in store.tuples("SELECT sha256 FROM enclosure")})
    return removed


def _delete(db: Database, case_ids: list[str]) -> None:
    for case_id in case_ids:
        db.execute("DELETE FROM enclosure WHERE case_id = ?", (case_id,))
        db.execute("DELETE FROM outbox WHERE case_id = ?", (case_id,))
