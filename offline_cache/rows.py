"""Frozen shapes that go into the outbox and come out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["LANES", "Enclosed", "FiledRow", "Lane", "Numbers", "Parcel", "Queued", "RowState"]

Lane = Literal["case", "rating", "feedback", "telemetry"]
LANES: tuple[Lane, ...] = ("case", "rating", "feedback", "telemetry")
"""None waits for another. A question or complaint goes as a case, for it has a receipt, a query code and a last day of
its own; how a terminal is goes with its pulse. Telemetry brings what a day's counts are (ADR 40); feedback has its room
and no sender yet."""
RowState = Literal["queued", "accepted", "rejected", "dead", "held", "closed"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the outbox gives a new case inside its transaction. A rating has neither receipt number nor query code."""

    seq: int
    store_id: str
    case_id: str
    receipt_no: str = ""
    query_code: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """What the owner of the outbox makes of the numbers: the signed envelope, and the receipt under the card's lock.

    `about` is what the terminal's ledger says of the row, as JSON; it names nobody.
    """

    envelope: bytes
    item_id: str
    claimant: str = ""
    receipt_sealed: bytes | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A ciphertext that must reach the centre before its case: name (SHA-256) and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class Queued:
    """A row to deliver; `attempts` were made in vain so far."""

    case_id: str
    lane: Lane
    seq: int
    envelope: bytes
    sealed_sha256: str
    attempts: int
    enclosures: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class FiledRow:
    """A case of one claimant: what only their card opens, and what the centre said to it."""

    case_id: str
    item_id: str
    receipt_no: str
    state: RowState
    created_ms: int
    receipt_sealed: bytes
    answer: dict[str, str] = field(default_factory=dict)
