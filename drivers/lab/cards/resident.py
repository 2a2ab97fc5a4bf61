"""A virtual 居民身份证, 港澳台居民居住证 or 外国人永久居留身份证 on a reader that hides a SAM_V module: FF B0 shows it.

The photo has no picture of these people in it: 1,024 bytes that begin with a magic of the lab's own, so that no WLT
decoder takes them for one, and go on differently for each holder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["RESIDENT_KINDS", "ResidentCard", "resident_card"]

RESIDENT_KINDS = ("resident", "hmt", "foreigner2017", "foreigner2023")
_PHOTO_MAGIC, _PHOTO_SIZE = b"LABPHOTO", 1024
_BLOCK = 256
_ISSUED = {"2017": dt.date(2021, 3, 1), "2023": dt.date(2024, 3, 1)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_Fields = tuple[tuple[str, int], ...]


class ResidentCard:
    """Fits VirtualCard.

    `permit` is the number of a 港澳台居民来往内地(大陆)通行证 and makes it an 居住证; `foreigner` is the year of an
    外国人永久居留身份证. `payload` is what a SAM_V module hands out, `chip` the number that anybody may read.
    """

    def __init__(self, holder: Person, permit: str = "", foreigner: Literal["", "2017", "2023"] = "") -> None:
        made_of = f"{holder.card_number} {permit} {foreigner}".encode()
        self.chip = hashlib.blake2b(made_of, digest_size=8).digest()
        self.atr = _atr(self.chip)
        fields = _foreigner(holder, foreigner) if foreigner else _resident(holder, permit)
        text = b"".join((words.encode("utf-16-le") + b"\x20\x00" * size)[:size] for words, size in fields)
        self.payload = len(text).to_bytes(2, "big") + _PHOTO_SIZE.to_bytes(2, "big") + text + _photo(holder)

    def reset(self) -> None:
        """Nothing is selected on such a reader."""

    def answer(self, apdu: bytes) -> bytes:
        """Answer the pseudo APDU FF B0: up to 256 bytes from an offset."""
        if apdu[:2] != b"\xff\xb0" or len(apdu) != 5:
            return b"\x6d\x00"
        offset = int.from_bytes(apdu[2:4], "big")
        block = self.payload[offset : offset + (apdu[4] or _BLOCK)]
        return block + b"\x90\x00" if block else b"\x6b\x00"


def resident_card(kind: str, holder: Person) -> ResidentCard:
    """Make the card of one of RESIDENT_KINDS. Raises KeyError for another kind."""
    return {
        "resident": lambda: ResidentCard(holder),
        "hmt": lambda: ResidentCard(holder, permit=f"H{holder.card_number[1:]}"),
        "foreigner2017": lambda: ResidentCard(holder, foreigner="2017"),
        "foreigner2023": lambda: ResidentCard(holder, foreigner="2023"),
    }[kind]()


def _resident(holder: Person, permit: str) -> _Fields:
    return (
        (holder.name, 30),
        (holder.sex, 2),
        ("" if permit else holder.ethnicity, 4),
        (f"{holder.birth:%Y%m%d}", 16),
        (holder.address, 70),
        (_number("810000", holder) if permit else holder.number, 36),
        (holder.issuer, 30),
        (f"{holder.valid_from:%Y%m%d}", 16),
        (_until(holder.valid_until), 16),
        (permit, 18),
        ("01" if permit else "", 4),
        ("", 6),
        ("J" if permit else "", 2),
        ("", 6),
    )


def _foreigner(holder: Person, year: Literal["2017", "2023"]) -> _Fields:
    """Issue for ten years: such cards are never 长期. Utopia (UTO) is ICAO's example state."""
    issued = _ISSUED[year]
    birth, since, until = (f"{day:%Y%m%d}" for day in (holder.birth, issued, issued.replace(year=issued.year + 10)))
    if year == "2017":
        number = f"UTO9999{birth[2:]}{holder.card_number[-2]}"
        return (
            (holder.latin_name, 120),
            (holder.sex, 2),
            (number + _machine_check(number), 30),
            ("UTO", 6),
            (holder.name, 30),
            (since, 16),
            (until, 16),
            (birth, 16),
            ("01", 4),
            ("9999", 8),
            ("I", 2),
            ("", 6),
        )
    return (
        (holder.name, 30),
        (holder.sex, 2),
        ("01", 4),
        (birth, 16),
        (holder.latin_name[:35], 70),
        (_number("999902", holder), 36),
        ("", 30),
        (since, 16),
        (until, 16),
        (holder.latin_name[35:], 22),
        ("UTO", 6),
        ("Y", 2),
        (f"{int(holder.card_number[-3:]):03d}", 6),
    )


def _until(day: dt.date | None) -> str:
    return f"{day:%Y%m%d}" if day else "长期"


def _number(region: str, holder: Person) -> str:
    """Give the holder a number under another prefix, with its check digit (GB 11643, MOD 11-2)."""
    digits = region + holder.number[6:17]
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def _machine_check(text: str) -> str:
    """Compute the check digit of the 2017 number, weights 7 3 1 as in a machine readable zone."""
    return str(sum(int(letter, 36) * (7, 3, 1)[place % 3] for place, letter in enumerate(text)) % 10)


def _photo(holder: Person) -> bytes:
    return (_PHOTO_MAGIC + hashlib.shake_128(holder.key.encode()).digest(_PHOTO_SIZE))[:_PHOTO_SIZE]


def _atr(serial: bytes) -> bytes:
    """Make up the ATR of a contactless card (PC/SC part 3) from its 8-byte serial."""
    historical = b"\x50" + serial + b"\x90\x00"
    body = bytes((0x80 | len(historical), 0x80, 0x01)) + historical
    return b"\x3b" + body + bytes((reduce(xor, body),))
