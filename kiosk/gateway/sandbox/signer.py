"""What the centre says so that others can prove it: Ed25519 over the one JSON text of a document."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.sandbox.keyfile import key_in

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Signer", "canonical", "key_id_of"]


def canonical(value: object) -> bytes:
    """Return the one JSON text of this value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id_of(public: bytes) -> str:
    """Return the name of a key: the start of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


class Signer:
    """Keeps the signing key in a file of its own, made on the first day."""

    def __init__(self, path: Path) -> None:
        seed = key_in(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public)

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return self._key.sign(message)

    def signed(self, purpose: str, document: dict[str, Any], member: str = "signature") -> dict[str, Any]:
        """Return the document with one member more: {key_id, value} over purpose, newline, canonical document."""
        value = self.sign(purpose.encode() + b"\n" + canonical(document))
        return {**document, member: {"key_id": self.key_id, "value": base64.b64encode(value).decode()}}
