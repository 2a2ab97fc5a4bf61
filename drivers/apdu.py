"""What is said to a card (ISO 7816-4) and what may stand in its answers.

Command APDUs; `Conversation`, a CardChannel over a CardChannel, through which nobody sees the T=0 answers that only
mean "ask again"; and the data elements that the card profiles share, each a function that answers or refuses.
Refusals (CardGarbled) name the field, never its content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from drivers.errors import CardGarbled
from drivers.types import ResponseApdu

if TYPE_CHECKING:
    from drivers.protocols import CardChannel

__all__ = [
    "Conversation",
    "day",
    "imprint",
    "matching",
    "read_binary",
    "read_record",
    "select_file",
    "select_name",
    "unpadded",
    "words",
]

_MORE_DATA = 0x61
_WRONG_LENGTH = 0x6C
_HEADER_AND_LE = 5
_MOST_PARTS = 16
# Controls, lone surrogates and line breaks. Private-use characters stay: older cards hold rare names in them.
_NEVER_IN_WORDS = {"Cc", "Cs", "Zl", "Zp"}
_UNDECODABLE = "\N{REPLACEMENT CHARACTER}"


def imprint(*record: bytes) -> bytes:
    """Return the SHA-256 of a whole chip record, each piece with its length before it: none slides into the next."""
    digest = hashlib.sha256(b"card.imprint/1\n")
    for piece in record:
        digest.update(len(piece).to_bytes(4, "big") + piece)
    return digest.digest()


def select_name(name: bytes) -> bytes:
    """SELECT an application or directory by its name (up to 16 bytes); without Le, as T=0 wants it."""
    return bytes((0x00, 0xA4, 0x04, 0x00, len(name))) + name


def select_file(identifier: int) -> bytes:
    """SELECT an elementary file under the current directory by its two-byte identifier."""
    return bytes((0x00, 0xA4, 0x02, 0x00, 2)) + identifier.to_bytes(2, "big")


def read_record(number: int, size: int, mode: int = 0) -> bytes:
    """READ RECORD `number` of the selected file, expecting `size` bytes.

    `mode` 0 takes the number as a record identifier (the tag of 社会保障卡), 4 as a position.
    """
    return bytes((0x00, 0xB2, number, mode, size & 0xFF))


def read_binary(offset: int) -> bytes:
    """Ask a contactless reader for up to 256 bytes from `offset`: the pseudo APDU FF B0 of PC/SC part 3."""
    return bytes((0xFF, 0xB0, offset >> 8, offset & 0xFF, 0x00))


class Conversation:
    """A card channel that repeats after 6Cxx with the right length and follows 61xx with GET RESPONSE."""

    def __init__(self, channel: CardChannel) -> None:
        self._channel = channel

    @property
    def atr(self) -> bytes:
        """Answer to reset of the connected card."""
        return self._channel.atr

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:
        """Exchange one APDU and what belongs to it; the body comes whole. Raises what the channel raises.

        A card that promises more data for ever is CardGarbled.
        """
        answer = self._channel.transmit(apdu, deadline_s)
        if answer.sw >> 8 == _WRONG_LENGTH and len(apdu) == _HEADER_AND_LE:
            answer = self._channel.transmit(apdu[:-1] + bytes((answer.sw & 0xFF,)), deadline_s)
        body = answer.data
        for _ in range(_MOST_PARTS):
            if answer.sw >> 8 != _MORE_DATA:
                return ResponseApdu(body, answer.sw)
            answer = self._channel.transmit(bytes((0x00, 0xC0, 0x00, 0x00, answer.sw & 0xFF)), deadline_s)
            body += answer.data
        raise CardGarbled("61xx without end")


def unpadded(raw: bytes) -> bytes:
    """Drop what fills a field up: zeros of `an` fields, F of `cn` fields, spaces."""
    return raw.rstrip(b"\x00\xff ")


def words(field: str, raw: bytes, encoding: str) -> str:
    """Decode a text of the card, without its padding. Raises CardGarbled for bytes that are no text."""
    text = raw.decode(encoding, errors="replace").rstrip(" \x00\u3000")
    if _UNDECODABLE in text or any(unicodedata.category(character) in _NEVER_IN_WORDS for character in text):
        raise CardGarbled(f"{field} holds no text")
    return text


def matching(field: str, pattern: str, text: str) -> str:
    """Return `text` when it matches `pattern` as a whole. Raises CardGarbled."""
    if re.fullmatch(pattern, text, re.ASCII) is None:
        raise CardGarbled(f"{field} is not of the form {pattern}")
    return text


def day(field: str, digits: str) -> dt.date | None:
    """Read YYYYMMDD; nothing at all is None. Raises CardGarbled for anything else."""
    if not digits:
        return None
    matching(field, "[0-9]{8}", digits)
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise CardGarbled(f"{field} is no day of the calendar") from None
