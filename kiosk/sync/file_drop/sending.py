"""Who sends a batch up, and what its manifest says besides its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Exported", "Sender", "Signer", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a manifest says besides its files: highest number by store, batches in effect, where the changes stand.

    `rescue`: the terminal's keys are not to be had; nothing but the envelopes is to be believed.
    """

    stores: dict[str, int]
    seen: tuple[str, ...] = ()
    cursor: str = ""
    rescue: bool = False


@dataclass(slots=True)
class Exported:
    """What was carried out: ids of batches and of rows, bytes, and rows of which a part is lost."""

    batches: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    bytes: int = 0
    lost: list[str] = field(default_factory=list)


class Signer(Protocol):
    """DeviceKeys, or a key for one batch."""

    @property
    def public(self) -> bytes:
        """Return the Ed25519 public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Who carries out: the terminal's id and the key that signs; `home` is the folder of the store."""

    device_id: str
    keys: Signer
    home: Path
