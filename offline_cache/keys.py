"""The device's own keys: who signs, and the secret under which local facts are hidden.

They lie in a key store (offline_cache.key_stores): two files, a systemd credential, or sealed by a TPM.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_cache.durable import alone, make_folder
from offline_cache.errors import KeysBroken
from offline_cache.key_stores.standing import find_keys, move_keys, renew_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DeviceKeys"]


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """`signing` proves to the centre who speaks; `secret` (32 bytes) hides what only this device may find again."""

    signing: Ed25519PrivateKey
    secret: bytes

    @classmethod
    def load_or_create(cls, folder: Path, store: str = "") -> DeviceKeys:
        """Read the keys of this folder, making them on the first day, in the key store that the profile names.

        Raises:
            KeysBroken: a key is truncated, readable by others, locked, or not where the profile says; or the disk
                refuses. The keys are never replaced by others then.
        """
        with _folder(folder):
            found = find_keys(folder, store)
        return cls(Ed25519PrivateKey.from_private_bytes(found.signing), found.store)

    @staticmethod
    def move(folder: Path, store: str) -> str:
        """Move the keys of this folder into another key store; return where they were. Raises KeysBroken."""
        with _folder(folder):
            return move_keys(folder, store)

    @staticmethod
    def renew(folder: Path, store: str) -> Path:
        """Put lost keys aside, make new ones, return where the old are. Raises KeysBroken, also for keys in use."""
        with _folder(folder):
            return renew_keys(folder, store)

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes."""
        return self.signing.sign(message)

    def derived(self, purpose: bytes) -> bytes:
        """Return 32 secret bytes for one purpose, the same ones every time (HKDF-SHA256 of `secret`)."""
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(self.secret)


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Have the folder of the keys alone. Raises KeysBroken for what the disk refuses."""
    try:
        make_folder(folder)
        with alone(folder):
            yield
    except OSError as error:
        raise KeysBroken(f"{type(error).__name__}: {error.strerror}") from error
