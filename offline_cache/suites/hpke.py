"""HPKE base mode (RFC 9180) with HKDF-SHA256 and AES-256-GCM, over X25519 alone or together with ML-KEM-768.

The second is MLKEM768-X25519, KEM 0x647a, called X-Wing (draft-connolly-cfrg-xwing-kem, draft-ietf-hpke-pq): what is
stored today stays closed to a quantum computer of tomorrow, and closed as well if ML-KEM should fall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from offline_cache.errors import SuiteUnavailable
from offline_cache.suites.records import AES_STREAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline_cache.suites.records import Form

__all__ = ["HYBRID", "X25519"]

ML_KEM_SIZE = 1184


@dataclass(frozen=True, slots=True)
class _Hpke:
    """Fits SealSuite. Sealed: encapsulated key, ciphertext, tag (16 bytes)."""

    name: str
    kem: KEM
    read: Callable[[bytes], X25519PublicKey | MLKEM768X25519PublicKey]
    probe: Callable[[], object]
    form: Form = AES_STREAM

    def ready(self) -> None:
        """Return when the OpenSSL behind `cryptography` has it."""
        try:
            self.probe()
        except UnsupportedAlgorithm:
            raise SuiteUnavailable(f"this OpenSSL has no {self.name}") from None

    def seal(self, body: bytes, public: bytes, context: bytes) -> bytes:
        """Encapsulate a fresh key and encrypt under it."""
        try:
            return Suite(self.kem, KDF.HKDF_SHA256, AEAD.AES_256_GCM).encrypt(body, self.read(public), info=context)
        except UnsupportedAlgorithm:
            raise SuiteUnavailable(f"this OpenSSL has no {self.name}") from None


def _hybrid(public: bytes) -> MLKEM768X25519PublicKey:
    ml_kem = MLKEM768PublicKey.from_public_bytes(public[:ML_KEM_SIZE])
    return MLKEM768X25519PublicKey(ml_kem, X25519PublicKey.from_public_bytes(public[ML_KEM_SIZE:]))


X25519 = _Hpke(
    "hpke-x25519-hkdf-sha256-aes-256-gcm", KEM.X25519, X25519PublicKey.from_public_bytes, X25519PrivateKey.generate
)
HYBRID = _Hpke(
    "hpke-mlkem768-x25519-hkdf-sha256-aes-256-gcm", KEM.MLKEM768_X25519, _hybrid, MLKEM768PrivateKey.generate
)
