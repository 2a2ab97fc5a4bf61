"""EF.CardAccess: the ways of PACE that a chip offers (ICAO 9303-11 §9.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.icao.ciphers import AES128, AES192, AES256, TDES
from drivers.icao.tlv import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.icao.ciphers import Suite

__all__ = ["SUITES", "PaceOffer", "card_access"]

SUITES: tuple[Suite, ...] = (TDES, AES128, AES192, AES256)
_PACE = bytes.fromhex("04007F0007020204")  # 0.4.0.127.0.7.2.2.4; then 1 DH-GM or 2 ECDH-GM, then 1 to 4 the suite
_INTEGER_GROUPS = 3


@dataclass(frozen=True, slots=True)
class PaceOffer:
    """One PACEInfo of EF.CardAccess: standardised domain parameters (0 to 2 DH, 8 to 18 ECDH) and a suite."""

    parameter: int = 12
    suite: Suite = AES128

    @property
    def oid(self) -> bytes:
        """The protocol's object identifier, its value alone."""
        agreement = 1 if self.parameter < _INTEGER_GROUPS else 2
        return _PACE + bytes((agreement, SUITES.index(self.suite) + 1))

    @property
    def info(self) -> bytes:
        """PACEInfo (9303-11 §9.2.1): protocol, version 2, parameters."""
        return encode(0x30, encode(0x06, self.oid) + encode(0x02, b"\x02") + encode(0x02, bytes((self.parameter,))))


def card_access(offers: Sequence[PaceOffer]) -> bytes:
    """Return the content of the file."""
    return encode(0x31, b"".join(offer.info for offer in offers))
