"""The LDS security object (ICAO 9303-10 §4.6.2.3): the hash of every data group, the content that EF.SOD signs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from drivers.errors import CardGarbled
from drivers.icao import tlv

__all__ = ["DIGESTS", "SecurityObject", "read_security_object"]

DIGESTS: Final = {
    bytes.fromhex("2B0E03021A"): "sha1",
    bytes.fromhex("608648016503040204"): "sha224",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
_SEQUENCE, _INTEGER, _OCTETS, _OID = 0x30, 0x02, 0x04, 0x06
_GROUPS: Final = range(1, 17)


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """`digest` is hashlib's name; `hashes` holds the hash of each data group by its number."""

    digest: str
    hashes: dict[int, bytes]

    def hash_of(self, content: bytes) -> bytes:
        """Hash a data group as this object has it."""
        return hashlib.new(self.digest, content, usedforsecurity=False).digest()


def read_security_object(content: bytes) -> SecurityObject:
    """Read the DER coding. Raises CardGarbled, also for an unknown digest and for a group listed twice."""
    parts = tlv.parse(tlv.find(content, _SEQUENCE))
    if [tag for tag, _ in parts[:3]] != [_INTEGER, _SEQUENCE, _SEQUENCE]:
        raise CardGarbled("SOD: no security object")
    digest = DIGESTS.get(tlv.find(parts[1][1], _OID))
    if digest is None:
        raise CardGarbled("SOD: unknown digest")
    hashes: dict[int, bytes] = {}
    for _, entry in tlv.parse(parts[2][1]):
        number = int.from_bytes(tlv.find(entry, _INTEGER), "big")
        if number not in _GROUPS or number in hashes:
            raise CardGarbled("SOD: a data group that is none or listed twice")
        hashes[number] = tlv.find(entry, _OCTETS)
    return SecurityObject(digest, hashes)
