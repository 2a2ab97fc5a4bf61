"""Opening the files that belong to a sealed body, in every form that a released terminal ever made."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.sm4 import open_sm4

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["open_enclosure"]

NONCE = 12
PREFIX, RECORD = 7, 64 * 1024 + 16
FIRST_FORM = "kiosk.enclosure/1"  # its attachments do not say


def open_enclosure(ciphertext: bytes, named: Mapping[str, Any], identity: str) -> bytes:
    """Return the file that a body names, `key` in base64 and `form`. Raises Problem 422 when it does not open."""
    form = named.get("form", FIRST_FORM)
    try:
        key = base64.b64decode(named["key"], validate=True)
        return FORMS[form](key, ciphertext, f"{form}\n{identity}".encode())
    except (InvalidTag, ValueError, KeyError):
        raise Problem(422, "urn:kiosk:enclosure") from None


def _whole(key: bytes, ciphertext: bytes, bound: bytes) -> bytes:
    """Nonce, ciphertext, tag."""
    return AESGCM(key).decrypt(ciphertext[:NONCE], ciphertext[NONCE:], bound)


def _stream(decrypt: Callable[[bytes, bytes, bytes], bytes], ciphertext: bytes, bound: bytes) -> bytes:
    """STREAM: prefix, then records under prefix, number and whether it is the last."""
    prefix, rest = ciphertext[:PREFIX], memoryview(ciphertext)[PREFIX:]
    last = max(0, -(-len(rest) // RECORD) - 1)
    pieces = (
        decrypt(
            prefix + number.to_bytes(4) + bytes([number == last]),
            bytes(rest[number * RECORD : (number + 1) * RECORD]),
            bound,
        )
        for number in range(last + 1)
    )
    return b"".join(pieces)


FORMS: Mapping[str, Callable[[bytes, bytes, bytes], bytes]] = {
    FIRST_FORM: _whole,
    "kiosk.enclosure/2": lambda key, closed, bound: _stream(AESGCM(key).decrypt, closed, bound),
    "kiosk.enclosure/2-sm4": lambda key, closed, bound: _stream(
        lambda nonce, record, aad: open_sm4(key, nonce, record, aad), closed, bound
    ),
}
