"""The device's own keys: who signs, and the secret under which local facts are hidden.

First version: two files that only this user reads. On real machines the same two values come from a TPM.
"""

from __future__ import annotations

import secrets
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from offline_cache.durable import alone, make_folder, write_file
from offline_cache.errors import KeysBroken

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DeviceKeys"]

SIZE = 32


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """`signing` proves to the centre who speaks; `secret` (32 bytes) hides what only this device may find again."""

    signing: Ed25519PrivateKey
    secret: bytes

    @classmethod
    def load_or_create(cls, folder: Path) -> DeviceKeys:
        """Read the keys in this folder, making them on the first day.

        Raises:
            KeysBroken: a key is truncated, readable by others, or the disk refuses.
        """
        try:
            make_folder(folder)
            with alone(folder):
                signing = _load_or_create(folder / "signing.key")
                secret = _load_or_create(folder / "store.key")
        except OSError as error:
            raise KeysBroken(f"{type(error).__name__}: {error.strerror}") from error
        return cls(Ed25519PrivateKey.from_private_bytes(signing), secret)

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes."""
        return self.signing.sign(message)


def _load_or_create(path: Path) -> bytes:
    if not path.exists():
        write_file(path, secrets.token_bytes(SIZE))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysBroken(f"{path.name} is open to others")
    key = path.read_bytes()
    if len(key) != SIZE:
        raise KeysBroken(f"{path.name} has {len(key)} bytes")
    return key
