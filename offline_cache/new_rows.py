"""A new row, as it enters the outbox: its second copy, and the database's row made from that."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from offline_cache.rows_sql import INSERT
from offline_cache.second_copy import LocalFacts, SecondCopy

if TYPE_CHECKING:
    import datetime as dt

    from sqlite_utils import Database

    from offline_cache.rows import Enclosed, Lane, Numbers, Parcel

__all__ = ["copy_of_new", "insert"]


def copy_of_new(
    lane: Lane,
    numbers: Numbers,
    parcel: Parcel,
    *,
    created_ms: int,
    day: dt.date,
    count: int | None,
    enclosed: list[Enclosed],
) -> SecondCopy:
    """Return the second copy of a row that is about to be; `day` and `count` are those of its receipt number."""
    sealed = parcel.receipt_sealed
    local = LocalFacts(
        item_id=parcel.item_id,
        receipt_no=numbers.receipt_no or None,
        receipt_day=str(day) if count is not None else None,
        receipt_count=count,
        claimant=parcel.claimant,
        receipt_sealed=None if sealed is None else base64.b64encode(sealed).decode(),
        about=parcel.about,
    )
    return SecondCopy(
        store_id=numbers.store_id,
        case_id=numbers.case_id,
        lane=lane,
        seq=numbers.seq,
        created_ms=created_ms,
        state="queued",
        sealed_sha256=hashlib.sha256(parcel.envelope).hexdigest(),
        envelope=parcel.envelope,
        enclosures=tuple((one.sha256, one.size) for one in enclosed),
        local=local,
    )


def insert(db: Database, copy: SecondCopy) -> None:
    """Insert what the copy says; call within a transaction."""
    local = copy.local
    sealed = None if local.receipt_sealed is None else base64.b64decode(local.receipt_sealed)
    weight = len(copy.envelope) + sum(size for _, size in copy.enclosures)
    row = (copy.seq, copy.case_id, copy.lane, local.item_id, copy.created_ms, copy.envelope, copy.sealed_sha256)
    receipt = (local.receipt_no, local.receipt_day, local.receipt_count, local.claimant, sealed, weight)
    db.execute(INSERT, (*row, *receipt, local.about))
    for name, size in copy.enclosures:
        db.execute("INSERT OR IGNORE INTO enclosure VALUES (?, ?, ?)", (copy.case_id, name, size))
