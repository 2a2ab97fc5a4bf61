"""What the files of a travel document say (ICAO 9303-10 §4.6, §4.7): EF.COM, DG1, DG2 and DG11.

All of it comes from an unknown chip: what the standard does not allow is CardGarbled, with the field's name alone.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from drivers.apdu import words
from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.zone import Zone, read_zone

__all__ = ["Details", "face_image", "full_name", "groups_present", "holder_details", "zone_of_chip"]

COM_TAG: Final = 0x60
_GROUP_TAGS: Final = bytes.fromhex("6175637665666768696A6B6C6D6E6F70")
_TAG_LIST = 0x5C
_ZONE_TAG = 0x5F1F
_FACE_BLOCKS = (0x5F2E, 0x7F2E)
_FACE_FORMAT = b"FAC\x00"
_RECORD_HEADER, _BLOCK_HEADER, _FEATURE_POINT, _IMAGE_HEADER = 14, 20, 8, 12
_MOST_FEATURE_POINTS = 256
_PICTURES = (b"\xff\xd8\xff", b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")  # JPEG, JP2, its bare stream
_FULL_NAME, _PERSONAL_NUMBER, _BIRTH, _ADDRESS = 0x5F0E, 0x5F10, 0x5F2B, 0x5F42
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BETWEEN_HAN = re.compile(f"(?<={_HAN.pattern}) (?={_HAN.pattern})")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Details:
    """What DG11 says of the holder; "" and None where it does not. `name` only when written in Chinese characters."""

    name: str = ""
    personal_number: str = ""
    birth: dt.date | None = None
    address: str = ""


def groups_present(com: bytes) -> frozenset[int]:
    """Return the numbers of the data groups that EF.COM lists; tags it should not list are passed over."""
    listed = tlv.find(com, COM_TAG, _TAG_LIST)
    return frozenset(_GROUP_TAGS.index(tag) + 1 for tag in listed if tag in _GROUP_TAGS)


def zone_of_chip(dg1: bytes) -> Zone:
    """Read the machine readable zone in DG1. Raises CardGarbled, also for a wrong check digit."""
    raw = tlv.find(dg1, _GROUP_TAGS[0], _ZONE_TAG)
    try:
        return read_zone(raw.decode("ascii", errors="replace"))
    except ValueError as error:
        raise CardGarbled(f"DG1: {error}") from None


def face_image(dg2: bytes) -> bytes:
    """Return the first picture of DG2 as it is coded, JPEG or JPEG 2000 (ISO 19794-5 §5). Raises CardGarbled."""
    template = tlv.parse(tlv.find(dg2, _GROUP_TAGS[1], 0x7F61, 0x7F60))
    record = next((value for tag, value in template if tag in _FACE_BLOCKS), b"")
    if record[:4] != _FACE_FORMAT or len(record) < _RECORD_HEADER + _BLOCK_HEADER:
        raise CardGarbled("DG2: no facial record")
    size = int.from_bytes(record[_RECORD_HEADER : _RECORD_HEADER + 4], "big")
    points = int.from_bytes(record[_RECORD_HEADER + 4 : _RECORD_HEADER + 6], "big")
    start = _RECORD_HEADER + _BLOCK_HEADER + points * _FEATURE_POINT + _IMAGE_HEADER
    picture = record[start : _RECORD_HEADER + size]
    if points > _MOST_FEATURE_POINTS or _RECORD_HEADER + size > len(record) or not picture.startswith(_PICTURES):
        raise CardGarbled("DG2: no picture")
    return picture


def holder_details(dg11: bytes) -> Details:
    """Read DG11. Raises CardGarbled."""
    said = dict(tlv.parse(tlv.find(dg11, _GROUP_TAGS[10])))
    return Details(
        name=full_name(words("name", said.get(_FULL_NAME, b""), "utf-8")),
        personal_number=words("personal number", said.get(_PERSONAL_NUMBER, b""), "utf-8").strip("< "),
        birth=_birth(said.get(_BIRTH, b"")),
        address=" ".join(words("address", said.get(_ADDRESS, b""), "utf-8").replace("<", " ").split()),
    )


def full_name(text: str) -> str:
    """Take the fillers out of a Chinese name ("王<<小明" is 王小明); "" for a name without Chinese characters."""
    plain = " ".join(text.replace("<", " ").split())
    return _BETWEEN_HAN.sub("", plain) if _HAN.search(plain) else ""


def _birth(raw: bytes) -> dt.date | None:
    """Read YYYYMMDD, in four bytes of two digits or eight characters; None where the day is not wholly known."""
    digits = raw.hex() if len(raw) == 4 else raw.decode("ascii", errors="replace")
    if re.fullmatch("[0-9]{8}", digits, re.ASCII) is None:
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
