"""A virtual technician's card (PIV, NIST SP 800-73-4): a certificate anybody may read, and a key that signs.

T=1, short APDUs, GET RESPONSE for what is longer than 256 bytes. The holder is one of the lab's people; the
certificate comes from the technicians' authority of drivers/lab/pki.py.
"""

from __future__ import annotations

import functools
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from drivers.errors import CardGarbled
from drivers.icao.tlv import encode, find
from drivers.lab.pki import lab_pki

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography import x509

    from drivers.lab.people import Person

__all__ = ["TechnicianCard", "helper_card", "identity"]

Algorithm = Literal["Ed25519", "P-256"]
_Key = Ed25519PrivateKey | EllipticCurvePrivateKey
_APPLICATION = bytes.fromhex("A000000308000010000100")
_PROPERTIES = bytes.fromhex("61114F0600001000010079074F05A000000308")
_CARD_AUTHENTICATION = bytes.fromhex("5C035FC101")
_NUMBERS = {"Ed25519": 0xE0, "P-256": 0x11}
_KEY = 0x9E
_MOST = 256
_OK, _NOT_FOUND, _NO_SUCH_COMMAND, _WRONG_LENGTH = b"\x90\x00", b"\x6a\x82", b"\x6d\x00", b"\x67\x00"
_WRONG_PARAMETERS, _WRONG_DATA = b"\x6a\x86", b"\x6a\x80"


class TechnicianCard:
    """Fits VirtualCard. `certify` may put another certificate on the card than the authority's good one."""

    def __init__(
        self,
        holder: Person,
        algorithm: Algorithm = "Ed25519",
        certify: Callable[[_Key], x509.Certificate] | None = None,
    ) -> None:
        historical = b"LABTECHN"
        body = bytes((0x80 | len(historical), 0x01)) + historical
        self.atr = b"\x3b" + body + bytes((reduce(xor, body),))
        self._key, certificate = identity(holder, algorithm)
        self._algorithm = _NUMBERS[algorithm]
        der = (certify(self._key) if certify else certificate).public_bytes(Encoding.DER)
        self._object = encode(0x53, encode(0x70, der) + encode(0x71, b"\x00") + encode(0xFE, b""))
        self.reset()

    def reset(self) -> None:
        """Forget application and waiting data."""
        self._open = False
        self._waiting = b""

    def answer(self, apdu: bytes) -> bytes:
        """Answer SELECT, GET DATA, GENERAL AUTHENTICATE and GET RESPONSE."""
        if len(apdu) < 5:
            return _WRONG_LENGTH
        waiting, self._waiting = self._waiting, b""
        said = apdu[5 : 5 + apdu[4]]
        match apdu[1]:
            case 0xA4:
                self._open = apdu[2] == 0x04 and said != b"" and _APPLICATION.startswith(said)
                return self._told(_PROPERTIES) if self._open else _NOT_FOUND
            case 0xC0 if waiting:
                return self._told(waiting)
            case 0xCB if self._open:
                return self._told(self._object) if said == _CARD_AUTHENTICATION else _NOT_FOUND
            case 0x87 if self._open:
                return self._sign(said) if apdu[2:4] == bytes((self._algorithm, _KEY)) else _WRONG_PARAMETERS
            case _:
                return _NO_SUCH_COMMAND

    def _sign(self, template: bytes) -> bytes:
        try:
            challenge = find(template, 0x7C, 0x81)
            if isinstance(self._key, Ed25519PrivateKey):
                signature = self._key.sign(challenge)
            else:
                signature = self._key.sign(challenge, ECDSA(Prehashed(SHA256())))
        except (CardGarbled, ValueError):
            return _WRONG_DATA
        return self._told(encode(0x7C, encode(0x82, signature)))

    def _told(self, body: bytes) -> bytes:
        """Answer as much as fits, and say how much is left."""
        self._waiting = body[_MOST:]
        return body[:_MOST] + (bytes((0x61, min(len(self._waiting), 0xFF))) if self._waiting else _OK)


@functools.cache
def identity(holder: Person, algorithm: Algorithm = "Ed25519") -> tuple[_Key, x509.Certificate]:
    """Return the holder's key and certificate, the same for the whole process."""
    key = Ed25519PrivateKey.generate() if algorithm == "Ed25519" else generate_private_key(SECP256R1())
    return key, lab_pki().technicians.issue(holder.name, key.public_key())


def helper_card(holder: Person) -> TechnicianCard:
    """Return the card of a 帮办员: the same make, another unit in its certificate."""
    return TechnicianCard(holder, certify=lambda _: _as_helper(holder))


@functools.cache
def _as_helper(holder: Person) -> x509.Certificate:
    key, _ = identity(holder, "Ed25519")
    return lab_pki().technicians.issue(holder.name, key.public_key(), unit="帮办员")
