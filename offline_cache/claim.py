"""How the same person finds their own receipt again, while nobody else learns that it is theirs.

A row carries `claimant`, an HMAC of the ID number under the device's secret, and receipt facts under AES-256-GCM with
a key derived (HKDF-SHA256) from that secret and the number: they open only while the same card lies on the reader.
"""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["claimant", "lock_receipt", "unlock_receipt"]

NONCE = 12
PURPOSE = b"kiosk.receipt/1"


def claimant(number: str, secret: bytes) -> str:
    """Return the 64 hexadecimal digits under which this person's rows are found."""
    return hmac.digest(secret, b"kiosk.claimant/1\n" + number.encode(), "sha256").hex()


def lock_receipt(facts: bytes, number: str, secret: bytes) -> bytes:
    """Encrypt receipt facts for the holder of this number: nonce (12 bytes), ciphertext, tag (16)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(number, secret)).encrypt(nonce, facts, PURPOSE)


def unlock_receipt(locked: bytes, number: str, secret: bytes) -> bytes | None:
    """Return the facts, None when they belong to somebody else or to another device."""
    try:
        return AESGCM(_key(number, secret)).decrypt(locked[:NONCE], locked[NONCE:], PURPOSE)
    except (InvalidTag, ValueError):
        return None


def _key(number: str, secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=secret, info=PURPOSE).derive(number.encode())
