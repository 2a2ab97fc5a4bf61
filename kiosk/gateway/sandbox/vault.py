"""The centre's private key, and the opening of envelopes and enclosures: the only place that can read a case."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["Opened", "Vault"]

Opened = tuple[dict[str, Any], dict[str, Any]]  # head, body
PURPOSE = b"kiosk.envelope/1\n"
ENCLOSURE = b"kiosk.enclosure/1\n"
SUITE = "hpke-x25519-hkdf-sha256-aes-256-gcm"
NONCE = 12


class Vault:
    """Keeps the X25519 key in a file of its own, made on the first day."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(X25519PrivateKey.generate().private_bytes_raw())
        self._key = X25519PrivateKey.from_private_bytes(path.read_bytes())
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = hashlib.sha256(self.public).hexdigest()[:16]

    def open_envelope(self, sender: Sender, kind: str, case_id: str) -> Opened:
        """Return head and body of an envelope of this kind and id. Raises Problem 422."""
        try:
            envelope = json.loads(sender.body)
            signature = base64.b64decode(envelope.pop("signature"), validate=True)
            sender.key.verify(signature, PURPOSE + _canonical(envelope))
            sealed = base64.b64decode(envelope.pop("sealed"), validate=True)
            if (envelope["suite"], envelope["key_id"]) != (SUITE, self.key_id):
                raise Problem(422, "urn:kiosk:key-unknown")
            if (envelope["kind"], envelope["device_id"]) != (kind, sender.device_id):
                raise Problem(422, "urn:kiosk:envelope")
            suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
            body = json.loads(suite.decrypt(sealed, self._key, info=PURPOSE + _canonical(envelope)))
        except (InvalidSignature, InvalidTag, ValueError, KeyError, TypeError, AttributeError, binascii.Error):
            raise Problem(422, "urn:kiosk:envelope") from None
        if case_id not in {"", envelope["case_id"]} or not isinstance(body, dict):
            raise Problem(422, "urn:kiosk:envelope")
        return envelope, body

    def open_enclosure(self, ciphertext: bytes, key: str, case_id: str) -> bytes:
        """Return the file. `key` is base64. Raises InvalidTag."""
        aes = AESGCM(base64.b64decode(key))
        return aes.decrypt(ciphertext[:NONCE], ciphertext[NONCE:], ENCLOSURE + case_id.encode())


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
