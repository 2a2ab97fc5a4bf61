"""办件台账: what happened to cases, one row an event, each row sealing all before it (F47, F48).

The seal is an HMAC-SHA256 under a key that only the device has: whoever alters a row cannot seal it anew. Rows name no
person. Whoever keeps the head elsewhere proves that none was cut off at the end.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FIRST", "Event", "LedgerRow", "broken_rows", "sealed"]

Event = Literal[
    "received",
    "accepted",
    "refused",
    "supplement",
    "supplied",
    "suspended",
    "resumed",
    "completed",
    "returned",
    "withdrawn",
    "rated",
    "corrected",
    "illegal-move",
]
FIRST: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One event of one case. `at` is ISO 8601 with its offset; `actor` a room, an office or a device, never a person.

    `papers` is how many the citizen was asked for, `deferred` how many of them may follow, `visits` how often the
    matter brought them to a window so far, `due` the promised day (ISO, "" for none), `level` a rating 1…5 (0: none).
    """

    number: int = 0
    at: str
    case_id: str
    item_id: str
    event: Event
    actor: str
    rule: str = ""
    papers: int = 0
    deferred: int = 0
    visits: int = 0
    due: str = ""
    level: int = 0
    seal: str = ""


def sealed(row: LedgerRow, before: LedgerRow | None, key: bytes) -> LedgerRow:
    """Return the row as the next one after `before` (None for the first), numbered and sealed."""
    numbered = replace(row, number=before.number + 1 if before else 1, seal="")
    return replace(numbered, seal=_seal(numbered, before.seal if before else FIRST, key))


def broken_rows(rows: Iterable[LedgerRow], key: bytes, head: tuple[int, str] | None = None) -> list[int]:
    """Return the number of every row that was altered or is missing, in order; none when all stand.

    `head` is (number, seal) of the last row as somebody else kept it. A row that follows a gap is judged by itself as
    far as its own seal can be told: it is named only where it was altered too.
    """
    kept: Sequence[LedgerRow] = sorted(rows, key=lambda row: row.number)
    wrong: list[int] = []
    number, seal = 0, FIRST
    known = True
    for row in kept:
        if row.number <= number:
            wrong.append(row.number)
            continue
        wrong += range(number + 1, row.number)
        known = known and row.number == number + 1
        if known and not hmac.compare_digest(row.seal, _seal(replace(row, seal=""), seal, key)):
            wrong.append(row.number)
        number, seal, known = row.number, row.seal, True
    if head and (number, seal) != head:
        wrong += range(number + 1, head[0] + 1) if number < head[0] else [number]
    return sorted(set(wrong))


def _seal(row: LedgerRow, before: str, key: bytes) -> str:
    told = json.dumps([before, asdict(row)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, b"kiosk.ledger/1\n" + told.encode(), "sha256").hex()
