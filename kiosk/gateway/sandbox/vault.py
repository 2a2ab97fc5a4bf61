"""The centre's private keys, and the opening of envelopes and enclosures: the only place that can read a case."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.gateway.sandbox.keyfile import key_in
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.signer import canonical, key_id_of

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["SUITE", "Opened", "Vault"]

Opened = tuple[dict[str, Any], dict[str, Any]]  # head, body
PURPOSE = b"kiosk.envelope/1\n"
ENCLOSURE = b"kiosk.enclosure/1\n"
SUITE = "hpke-x25519-hkdf-sha256-aes-256-gcm"
NONCE = 12


@dataclass(frozen=True, slots=True, repr=False)
class SealKey:
    """One X25519 key."""

    private: X25519PrivateKey
    public: bytes
    key_id: str


class Vault:
    """Keeps the keys in files `seal.key`, `seal-1.key`, … ; terminals seal to the newest, all of them open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys = [_key(folder / "seal.key")]
        while (path := self._path(len(self._keys))).exists():
            self._keys.append(_key(path))

    @property
    def current(self) -> SealKey:
        """The key to seal to."""
        return self._keys[-1]

    @property
    def keys(self) -> list[SealKey]:
        """All keys that open, oldest first."""
        return list(self._keys)

    def rotate(self) -> SealKey:
        """Make a new key to seal to."""
        self._keys.append(_key(self._path(len(self._keys))))
        return self.current

    def open_envelope(self, sender: Sender, kind: str, case_id: str) -> Opened:
        """Return head and body of an envelope of this kind and id ("": any). Raises Problem 422."""
        try:
            envelope = json.loads(sender.body)
            signature = base64.b64decode(envelope.pop("signature"), validate=True)
            sender.key.verify(signature, PURPOSE + canonical(envelope))
            sealed = base64.b64decode(envelope.pop("sealed"), validate=True)
            by_name = {key.key_id: key for key in self._keys}
            if envelope["suite"] != SUITE or envelope["key_id"] not in by_name:
                raise Problem(422, "urn:kiosk:key-unknown")
            if (envelope["kind"], envelope["device_id"]) != (kind, sender.device_id):
                raise Problem(422, "urn:kiosk:envelope")
            suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
            key = by_name[envelope["key_id"]].private
            body = json.loads(suite.decrypt(sealed, key, info=PURPOSE + canonical(envelope)))
        except (InvalidSignature, InvalidTag, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Problem(422, "urn:kiosk:envelope") from None
        if case_id not in {"", envelope["case_id"]} or not isinstance(body, dict):
            raise Problem(422, "urn:kiosk:envelope")
        return envelope, body

    def open_enclosure(self, ciphertext: bytes, key: str, case_id: str) -> bytes:
        """Return the file. `key` is base64. Raises Problem 422 when it does not open."""
        try:
            aes = AESGCM(base64.b64decode(key, validate=True))
            return aes.decrypt(ciphertext[:NONCE], ciphertext[NONCE:], ENCLOSURE + case_id.encode())
        except (InvalidTag, ValueError, binascii.Error):
            raise Problem(422, "urn:kiosk:enclosure") from None

    def _path(self, number: int) -> Path:
        return self._folder / f"seal-{number}.key"


def _key(path: Path) -> SealKey:
    private = X25519PrivateKey.from_private_bytes(key_in(path, lambda: X25519PrivateKey.generate().private_bytes_raw()))
    public = private.public_key().public_bytes_raw()
    return SealKey(private, public, key_id_of(public))
