"""SM4-GCM, opening."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

__all__ = ["open_sm4"]

TAG = 16


def open_sm4(key: bytes, nonce: bytes, closed: bytes, bound: bytes) -> bytes:
    """Return what was closed (ciphertext, tag) with this associated data. Raises InvalidTag, ValueError."""
    if len(closed) < TAG:
        raise InvalidTag
    try:
        decryptor = Cipher(SM4(key), GCM(nonce, closed[-TAG:])).decryptor()
    except UnsupportedAlgorithm:
        raise ValueError("this OpenSSL has no SM4-GCM") from None
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(closed[:-TAG]) + decryptor.finalize()
