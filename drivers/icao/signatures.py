"""Signatures of travel documents (ICAO 9303-12 §4.1): RSA PKCS #1 v1.5, RSA-PSS, ECDSA, with SHA-1 to SHA-512.

Many authorities write their curve out instead of naming it; such a key is recognised by its values. Curves that
`cryptography` lacks are computed here. Work is bounded: no key beyond MOST_RSA_BITS, no curve that is not standard.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from drivers.icao.curves import CURVES

if TYPE_CHECKING:
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.keys import ECDomainParameters, PublicKeyInfo

    from drivers.icao.curves import Curve, Point

__all__ = ["MOST_RSA_BITS", "PublicKey", "UnknownAlgorithm", "load_key", "verifies"]

MOST_RSA_BITS: Final = 8192
_MOST_EXPONENT_BITS: Final = 33
_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - what was signed with it years ago is still in people's pockets
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_IN_OPENSSL: Final[dict[str, ec.EllipticCurve]] = {
    "P-224": ec.SECP224R1(),
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}
_NAMED: Final = {
    "1.2.840.10045.3.1.1": 8,
    "1.3.36.3.3.2.8.1.1.3": 9,
    "1.3.132.0.33": 10,
    "1.3.36.3.3.2.8.1.1.5": 11,
    "1.2.840.10045.3.1.7": 12,
    "1.3.36.3.3.2.8.1.1.7": 13,
    "1.3.36.3.3.2.8.1.1.9": 14,
    "1.3.132.0.34": 15,
    "1.3.36.3.3.2.8.1.1.11": 16,
    "1.3.36.3.3.2.8.1.1.13": 17,
    "1.3.132.0.35": 18,
}


_PLAIN_ECDSA: Final = "plain ecdsa"  # r and s one after the other (BSI TR-03111 §5.2.1)
_PLAIN_DIGESTS: Final = {
    "0.4.0.127.0.7.1.1.4.1.1": "sha1",
    "0.4.0.127.0.7.1.1.4.1.2": "sha224",
    "0.4.0.127.0.7.1.1.4.1.3": "sha256",
    "0.4.0.127.0.7.1.1.4.1.4": "sha384",
    "0.4.0.127.0.7.1.1.4.1.5": "sha512",
}
_OF_RSA: Final = frozenset({"rsassa_pkcs1v15", "rsassa_pss"})
_OF_CURVES: Final = frozenset({"ecdsa", _PLAIN_ECDSA})
_WITHOUT_DIGEST: Final = frozenset({"rsassa_pkcs1v15", "ecdsa"})


class UnknownAlgorithm(ValueError):
    """A key or a signature of a kind that travel documents do not have, or beyond the bounds."""


@dataclass(frozen=True, slots=True)
class _CurveKey:
    """A point on a curve."""

    curve: Curve
    point: Point


PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | _CurveKey


def load_key(info: PublicKeyInfo) -> PublicKey:
    """Load a public key. Raises UnknownAlgorithm, ValueError."""
    kind = info.algorithm
    if kind in {"rsa", "rsassa_pss"}:
        numbers = info["public_key"].parsed
        modulus, exponent = int(numbers["modulus"].native), int(numbers["public_exponent"].native)
        if modulus.bit_length() > MOST_RSA_BITS or exponent.bit_length() > _MOST_EXPONENT_BITS:
            raise UnknownAlgorithm("RSA key too large")
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    if kind != "ec":
        raise UnknownAlgorithm("no RSA and no EC key")
    curve = _curve(info["algorithm"]["parameters"])
    point = curve.decode(bytes(info["public_key"]))
    openssl = _IN_OPENSSL.get(curve.name)
    return _CurveKey(curve, point) if openssl is None else ec.EllipticCurvePublicNumbers(*point, openssl).public_key()


def verifies(
    key: PublicKey, algorithm: SignedDigestAlgorithm, signature: bytes, data: bytes, default_digest: str
) -> bool:
    """Whether `signature` over `data` is right; `default_digest` where the algorithm names none.

    Raises UnknownAlgorithm for algorithms that no travel document has, ValueError for a malformed description.
    """
    kind, digest_name = _scheme(algorithm, default_digest)
    digest = _HASHES.get(digest_name)
    if digest is None or kind not in (_OF_RSA if isinstance(key, rsa.RSAPublicKey) else _OF_CURVES):
        raise UnknownAlgorithm("this key does not sign so")
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, _padding(kind, algorithm), digest)
            return True
        if kind == _PLAIN_ECDSA:
            half = len(signature) // 2
            r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            signature = encode_dss_signature(r, s)
        if isinstance(key, _CurveKey):
            return _ecdsa_verifies(key, signature, hashlib.new(digest_name, data, usedforsecurity=False).digest())
        key.verify(signature, data, ec.ECDSA(digest))
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm:
        raise UnknownAlgorithm("unknown to OpenSSL") from None
    return True


def _scheme(algorithm: SignedDigestAlgorithm, default_digest: str) -> tuple[str, str]:
    """Return the kind of signature and the name of its digest."""
    oid = algorithm["algorithm"].dotted
    if oid in _PLAIN_DIGESTS:
        return _PLAIN_ECDSA, _PLAIN_DIGESTS[oid]
    named = algorithm["algorithm"].native
    return algorithm.signature_algo, default_digest if named in _WITHOUT_DIGEST else algorithm.hash_algo


def _padding(kind: str, algorithm: SignedDigestAlgorithm) -> padding.AsymmetricPadding:
    if kind != "rsassa_pss":
        return padding.PKCS1v15()
    parameters = algorithm["parameters"]
    mask_digest = _HASHES.get(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native)
    salt = int(parameters["salt_length"].native)
    if mask_digest is None or not 0 <= salt <= MOST_RSA_BITS // 8:
        raise UnknownAlgorithm("unknown PSS parameters")
    return padding.PSS(padding.MGF1(mask_digest), salt)


def _curve(parameters: ECDomainParameters) -> Curve:
    if parameters.name == "named":
        number = _NAMED.get(parameters.chosen.dotted)
        if number is None:
            raise UnknownAlgorithm("unknown curve")
        return CURVES[number]
    if parameters.name != "specified":
        raise UnknownAlgorithm("a curve that is not told")
    said = parameters.chosen
    p, order = said["field_id"]["parameters"].native, said["order"].native
    for curve in CURVES.values():
        a, b = (int.from_bytes(bytes(said["curve"][name]), "big") for name in ("a", "b"))
        if (p, order, a, b) == (curve.p, curve.q, curve.a, curve.b) and _is_generator(curve, bytes(said["base"])):
            return curve
    raise UnknownAlgorithm("a curve that is not standard")


def _is_generator(curve: Curve, point: bytes) -> bool:
    compressed = bytes((2 + curve.y % 2,)) + curve.x.to_bytes(curve.size, "big")
    return point in {curve.encode(curve.generator), compressed}


def _ecdsa_verifies(key: _CurveKey, signature: bytes, digest: bytes) -> bool:
    """Verify by hand (FIPS 186-4 §6.4) on a curve that `cryptography` lacks."""
    curve = key.curve
    r, s = decode_dss_signature(signature)
    if not (0 < r < curve.q and 0 < s < curve.q):
        return False
    hashed = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - curve.q.bit_length())
    inverse = pow(s, -1, curve.q)
    try:
        sum_x, _ = curve.add(curve.multiply(hashed * inverse, curve.generator), curve.multiply(r * inverse, key.point))
    except ValueError:  # the point at infinity
        return False
    return sum_x % curve.q == r
