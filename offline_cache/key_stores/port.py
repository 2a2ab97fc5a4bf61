"""The waist between the terminal and whatever guards its keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar, Protocol

from offline_cache.errors import KeysBroken

__all__ = ["KEY_SIZE", "KeyStore", "Secrets"]

KEY_SIZE = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """All that a terminal keeps secret: the Ed25519 seed and the secret of its store, 32 bytes each."""

    signing: bytes
    store: bytes

    @classmethod
    def fresh(cls) -> Secrets:
        """Make new ones."""
        return cls(secrets.token_bytes(KEY_SIZE), secrets.token_bytes(KEY_SIZE))

    @classmethod
    def unpack(cls, body: bytes) -> Secrets:
        """Read what `pack` wrote. Raises KeysBroken."""
        if len(body) != 2 * KEY_SIZE:
            raise KeysBroken(f"{len(body)} bytes are not two keys")
        return cls(body[:KEY_SIZE], body[KEY_SIZE:])

    def pack(self) -> bytes:
        """Return both as 64 bytes."""
        return self.signing + self.store


class KeyStore(Protocol):
    """One place for the keys of one terminal. Callers hold the folder's lock.

    Methods raise KeysBroken (see offline_cache.key_stores.errors) and OSError.
    """

    name: ClassVar[str]

    def holds(self) -> bool:
        """Whether a whole set of keys is here, readable or not."""
        ...

    def read(self) -> Secrets:
        """Return the keys."""
        ...

    def write(self, keys: Secrets) -> None:
        """Keep these keys, durably, all or nothing; what is here already is never overwritten: `erase` it first."""
        ...

    def erase(self) -> None:
        """Forget what is here, whole or in part, durably."""
        ...
