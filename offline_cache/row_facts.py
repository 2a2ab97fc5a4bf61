"""What a technician may know of a row: where it stands and since when, nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from offline_cache.store import Store

__all__ = ["FACTS", "RowFacts", "all_rows", "find_row"]

FACTS = """
    SELECT case_id, lane, seq, item_id, coalesce(receipt_no, '') AS receipt_no, state, last_code AS code,
    attempts, created_ms, coalesce(settled_ms, 0) AS settled_ms, bytes FROM outbox
"""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One row: `code` says what stood in the way last, times are milliseconds since 1970, `bytes` with enclosures."""

    case_id: str
    lane: str
    seq: int
    item_id: str
    receipt_no: str
    state: str
    code: str
    attempts: int
    created_ms: int
    settled_ms: int
    bytes: int


def all_rows(store: Store) -> Iterator[RowFacts]:
    """Yield every row in the order of the device's sequence, page by page. Raises StoreError."""
    after = 0
    while page := store.rows(f"{FACTS} WHERE seq > ? ORDER BY seq LIMIT ?", after, _PAGE):
        yield from (RowFacts(**row) for row in page)
        after = page[-1]["seq"]


def find_row(store: Store, name: str) -> RowFacts | None:
    """Return the row of this case id or receipt number, None when there is none. Raises StoreError."""
    row = store.row(f"{FACTS} WHERE case_id = ? OR receipt_no = ?", name, name)
    return RowFacts(**row) if row else None
