"""A virtual 居民身份证 (or 港澳台居民居住证) on a reader that hides a SAM_V module: FF B0 shows text and photo.

The photo is 1,024 zeros: there is no picture of these people.
"""

from __future__ import annotations

from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["ResidentCard"]

_PHOTO = bytes(1024)
_BLOCK = 256


class ResidentCard:
    """Fits VirtualCard. `permit` is the number of a 港澳台居民来往大陆通行证 and makes it an 居住证."""

    def __init__(self, holder: Person, permit: str = "") -> None:
        self.atr = _atr(holder.card_number[1:].encode())
        text = _text(holder, permit)
        self._payload = len(text).to_bytes(2, "big") + len(_PHOTO).to_bytes(2, "big") + text + _PHOTO

    def reset(self) -> None:
        """Nothing is selected on such a reader."""

    def answer(self, apdu: bytes) -> bytes:
        """Answer the pseudo APDU FF B0: up to 256 bytes from an offset."""
        if apdu[:2] != b"\xff\xb0" or len(apdu) != 5:
            return b"\x6d\x00"
        offset = int.from_bytes(apdu[2:4], "big")
        block = self._payload[offset : offset + (apdu[4] or _BLOCK)]
        return block + b"\x90\x00" if block else b"\x6b\x00"


def _text(holder: Person, permit: str) -> bytes:
    until = f"{holder.valid_until:%Y%m%d}" if holder.valid_until else "长期"
    fields = (
        (holder.name, 30),
        (holder.sex, 2),
        ("" if permit else holder.ethnicity, 4),
        (f"{holder.birth:%Y%m%d}", 16),
        (holder.address, 70),
        (holder.number, 36),
        (holder.issuer, 30),
        (f"{holder.valid_from:%Y%m%d}", 16),
        (until, 16),
        (permit, 18),
        ("01" if permit else "", 4),
        ("", 6),
        ("J" if permit else "", 2),
        ("", 6),
    )
    return b"".join((text.encode("utf-16-le") + b"\x20\x00" * size)[:size] for text, size in fields)


def _atr(serial: bytes) -> bytes:
    """Make up the ATR of a contactless card (PC/SC part 3) from its 8-byte serial."""
    historical = b"\x50" + serial + b"\x90\x00"
    body = bytes((0x80 | len(historical), 0x80, 0x01)) + historical
    return b"\x3b" + body + bytes((reduce(xor, body),))
