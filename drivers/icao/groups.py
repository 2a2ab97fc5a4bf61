"""The groups of PACE with generic mapping (ICAO 9303-11 §4.4.3.3, §9.5.1): keys, agreement, a new generator.

One group is one set of domain parameters: `map` answers with the same group under the generator that both sides have
made of the nonce. Nothing that a peer sends is used before it is proven to be an element.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from cryptography.hazmat.primitives.asymmetric import ec

from drivers.icao.curves import CURVES
from drivers.icao.modulus import MODULI

if TYPE_CHECKING:
    from drivers.icao.curves import Curve, Point
    from drivers.icao.modulus import Modulus

__all__ = ["Group", "group"]

# Where OpenSSL is several times faster than plain Python, although every product of a point takes it two agreements.
_IN_OPENSSL: Final[dict[str, ec.EllipticCurve]] = {
    "P-224": ec.SECP224R1(),
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
}


class Group(Protocol):
    """Domain parameters with a generator; public keys are coded as they travel in GENERAL AUTHENTICATE."""

    @property
    def key_tag(self) -> int:
        """Tag of a public key inside an authentication token: 84 for integers, 86 for points (9303-11 §9.4)."""

    def private_key(self) -> int:
        """Draw a private key."""

    def public_key(self, private: int) -> bytes:
        """Return the public key of a private one."""

    def agree(self, private: int, peer: bytes) -> bytes:
        """Return the shared secret (of a point its x). Raises ValueError for a peer's key that is none."""

    def map(self, nonce: bytes, private: int, peer: bytes) -> Group:
        """Return the group under the generator mapped from `nonce` and the two mapping keys. Raises ValueError."""


def group(parameter_id: int) -> Group:
    """Return the standardised domain parameters of that number: 0 to 2 integers, 8 to 18 points. Raises ValueError."""
    if parameter_id in MODULI:
        modulus = MODULI[parameter_id]
        return _Integers(modulus, modulus.g)
    if parameter_id in CURVES:
        curve = CURVES[parameter_id]
        return _Points(curve, curve.generator)
    raise ValueError(f"no domain parameters {parameter_id}")


@dataclass(frozen=True, slots=True)
class _Integers:
    """Fits Group."""

    modulus: Modulus
    generator: int
    key_tag = 0x84

    def private_key(self) -> int:
        return 1 + secrets.randbelow(self.modulus.q - 1)

    def public_key(self, private: int) -> bytes:
        return self.modulus.encode(pow(self.generator, private, self.modulus.p))

    def agree(self, private: int, peer: bytes) -> bytes:
        return self.modulus.encode(pow(self.modulus.decode(peer), private, self.modulus.p))

    def map(self, nonce: bytes, private: int, peer: bytes) -> Group:
        modulus = self.modulus
        shared = pow(modulus.decode(peer), private, modulus.p)
        mapped = pow(self.generator, int.from_bytes(nonce, "big"), modulus.p) * shared % modulus.p
        return replace(self, generator=modulus.decode(modulus.encode(mapped)))


@dataclass(frozen=True, slots=True)
class _Points:
    """Fits Group."""

    curve: Curve
    generator: Point
    key_tag = 0x86

    def private_key(self) -> int:
        return 1 + secrets.randbelow(self.curve.q - 1)

    def public_key(self, private: int) -> bytes:
        return self.curve.encode(_multiply(self.curve, private, self.generator))

    def agree(self, private: int, peer: bytes) -> bytes:
        shared, _ = _multiply(self.curve, private, self.curve.decode(peer))
        return shared.to_bytes(self.curve.size, "big")

    def map(self, nonce: bytes, private: int, peer: bytes) -> Group:
        shared = _multiply(self.curve, private, self.curve.decode(peer))
        offset = _multiply(self.curve, int.from_bytes(nonce, "big") % self.curve.q, self.generator)
        return replace(self, generator=self.curve.add(offset, shared))


def _multiply(curve: Curve, times: int, point: Point) -> Point:
    """Return `times` · `point`, through OpenSSL where that is faster.

    OpenSSL tells only the x of a product. The x of the next product as well gives the y: with P = (x, y),
    kP = (x1, y1) and x2 of (k+1)P, y1 = (2b + (a + x·x1)(x + x1) - x2(x - x1)²) / 2y (Brier and Joye, PKC 2002).
    """
    openssl = _IN_OPENSSL.get(curve.name)
    if openssl is None or not 0 < times < curve.q - 1:
        return curve.multiply(times, point)
    if point == curve.generator:
        product = ec.derive_private_key(times, openssl).public_key().public_numbers()
        return product.x, product.y
    x, y = point
    peer = ec.EllipticCurvePublicNumbers(x, y, openssl).public_key()
    x1, x2 = (
        int.from_bytes(ec.derive_private_key(number, openssl).exchange(ec.ECDH(), peer), "big")
        for number in (times, times + 1)
    )
    above = 2 * curve.b + (curve.a + x * x1) * (x + x1) - x2 * (x - x1) ** 2
    return x1, above * pow(2 * y, -1, curve.p) % curve.p
