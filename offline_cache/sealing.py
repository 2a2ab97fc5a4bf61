"""Closing what goes to the centre so that nobody on the way, and not this terminal either, can read it again.

Body: HPKE base mode (RFC 9180), X25519 with HKDF-SHA256 and AES-256-GCM, bound to the envelope's head.
Envelope: canonical JSON, signed with the device's Ed25519 key, since HPKE alone does not say who sealed.
Enclosures: AES-256-GCM under a fresh key that travels inside the sealed body; named by the SHA-256 of the ciphertext.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from offline_cache.keys import DeviceKeys

__all__ = ["SUITE", "Enclosure", "EnvelopeHead", "PlatformKey", "canonical", "enclose", "make_envelope", "seal"]

SUITE = "hpke-x25519-hkdf-sha256-aes-256-gcm"
PURPOSE = b"kiosk.envelope/1\n"
ENCLOSURE = b"kiosk.enclosure/1\n"
NONCE = 12


def canonical(value: object) -> bytes:
    """Return the one JSON text of this value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """The centre's X25519 public key (32 bytes) and its name."""

    key_id: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> PlatformKey:
        """Read base64 of the 32 bytes; the name is the start of their SHA-256. Raises ValueError."""
        try:
            public = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
        X25519PublicKey.from_public_bytes(public)
        return cls(hashlib.sha256(public).hexdigest()[:16], public)


@dataclass(frozen=True, slots=True)
class EnvelopeHead:
    """What anybody may read. `kind` is case or rating; `store_id` and `seq` let the centre see gaps."""

    kind: str
    device_id: str
    store_id: str
    case_id: str
    seq: int
    created: str


@dataclass(frozen=True, slots=True, repr=False)
class Enclosure:
    """One encrypted file: its ciphertext, the digest of that, and the key that opens it."""

    ciphertext: bytes
    sha256: str
    key: bytes


def seal(body: bytes, to: PlatformKey, context: bytes) -> bytes:
    """Encrypt for the centre: encapsulated key (32 bytes), ciphertext, tag (16). `context` must be known to open."""
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite.encrypt(body, X25519PublicKey.from_public_bytes(to.public), info=context)


def make_envelope(body: Mapping[str, object], head: EnvelopeHead, to: PlatformKey, keys: DeviceKeys) -> bytes:
    """Seal a body under its head and sign the whole."""
    open_part = {**asdict(head), "suite": SUITE, "key_id": to.key_id}
    sealed = seal(canonical(body), to, PURPOSE + canonical(open_part))
    signed = {**open_part, "sealed": base64.b64encode(sealed).decode()}
    signature = keys.sign(PURPOSE + canonical(signed))
    return canonical({**signed, "signature": base64.b64encode(signature).decode()})


def enclose(body: bytes, case_id: str) -> Enclosure:
    """Encrypt one file for this case: nonce (12 bytes), ciphertext, tag (16)."""
    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE)
    ciphertext = nonce + AESGCM(key).encrypt(nonce, body, ENCLOSURE + case_id.encode())
    return Enclosure(ciphertext, hashlib.sha256(ciphertext).hexdigest(), key)
