"""社会保障卡 (LD/T 32-2015), contact, specifications 1.0 to 3.0: EF05 is free to read, EF06 (the holder) up to 2.0.

Specification 3.0 opens EF06 to a reader that proved to know the key RKSSSE, through whoever holds it (CardAuthority:
a PSAM or an HSM). Without that the reading holds the card's number alone, and the flaw card-needs-psam.
Nothing on this card signs what it says, so its trust is UNVERIFIED.
"""

from __future__ import annotations

import hmac
import re
import secrets
from typing import TYPE_CHECKING

from drivers.apdu import Conversation, day, imprint, matching, read_record, select_file, select_name, unpadded, words
from drivers.errors import CardGarbled, CardNeedsPsam, CardUnknown, CardWithdrawn
from drivers.protocols import HolderQuestion
from drivers.types import CardReading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from drivers.protocols import CardAuthority, CardChannel, CardProfile, ReadingAids

__all__ = ["PROFILE"]

_SSSE = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")  # sx1.sh.社会保障 in GBK
_ISSUER_FILE, _HOLDER_FILE = 0xEF05, 0xEF06
_CARD_ID = (0x01, 16)
_ISSUER_RECORDS = {"id": _CARD_ID, "version": (0x03, 4), "issued": (0x05, 4), "expires": (0x06, 4), "card": (0x07, 9)}
_HOLDER_RECORDS = {
    "number": (0x08, 18),
    "name": (0x09, 30),
    "name extension": (0x4E, 20),
    "sex": (0x0A, 1),
    "ethnicity": (0x0B, 1),
    "birth": (0x0D, 4),
}
_OPTIONAL = "name extension"  # specification 1.0 and many cards of 2.0 have none
_NO_SUCH_RECORD, _NOT_ALLOWED = 0x6A83, 0x6982
_ALL_BYTES = sum(size for records in (_ISSUER_RECORDS, _HOLDER_RECORDS) for _, size in records.values()) + _CARD_ID[1]

_ETHNICITIES = "(0[1-9]|[1-4][0-9]|5[0-6]|97|98)?"  # GB/T 3304, others and foreigners

_GET_CHALLENGE = bytes.fromhex("0084000008")
_INTERNAL_AUTHENTICATE = bytes.fromhex("0088000010")
_EXTERNAL_AUTHENTICATE = bytes.fromhex("0082000A10")  # 0A is RKSSSE
_FACTOR, _EXTERNAL = 8, 16
_ALGORITHM = re.compile(b"\x9f\x0c.\x86\x01(.)", re.DOTALL)  # in the SSSE's description
_DEFAULT_ALGORITHM = 1


class _SocialSecurityCard:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Tell by the ATR that LD/T 32 prescribes: direct convention, T=0, 13 historical bytes."""
        return atr.startswith(b"\x3b\x6d\x00\x00")

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:
        """Read issuer and holder files in 16 APDUs (T=0); specification 3.0 takes 22, or 11 without an authority.

        The last one reads the card's identifier again: without secure messaging nothing else tells that
        all records came from one card. Sex and ethnicity stay codes (GB/T 2261.1, GB/T 3304).
        """
        if not _selected(channel, select_name(_SSSE)):
            raise CardUnknown("no SSSE directory")
        sitting = _Sitting(channel, progress)
        if not sitting.take(_ISSUER_FILE, _ISSUER_RECORDS):
            raise CardGarbled("EF05 is closed")
        holder_file = sitting.holder(aids.authority)
        sitting.end()
        progress(1.0)
        return _reading(sitting.records, holder_file)


PROFILE: CardProfile = _SocialSecurityCard()


class _Sitting:
    """One reading of one card: what it has said so far."""

    def __init__(self, channel: CardChannel, progress: Callable[[float], None]) -> None:
        self._channel = channel
        self._card = Conversation(channel)
        self._progress = progress
        self._bytes = 0
        self.records: dict[str, bytes] = {}

    def take(self, file: int, wanted: dict[str, tuple[int, int]]) -> bool:
        """Read the wanted records of a file; False when it is closed."""
        if not _selected(self._channel, select_file(file)):
            raise CardGarbled(f"EF{file & 0xFF:02X} is not there")
        for field, (tag, size) in wanted.items():
            value = self._record(tag, size, optional=field == _OPTIONAL)
            if value is None:
                return False
            self.records[field] = value
            self._bytes += size
            self._progress(self._bytes / _ALL_BYTES)
        return True

    def holder(self, authority: CardAuthority | None) -> str:
        """Read the holder's file; returns how that went: free, authenticated or closed."""
        proven = False
        if authority is not None and self.records["version"].startswith(b"3"):
            proven = self._prove(authority)
            if not proven:
                return "closed"
        if self.take(_HOLDER_FILE, _HOLDER_RECORDS):
            return "authenticated" if proven else "free"
        if authority is None or proven or not self._prove(authority):
            return "closed"
        return "authenticated" if self.take(_HOLDER_FILE, _HOLDER_RECORDS) else "closed"

    def end(self) -> None:
        """Make sure that the card is still the one that was read first."""
        if not _selected(self._channel, select_file(_ISSUER_FILE)):
            raise CardWithdrawn("the card was exchanged for another")
        if self._record(*_CARD_ID) != self.records["id"]:
            raise CardWithdrawn("the card was exchanged for another")

    def _prove(self, authority: CardAuthority) -> bool:
        """Let card and reader prove themselves to each other; False when the reader cannot.

        Factor and random of the card's proof are our own: a copy could repeat a challenge of its choice. In the
        other direction one challenge of the card serves as both. Raises CardGarbled for a card that is no issuer's.
        """
        description = self._card.transmit(select_name(_SSSE)).data
        algorithm = _ALGORITHM.search(description)
        factor, random = secrets.token_bytes(_FACTOR), secrets.token_bytes(_FACTOR)
        proof = self._card.transmit(_INTERNAL_AUTHENTICATE + factor + random)
        challenge = self._card.transmit(_GET_CHALLENGE)
        if not challenge.ok or len(challenge.data) != _FACTOR:
            return False
        question = HolderQuestion(
            region=_region(self.records),
            atr=self._channel.atr,
            algorithm=algorithm[1][0] if algorithm else _DEFAULT_ALGORITHM,
            card_id=self.records["id"],
            internal_factor=factor,
            internal_random=random,
            external_factor=challenge.data,
            external_random=challenge.data,
        )
        try:
            answer = authority.answer(question)
        except CardNeedsPsam:
            return False
        if answer.internal and not hmac.compare_digest(proof.data[:_FACTOR], answer.internal[:_FACTOR]):
            raise CardGarbled("the card does not prove whose it is")
        if len(answer.external) != _EXTERNAL:
            return False
        return self._card.transmit(_EXTERNAL_AUTHENTICATE + answer.external).ok

    def _record(self, tag: int, size: int, *, optional: bool = False) -> bytes | None:
        """Read the value of one record (tag, length, value); None when its file is closed."""
        answer = self._card.transmit(read_record(tag, size + 2))
        if answer.sw == _NOT_ALLOWED:
            return None
        if optional and answer.sw == _NO_SUCH_RECORD:
            return b""
        if not answer.ok:
            raise CardGarbled(f"record {tag:02X} answered {answer.sw:04X}")
        head, value = answer.data[:2], answer.data[2:]
        if head != bytes((tag, len(value))):
            raise CardGarbled(f"record {tag:02X} is no record")
        return value


def _selected(channel: CardChannel, select: bytes) -> bool:
    """Select without fetching the description that T=0 cards keep waiting (61xx): it would be one more APDU."""
    answer = channel.transmit(select)
    return answer.ok or answer.sw >> 8 == 0x61


def _reading(records: dict[str, bytes], holder_file: str) -> CardReading:
    is_closed = holder_file == "closed"
    number, name, sex, ethnicity, birth = ("", "", "", "", None) if is_closed else _holder(records)
    return CardReading(
        kind="shebao",
        name=name,
        number=number,
        sex=sex,
        ethnicity=ethnicity,
        birth=birth,
        valid_from=_day(records, "issued"),
        valid_until=_day(records, "expires"),
        card_number=matching("card", "[0-9A-Z]{1,9}", _text(records["card"][:9])),
        flaw=CardNeedsPsam.code if is_closed else "",
        imprint=b"" if is_closed else imprint(*records.values()),
        evidence={
            "specification": matching("version", r"[0-9]\.[0-9]{2}", _text(records["version"])),
            "region": _region(records),
            "holder_file": holder_file,
        },
    )


def _holder(records: dict[str, bytes]) -> tuple[str, str, str, str, dt.date | None]:
    # A character may straddle the two fields of the name: join the bytes before decoding.
    # GB 18030 rather than GBK, which lacks 䶮 and everything beyond the basic plane.
    name = words("name", unpadded(records["name"]) + unpadded(records["name extension"]), "gb18030")
    return (
        matching("number", "[0-9A-Z]{1,18}", _text(records["number"]).upper()),
        matching("name", ".+", name),
        matching("sex", "[0129]", _text(records["sex"])),
        matching("ethnicity", _ETHNICITIES, _digits(records["ethnicity"])),
        _day(records, "birth"),
    )


def _text(value: bytes) -> str:
    return unpadded(value).decode("ascii", errors="replace")


def _digits(value: bytes) -> str:
    """Unpack two digits a byte; a field of padding alone is blank."""
    return "" if set(value) in ({0x00}, {0xFF}) else value.hex()


def _day(records: dict[str, bytes], field: str) -> dt.date | None:
    return day(field, _digits(records[field]))


def _region(records: dict[str, bytes]) -> str:
    return matching("card id", "[0-9]{6}", records["id"][:3].hex())
