"""Ciphers for the records of an enclosure: AES-256-GCM and, for the 国密 suite, SM4-GCM (GB/T 32907, RFC 8998)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from offline_cache.errors import SuiteUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AES_STREAM", "SM4_STREAM", "TAG", "Form", "Sm4Gcm"]

TAG = 16


class _RecordCipher(Protocol):
    def encrypt_into(self, nonce: bytes, data: memoryview, aad: bytes, buf: memoryview, /) -> int: ...


class Sm4Gcm:
    """AESGCM's counterpart for SM4, as far as it is needed here. Raises SuiteUnavailable."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes | memoryview, aad: bytes) -> bytes:
        """Return ciphertext and tag (16 bytes)."""
        try:
            encryptor = Cipher(self._algorithm, GCM(nonce)).encryptor()
        except UnsupportedAlgorithm:
            raise SuiteUnavailable("this OpenSSL has no SM4-GCM") from None
        encryptor.authenticate_additional_data(aad)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def encrypt_into(self, nonce: bytes, data: memoryview, aad: bytes, buf: memoryview, /) -> int:
        """Write ciphertext and tag into a buffer of just that size."""
        buf[:] = self.encrypt(nonce, data, aad)
        return len(buf)


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is closed: `name` stands beside its key in the sealed body; sizes are in bytes."""

    name: str
    key_size: int
    cipher: Callable[[bytes], _RecordCipher]


AES_STREAM = Form("kiosk.enclosure/2", 32, AESGCM)
SM4_STREAM = Form("kiosk.enclosure/2-sm4", 16, Sm4Gcm)
