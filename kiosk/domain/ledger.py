"""办件台账: what happened to cases, one row an event, each row sealing all before it (F47, F48).

The seal is an HMAC-SHA256 under a key that only the keeper of the ledger has: whoever alters a row cannot seal it anew.
A row also says the seal before its own, so that each proves itself though its neighbours are gone. Rows name no person.
Whoever keeps the head elsewhere proves that none was cut off at the end.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FIRST", "Event", "LedgerRow", "broken_rows", "broken_texts", "read_row", "sealed", "to_text"]

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
    "lane-done",
    "lane-refused",
    "light-green",
    "light-yellow",
    "light-red",
    "delivered",
    "printed",
    "taken",
    "terminal-up",
    "terminal-down",
]
FIRST: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One event of one case. `at` is ISO 8601 with its offset; `actor` a room, an office or a device, never a person.

    `papers` is how many the citizen was asked for, `deferred` how many of them may follow, `visits` how often the
    matter made the citizen come so far, `due` the promised day (ISO, "" for none), `level` a rating 1…5 (0: none).
    `agent` acted for `person` (代办): pseudonyms under a key of the terminal, both "" where they came themselves.
    `before` is the seal of the row before. The two events of a device, terminal-up and terminal-down, have no case.
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
    agent: str = ""
    person: str = ""
    before: str = ""
    seal: str = ""


def sealed(row: LedgerRow, before: LedgerRow | None, key: bytes) -> LedgerRow:
    """Return the row as the next one after `before` (None for the first), numbered and sealed."""
    numbered = replace(row, number=before.number + 1 if before else 1, before=before.seal if before else FIRST)
    return replace(numbered, seal=_seal(numbered, key))


def to_text(row: LedgerRow) -> str:
    """Return the one text by which a row is kept."""
    return json.dumps(_fields(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_row(number: int, text: str) -> LedgerRow | None:
    """Return the row that was kept under this number, None for a text that `to_text` did not make for it."""
    try:
        row = LedgerRow(**json.loads(text))
        return row if row.number == number and to_text(row) == text else None
    except (ValueError, TypeError, RecursionError):
        return None


def broken_texts(kept: Iterable[tuple[int, str]], key: bytes, head: tuple[int, str] | None = None) -> list[int]:
    """Return the number of every row that was altered or is missing, of rows as they are kept: number and text."""
    rows: list[LedgerRow] = []
    garbled: set[int] = set()
    for number, text in kept:
        row = read_row(number, text)
        if row is None:
            garbled.add(number)
        else:
            rows.append(row)
    return sorted(garbled.union(broken_rows(rows, key, head)))


def broken_rows(rows: Iterable[LedgerRow], key: bytes, head: tuple[int, str] | None = None) -> list[int]:
    """Return the number of every row that was altered or is missing, in order; none when all stand.

    `head` is (number, seal) of a row as somebody else kept it; rows after it are judged by themselves. Of two rows with
    one number neither is believed. Where two sound rows do not follow each other, the earlier took another's place.
    """
    sound: dict[int, LedgerRow] = {}
    there: set[int] = set()
    wrong: set[int] = set()
    for row in rows:
        if row.number in there or row.seal != _seal(row, key):
            wrong.add(row.number)
        else:
            sound[row.number] = row
        there.add(row.number)
    last = max([*sound, head[0] if head else 0], default=0)
    wrong.update(number for number in range(1, last + 1) if number not in there)
    for number, row in sound.items():
        earlier = sound.get(number - 1)
        if earlier is not None and earlier.seal != row.before:
            wrong.add(earlier.number)
    first, kept = sound.get(1), sound.get(head[0]) if head else None
    if first is not None and first.before != FIRST:
        wrong.add(1)
    if head and kept and kept.seal != head[1]:
        wrong.add(head[0])
    return sorted(wrong)


def _fields(row: LedgerRow) -> dict[str, str | int]:
    """Return what a row says; who acted for whom only where somebody did, as in rows that were kept before."""
    return {name: value for name, value in asdict(row).items() if value or name not in {"agent", "person"}}


def _seal(row: LedgerRow, key: bytes) -> str:
    fields = _fields(replace(row, seal=""))
    told = json.dumps([fields.pop("before"), fields], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, b"kiosk.ledger/1\n" + told.encode("utf-8", "surrogatepass"), "sha256").hex()
