"""The waist between the terminal and whatever platform a province runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.domain.case import Acknowledgement, Holding
    from offline_cache.sealing import PlatformKey

__all__ = ["CaseChange", "CatalogueFeed", "Changes", "PlatformCard", "PlatformGateway"]


@dataclass(frozen=True, slots=True)
class PlatformCard:
    """What the centre says of itself to this terminal: the key to seal to, and its clock (ISO 8601).

    `register_key` (Ed25519, base64) signs the register of receipt keys; "" where the centre keeps none.
    """

    seal_key: PlatformKey
    server_time: str
    register_key: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueFeed:
    """The service items as the centre publishes them; `body` None when the asked version is still the newest."""

    etag: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What became of one case."""

    case_id: str
    state: str
    server_no: str


@dataclass(frozen=True, slots=True)
class Changes:
    """News of this terminal's cases since the last cursor."""

    cursor: str
    cases: tuple[CaseChange, ...]


class PlatformGateway(Protocol):
    """Every call returns what the centre said, or raises kiosk.gateway.errors.GatewayError; none outlasts its deadline.

    One gateway belongs to one thread. All calls may be repeated.
    """

    def submit(self, envelope: bytes, case_id: str) -> Acknowledgement:
        """Hand in a sealed case: the case id is the key. Its enclosures must have been put before."""
        ...

    def put_blob(self, sha256: str, body: bytes) -> None:
        """Hand in one enclosure, going on where an earlier attempt broke off."""
        ...

    def rate(self, envelope: bytes, rating_id: str) -> None:
        """Hand in a sealed rating."""
        ...

    def holdings(self, identity_number: str, license_types: tuple[str, ...]) -> tuple[Holding, ...]:
        """Ask which of these licences an office already holds on this person."""
        ...

    def catalogue(self, etag: str) -> CatalogueFeed:
        """Fetch the service items if they are not those of `etag` ("" when we have none)."""
        ...

    def changes(self, cursor: str) -> Changes:
        """Fetch what became of this terminal's cases since `cursor` ("" from the beginning)."""
        ...

    def device(self) -> PlatformCard:
        """Fetch the centre's card."""
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
