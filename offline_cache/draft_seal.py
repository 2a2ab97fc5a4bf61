"""The lock of a draft: its key is made of what the card alone holds and of what the device alone holds.

Neither lies on the disk beside it: the card's imprint (SHA-256 of its whole record) comes with the card and goes with
it, so a stolen terminal opens no draft, not with its secret and not with anybody's number. The name of the file is an
HMAC of the imprint, not of the number: it cannot be told whose it is, nor that a receipt here is the same person's.
"""

from __future__ import annotations

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["HEAD", "draft_name", "kept_at", "seal_draft", "unseal_draft"]

MAGIC: Final = b"kiosk.draft/1\n"
STAMP: Final = 8
NONCE: Final = 12
HEAD: Final = len(MAGIC) + STAMP
"""Bytes that tell when a draft was kept; who changes them changes what is sealed."""


def draft_name(imprint: bytes, secret: bytes) -> str:
    """Return the 64 hexadecimal digits under which the same card finds its draft."""
    return hmac.digest(secret, b"kiosk.draft-name/1\n" + imprint, "sha256").hex()


def seal_draft(facts: bytes, imprint: bytes, secret: bytes, kept_ms: int) -> bytes:
    """Encrypt a draft: what it is, when it was kept (ms since 1970), nonce, ciphertext and tag (AES-256-GCM)."""
    head, nonce = MAGIC + kept_ms.to_bytes(STAMP, "big", signed=True), os.urandom(NONCE)
    return head + nonce + AESGCM(_key(imprint, secret)).encrypt(nonce, facts, head)


def kept_at(sealed: bytes) -> int | None:
    """Return when a draft was kept, in ms since 1970; None for what is no draft. HEAD bytes of it are enough."""
    if len(sealed) < HEAD or not sealed.startswith(MAGIC):
        return None
    return int.from_bytes(sealed[len(MAGIC) : HEAD], "big", signed=True)


def unseal_draft(sealed: bytes, imprint: bytes, secret: bytes) -> bytes | None:
    """Return the facts, None when another card, another device, or a changed file is at hand."""
    head, nonce, body = sealed[:HEAD], sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
    try:
        return AESGCM(_key(imprint, secret)).decrypt(nonce, body, head)
    except (InvalidTag, ValueError):
        return None


def _key(imprint: bytes, secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=secret, info=b"kiosk.draft/1").derive(imprint)
