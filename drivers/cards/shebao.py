"""社会保障卡 (LD/T 32-2015), contact, specifications 1.0 and 2.0: EF05 and EF06 of the SSSE are free to read.

Specification 3.0 wants an external authentication (key RKSSSE, a PSAM) before EF06: CardNeedsPsam.
Nothing on this card signs what it says, so its trust is UNVERIFIED.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.apdu import Conversation, day, matching, read_record, select_file, select_name, unpadded, words
from drivers.errors import CardGarbled, CardNeedsPsam, CardUnknown, CardWithdrawn
from drivers.types import CardReading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from drivers.protocols import CardChannel, CardProfile, ReadingAids
    from drivers.types import ResponseApdu

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
_READS = len(_ISSUER_RECORDS) + len(_HOLDER_RECORDS) + 1


class _SocialSecurityCard:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Tell by the ATR that LD/T 32 prescribes: direct convention, T=0, 13 historical bytes."""
        return atr.startswith(b"\x3b\x6d\x00\x00")

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:  # noqa: ARG002
        """Read issuer and holder files in 17 APDUs (T=0).

        The last one reads the card's identifier again: without secure messaging nothing else tells that
        all records came from one card. Sex and ethnicity stay codes (GB/T 2261.1, GB/T 3304).
        """
        card = Conversation(channel)
        if not card.transmit(select_name(_SSSE)).ok:
            raise CardUnknown("no SSSE directory")
        records: dict[str, bytes] = {}
        for file, wanted in ((_ISSUER_FILE, _ISSUER_RECORDS), (_HOLDER_FILE, _HOLDER_RECORDS)):
            _select(card, file)
            for field, (tag, size) in wanted.items():
                records[field] = _record(card, tag, size, optional=field == _OPTIONAL)
                progress(len(records) / _READS)
        _select(card, _ISSUER_FILE)
        if _record(card, *_CARD_ID) != records["id"]:
            raise CardWithdrawn("the card was exchanged for another")
        progress(1.0)
        return _reading(records)


PROFILE: CardProfile = _SocialSecurityCard()


def _select(card: CardChannel, file: int) -> None:
    _refuse_bad(card.transmit(select_file(file)), f"EF{file & 0xFF:02X}")


def _record(card: CardChannel, tag: int, size: int, *, optional: bool = False) -> bytes:
    """Read the value of one record: tag, length, value."""
    answer = card.transmit(read_record(tag, size + 2))
    if optional and answer.sw == _NO_SUCH_RECORD:
        return b""
    _refuse_bad(answer, f"record {tag:02X}")
    head, value = answer.data[:2], answer.data[2:]
    if head != bytes((tag, len(value))):
        raise CardGarbled(f"record {tag:02X} is no record")
    return value


def _refuse_bad(answer: ResponseApdu, where: str) -> None:
    if answer.sw == _NOT_ALLOWED:
        raise CardNeedsPsam(f"{where} wants an external authentication")
    if not answer.ok:
        raise CardGarbled(f"{where} answered {answer.sw:04X}")


def _reading(records: dict[str, bytes]) -> CardReading:
    # A character may straddle the two fields of the name: join the bytes before decoding.
    # GB 18030 rather than GBK, which lacks 䶮 and everything beyond the basic plane.
    name = words("name", unpadded(records["name"]) + unpadded(records["name extension"]), "gb18030")
    return CardReading(
        kind="shebao",
        name=matching("name", ".+", name),
        number=_text(records, "number", "[0-9A-Z]{1,18}"),
        sex=_text(records, "sex", "[0129]"),
        ethnicity=matching("ethnicity", "[0-9]{2}", records["ethnicity"].hex()),
        birth=_day(records, "birth"),
        valid_from=_day(records, "issued"),
        valid_until=_day(records, "expires"),
        card_number=_text(records, "card", "[0-9A-Z]{1,9}"),
        evidence={
            "specification": _text(records, "version", r"[0-9]\.[0-9]{2}"),
            "region": matching("card id", "[0-9]{6}", records["id"][:3].hex()),
        },
    )


def _text(records: dict[str, bytes], field: str, pattern: str) -> str:
    return matching(field, pattern, unpadded(records[field]).decode("ascii", errors="replace"))


def _day(records: dict[str, bytes], field: str) -> dt.date | None:
    return day(field, unpadded(records[field]).hex())
