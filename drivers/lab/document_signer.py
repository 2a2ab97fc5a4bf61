"""Document signers of the lab: keys of every kind that passports are signed with (ICAO 9303-12 §4.1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

if TYPE_CHECKING:
    from cryptography import x509

__all__ = ["SCHEMES", "DocumentSigner", "Scheme", "new_key"]

Scheme = Literal["ecdsa", "brainpool", "rsa", "rsa-pss"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
_RSA_BITS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSigner:
    """A document signer's key and certificate."""

    scheme: Scheme
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(SHA256()))
        if self.scheme == "rsa-pss":
            return self.key.sign(data, padding.PSS(padding.MGF1(SHA256()), 32), SHA256())
        return self.key.sign(data, padding.PKCS1v15(), SHA256())


def new_key(scheme: Scheme) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    """Make a key for that kind of signature."""
    if scheme in {"rsa", "rsa-pss"}:
        return rsa.generate_private_key(65537, _RSA_BITS)
    return ec.generate_private_key(ec.BrainpoolP256R1() if scheme == "brainpool" else ec.SECP256R1())
