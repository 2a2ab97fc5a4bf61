"""What a sealing suite is to the rest of the house: a name, a way to close, and how it closes files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from offline_cache.suites.records import Form

__all__ = ["SealSuite"]


class SealSuite(Protocol):
    """One way to seal, known by `name` in envelopes, device cards and profiles; `form` closes its enclosures.

    All methods raise SuiteUnavailable where the library behind the suite is missing.
    """

    @property
    def name(self) -> str:
        """The id in envelopes, such as hpke-x25519-hkdf-sha256-aes-256-gcm."""
        ...

    @property
    def form(self) -> Form:
        """How files are closed that belong to a body sealed by this suite."""
        ...

    def ready(self) -> None:
        """Return when this program can seal by it."""
        ...

    def seal(self, body: bytes, public: bytes, context: bytes) -> bytes:
        """Encrypt for the holder of a public key. `context` must be known to open. Raises ValueError: no such key."""
        ...
