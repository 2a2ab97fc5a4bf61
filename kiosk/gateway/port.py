"""The waist between the terminal and whatever platform a province runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.case import Acknowledgement, Holding, Received
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.person import Identity
    from kiosk.gateway.proofs import SignKeys
    from offline_cache.sealing import PlatformKey

__all__ = [
    "CaseChange",
    "Changes",
    "FeedAnswer",
    "PlatformCard",
    "PlatformGateway",
    "Pulse",
    "PulseAnswer",
    "StoreGaps",
]


@dataclass(frozen=True, slots=True)
class PlatformCard:
    """What the centre says of itself to this terminal: the key to seal to, and its clock (ISO 8601).

    `register_key` (Ed25519, base64) signs the register of receipt keys; "" where the centre keeps none. `document` is
    the whole card as it came, signed and not yet proven (kiosk.sync.sign_keys); `etag` names this version of it.
    """

    seal_key: PlatformKey
    server_time: str
    register_key: str = ""
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)
    etag: str = ""


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What the centre publishes under one name; `document` None when the asked version is still the newest."""

    etag: str
    document: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, repr=False)
class CaseChange:
    """What became of one case at `at` (ISO 8601), why, and until when the citizen must act ("" for never).

    `reason` is what the centre says: {code, text_zh, bring}.
    """

    case_id: str
    state: str
    server_no: str
    at: str = ""
    reason: Mapping[str, Any] | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """News of this terminal's cases since the last cursor, oldest first, as told at `issued` (ISO 8601).

    `more` when there are further ones behind this cursor.
    """

    cursor: str
    cases: tuple[CaseChange, ...]
    issued: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Pulse:
    """How this terminal is: `stores` its stores with the highest number each ever gave out, `has` the tags it has.

    `ledger` is number and seal of the newest row of its own ledger, None before the first.
    """

    stores: Mapping[str, int]
    has: Mapping[str, str]
    settled: int
    queued: int
    dead: int
    oldest_s: int
    disk_free_bytes: int
    clock: str
    program: str
    ledger: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class StoreGaps:
    """What the centre misses of one store: ranges (first, last) that never came, numbers that came as two things."""

    store_id: str
    missing: tuple[tuple[int, int], ...]
    reused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PulseAnswer:
    """The gap report, and what is worth fetching: feeds, `device`, `changes`."""

    stores: tuple[StoreGaps, ...]
    wake: tuple[str, ...]


class PlatformGateway(Protocol):
    """Every call returns what the centre said, or raises kiosk.gateway.errors.GatewayError; none outlasts its deadline.

    One gateway belongs to one thread. All calls may be repeated. What must be signed counts only when one of the keys
    holds that it was last told to `trust`; before that, no such call succeeds.
    """

    def trust(self, keys: SignKeys) -> None:
        """From now on believe what these keys signed, and nothing else."""
        ...

    def submit(self, envelope: bytes, case_id: str) -> Acknowledgement | Received:
        """Hand in a sealed case: the case id is the key. Its enclosures must have been put before.

        Raises BlobsMissing: with the names of those that must be put first.
        """
        ...

    def put_blob(self, sha256: str, body: bytes, *, fresh: bool = False) -> None:
        """Hand in one enclosure, going on where an earlier attempt broke off; a `fresh` one was never tried."""
        ...

    def rate(self, envelope: bytes, rating_id: str) -> None:
        """Hand in a sealed rating. Raises NotYet: its case must come first."""
        ...

    def tally(self, envelope: bytes, tally_id: str) -> None:
        """Hand in the sealed counts of a day."""
        ...

    def inquire(self, inquiry: Inquiry, identity: Identity) -> Mapping[str, Any]:
        """Put a step's inquiry about this person; return the document that the centre answers and signs."""
        ...

    def holdings(
        self, identity_number: str, license_types: tuple[str, ...], item_id: str = "", look: str = "", agent: str = ""
    ) -> tuple[Holding, ...]:
        """Ask which of these licences an office already holds on this person, for which matter.

        `look` (a UUID) is the number under which it is asked, "" for a fresh one; `agent` that of who acts for them.
        """
        ...

    def feed(self, name: str, etag: str, since: int | None) -> FeedAnswer:
        """Fetch a feed if it is not that of `etag` ("" when we have none): what changed after version `since`, or all.

        Raises SnapshotAsked where the centre no longer knows that version. Whoever uses the document proves it.
        """
        ...

    def changes(self, cursor: str) -> Changes:
        """Fetch what became of this terminal's cases since `cursor` ("" from the beginning)."""
        ...

    def device(self) -> PlatformCard:
        """Fetch the centre's card; whoever uses its keys proves it."""
        ...

    def pulse(self, pulse: Pulse) -> PulseAnswer:
        """Tell how this terminal is, and hear what the centre misses of it."""
        ...

    def receipt_keys(self) -> bytes:
        """Fetch the register of the keys that sign receipts, as the centre signed it."""
        ...

    def health(self) -> None:
        """Return when the centre is there."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...
