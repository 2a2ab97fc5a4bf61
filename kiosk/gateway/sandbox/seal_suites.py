"""How the centre opens what terminals seal: one entry a suite. Private keys are bytes in a form of its own."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from kiosk.gateway.sandbox.sm4 import open_sm4

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DEFAULT", "SUITES", "SealSuite"]

ML_KEM_SEED = 64
SM2_SIZE, NONCE = 32, 12


@dataclass(frozen=True, slots=True)
class SealSuite:
    """`make` a private key, show its `public` part, `unseal` (private key, sealed, context).

    Unsealing raises InvalidTag or ValueError.
    """

    make: Callable[[], bytes]
    public: Callable[[bytes], bytes]
    unseal: Callable[[bytes, bytes, bytes], bytes]


def _x25519_public(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _x25519_unseal(private: bytes, sealed: bytes, context: bytes) -> bytes:
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=context)


def _hybrid_make() -> bytes:
    return MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()


def _hybrid_public(private: bytes) -> bytes:
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(private[:ML_KEM_SEED])
    return ml_kem.public_key().public_bytes_raw() + _x25519_public(private[ML_KEM_SEED:])


def _hybrid_unseal(private: bytes, sealed: bytes, context: bytes) -> bytes:
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(private[:ML_KEM_SEED])
    key = MLKEM768X25519PrivateKey(ml_kem, X25519PrivateKey.from_private_bytes(private[ML_KEM_SEED:]))
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM).decrypt(sealed, key, info=context)


def _sm2_make() -> bytes:
    """Return the private scalar and the point: GmSSL does not derive the one from the other."""
    import gmssl_pyx  # noqa: PLC0415 - an extra

    public, private = gmssl_pyx.sm2_key_generate()
    return bytes(private + public)


def _sm2_public(private: bytes) -> bytes:
    return b"\x04" + private[SM2_SIZE:]


def _sm2_unseal(private: bytes, sealed: bytes, context: bytes) -> bytes:
    import gmssl_pyx  # noqa: PLC0415 - an extra

    wrapped = 2 + sealed[1] if len(sealed) > 1 else 0  # a DER sequence of less than 128 bytes
    try:
        key = gmssl_pyx.sm2_decrypt(private[:SM2_SIZE], sealed[:wrapped])
    except gmssl_pyx.GmsslInnerError:
        raise InvalidTag from None
    nonce, closed = sealed[wrapped : wrapped + NONCE], sealed[wrapped + NONCE :]
    return open_sm4(key, nonce, closed, context)


DEFAULT = "hpke-x25519-hkdf-sha256-aes-256-gcm"
SUITES = {
    DEFAULT: SealSuite(lambda: X25519PrivateKey.generate().private_bytes_raw(), _x25519_public, _x25519_unseal),
    "hpke-mlkem768-x25519-hkdf-sha256-aes-256-gcm": SealSuite(_hybrid_make, _hybrid_public, _hybrid_unseal),
}
if importlib.util.find_spec("gmssl_pyx"):
    SUITES["sm2-sm3-sm4-gcm"] = SealSuite(_sm2_make, _sm2_public, _sm2_unseal)
