"""The ciphers of secure messaging (ICAO 9303-11 §9.7 and §9.8): two-key 3DES and AES, their MACs and key derivation.

The only file that takes TripleDES from where `cryptography` keeps what is out of date: BAC has nothing else.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from cryptography.hazmat.primitives.cmac import CMAC

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AES128", "AES192", "AES256", "TDES", "Suite", "pad", "unpad"]

MAC_SIZE = 8
_ODD_PARITY = bytes(octet if octet.bit_count() & 1 else octet ^ 1 for octet in range(256))


class Suite(Protocol):
    """One cipher with its MAC; `block` in bytes. Data to encrypt or decrypt must fill whole blocks."""

    @property
    def name(self) -> str:
        """What it is called in a reading's evidence."""

    @property
    def block(self) -> int:
        """Size of a block in bytes."""

    def derive(self, secret: bytes, counter: int) -> bytes:
        """Derive a key: counter 1 encryption, 2 MAC, 3 from a password (9303-11 §9.7.1)."""

    def encrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:
        """Encrypt with CBC; IV 0 for 3DES or without `ssc`, else E(key, ssc)."""

    def decrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:
        """Decrypt what `encrypt` made."""

    def mac(self, key: bytes, data: bytes) -> bytes:
        """Return 8 bytes: retail MAC of the padded data (ISO 9797-1 algorithm 3, padding 2), or CMAC."""

    def mac_padded(self, key: bytes, data: bytes) -> bytes:
        """Return 8 bytes over the padded data with either MAC, as secure messaging has it (9303-11 §9.8.6)."""


def pad(data: bytes, block: int) -> bytes:
    """Append 80 00… up to a whole block (ISO 9797-1 method 2)."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes:
    """Take the padding off. Raises ValueError when there is none."""
    bare = data.rstrip(b"\x00")
    if bare[-1:] != b"\x80":
        raise ValueError("no padding")
    return bare[:-1]


class _TripleDes:
    """Fits Suite."""

    name = "3DES"
    block = 8

    def derive(self, secret: bytes, counter: int) -> bytes:
        digest = hashlib.sha1(secret + counter.to_bytes(4, "big"), usedforsecurity=False).digest()
        return digest[:16].translate(_ODD_PARITY)

    def encrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:  # noqa: ARG002 - the IV is always 0
        return Cipher(TripleDES(key + key[:8]), CBC(bytes(8))).encryptor().update(data)

    def decrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:  # noqa: ARG002 - the IV is always 0
        return Cipher(TripleDES(key + key[:8]), CBC(bytes(8))).decryptor().update(data)

    def mac(self, key: bytes, data: bytes) -> bytes:
        # Single DES in CBC up to the last block, which alone gets the two-key 3DES: that is algorithm 3.
        padded = pad(data, 8)
        chained = bytes(8)
        if len(padded) > 8:
            single = Cipher(TripleDES(key[:8] * 3), CBC(bytes(8))).encryptor()
            chained = single.update(padded[:-8])[-8:]
        return Cipher(TripleDES(key + key[:8]), CBC(chained)).encryptor().update(padded[-8:])

    mac_padded = mac


class _Aes:
    """Fits Suite."""

    block = 16

    def __init__(self, bits: int, digest: Callable[[bytes], bytes]) -> None:
        self.name = f"AES-{bits}"
        self._size = bits // 8
        self._digest = digest

    def derive(self, secret: bytes, counter: int) -> bytes:
        return self._digest(secret + counter.to_bytes(4, "big"))[: self._size]

    def encrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:
        return Cipher(AES(key), CBC(_iv(key, ssc))).encryptor().update(data)

    def decrypt(self, key: bytes, data: bytes, ssc: bytes = b"") -> bytes:
        return Cipher(AES(key), CBC(_iv(key, ssc))).decryptor().update(data)

    def mac(self, key: bytes, data: bytes) -> bytes:
        code = CMAC(AES(key))
        code.update(data)
        return code.finalize()[:MAC_SIZE]

    def mac_padded(self, key: bytes, data: bytes) -> bytes:
        return self.mac(key, pad(data, self.block))


def _iv(key: bytes, ssc: bytes) -> bytes:
    return Cipher(AES(key), ECB()).encryptor().update(ssc) if ssc else bytes(16)  # noqa: S305 - one block, as 9303 says


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


TDES: Suite = _TripleDes()
AES128: Suite = _Aes(128, _sha1)
AES192: Suite = _Aes(192, _sha256)
AES256: Suite = _Aes(256, _sha256)
