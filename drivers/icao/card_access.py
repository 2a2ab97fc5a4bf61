"""EF.CardAccess (ICAO 9303-11 §9.2): which forms of PACE a chip offers, readable before any access control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.ciphers import AES128, AES192, AES256, TDES, Suite

__all__ = ["PaceOffer", "choose_offer", "read_card_access"]

_SET, _SEQUENCE, _OID, _INTEGER = 0x31, 0x30, 0x06, 0x02
_PACE: Final = bytes.fromhex("04007F0007020204")  # 0.4.0.127.0.7.2.2.4
_DH_GENERIC, _ECDH_GENERIC = 1, 2
_SUITES: Final = {1: TDES, 2: AES128, 3: AES192, 4: AES256}
_VERSION: Final = b"\x02"
_INTEGERS: Final = range(3)
_POINTS: Final = range(8, 19)


@dataclass(frozen=True, slots=True)
class PaceOffer:
    """One PACEInfo with generic mapping: the protocol's coded OID, the domain parameters' number, the cipher.

    `named` tells that the number must be named to the chip, which has several for this protocol.
    """

    oid: bytes
    parameter_id: int
    suite: Suite
    named: bool = False


def read_card_access(file: bytes) -> list[PaceOffer]:
    """Return the offers that this house can take, in the chip's order. Raises CardGarbled."""
    offers: list[PaceOffer] = []
    for tag, info in tlv.parse(tlv.find(file, _SET)):
        if tag != _SEQUENCE:
            raise CardGarbled("EF.CardAccess: no sequence")
        offer = _offer(tlv.parse(info))
        if offer is not None:
            offers.append(offer)
    return [
        PaceOffer(
            one.oid,
            one.parameter_id,
            one.suite,
            any(other.oid == one.oid and other.parameter_id != one.parameter_id for other in offers),
        )
        for one in offers
    ]


def choose_offer(offers: list[PaceOffer]) -> PaceOffer:
    """Take points before integers and AES before 3DES, else the chip's order. Raises CardGarbled when there is none."""
    if not offers:
        raise CardGarbled("EF.CardAccess: no PACE that is spoken here")
    return min(offers, key=lambda offer: (offer.suite is TDES, offer.parameter_id in _INTEGERS))


def _offer(fields: list[tuple[int, bytes]]) -> PaceOffer | None:
    if not fields or fields[0][0] != _OID:
        raise CardGarbled("EF.CardAccess: a security info without its protocol")
    oid = fields[0][1]
    if len(oid) != len(_PACE) + 2 or not oid.startswith(_PACE) or len(fields) != 3:
        return None
    (version_tag, version), (number_tag, number) = fields[1:]
    mapping, cipher = oid[-2:]
    parameters = {_DH_GENERIC: _INTEGERS, _ECDH_GENERIC: _POINTS}.get(mapping, range(0))
    parameter_id = int.from_bytes(number, "big")
    if (version_tag, version, number_tag) != (_INTEGER, _VERSION, _INTEGER) or parameter_id not in parameters:
        return None
    suite = _SUITES.get(cipher)
    return None if suite is None else PaceOffer(oid, parameter_id, suite)
