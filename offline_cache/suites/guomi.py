"""国密: a digital envelope of SM2, SM3 and SM4, where the extra `guomi` (gmssl-pyx, GmSSL) is installed.

Sealed: SM2Cipher (GB/T 35276, DER; SM2 encryption of GB/T 32918.4 with SM3) of a fresh SM4 key, nonce (12 bytes),
SM4-GCM ciphertext, tag (16). A public key is 04, x, y: 65 bytes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from offline_cache.errors import SuiteUnavailable
from offline_cache.suites.records import SM4_STREAM, Sm4Gcm

if TYPE_CHECKING:
    from offline_cache.suites.records import Form

__all__ = ["SM2"]

UNCOMPRESSED, POINT = b"\x04", 65
NONCE = 12


@dataclass(frozen=True, slots=True)
class _Sm2:
    """Fits SealSuite."""

    name: str = "sm2-sm3-sm4-gcm"
    form: Form = SM4_STREAM

    def ready(self) -> None:
        """Return when GmSSL and SM4-GCM are there."""
        _library()
        Sm4Gcm(bytes(self.form.key_size)).encrypt(bytes(NONCE), b"", b"")

    def seal(self, body: bytes, public: bytes, context: bytes) -> bytes:
        """Wrap a fresh SM4 key and encrypt under it."""
        library = _library()
        if len(public) != POINT or not public.startswith(UNCOMPRESSED):
            raise ValueError("no SM2 key")
        key, nonce = os.urandom(self.form.key_size), os.urandom(NONCE)
        try:
            wrapped: bytes = library.sm2_encrypt(public[1:], key)
        except library.GmsslInnerError:
            raise ValueError("no SM2 key") from None
        return wrapped + nonce + Sm4Gcm(key).encrypt(nonce, body, context)


def _library() -> Any:  # noqa: ANN401 - it ships no types
    """Return GmSSL, which is looked for when it is needed. Raises SuiteUnavailable."""
    try:
        import gmssl_pyx  # noqa: PLC0415 - an extra: most terminals do without it
    except ImportError:
        raise SuiteUnavailable("sm2-sm3-sm4-gcm needs the extra guomi") from None
    else:
        return gmssl_pyx


SM2 = _Sm2()
