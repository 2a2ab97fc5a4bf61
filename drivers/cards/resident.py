"""居民身份证 and its relatives on a PC/SC reader with a SAM_V module inside.

The licensed module does the decrypting; such readers show its payload as one linear file through the pseudo APDU
FF B0: text length, photo length (16 bit each), text, photo. The photo stays unread: its WLT coding has no open
decoder, and what cannot be used is not collected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drivers.apdu import day, matching, read_binary, words
from drivers.errors import CardGarbled, CardUnknown, CardWithdrawn
from drivers.types import CardReading, Trust

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import CardChannel, CardProfile, ReadingAids

__all__ = ["PROFILE"]

_BLOCK = 256
_HEADER = 4
_TEXT_SIZE = 256
_FLAG = (248, 2)  # tells the layout, in every layout
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where one kind of card keeps its fields; what it does not have takes no bytes.

    `latin_name` is one text in several pieces, read when the Chinese name is blank.
    """

    title: str
    name: _Span
    sex: _Span
    birth: _Span
    number: _Span
    number_form: str
    valid_from: _Span
    valid_until: _Span
    ethnicity: _Span = (0, 0)
    address: _Span = (0, 0)
    issuer: _Span = (0, 0)
    latin_name: tuple[_Span, ...] = ()


_RESIDENT = _Layout(
    title="resident",
    name=(0, 30),
    sex=(30, 2),
    ethnicity=(32, 4),
    birth=(36, 16),
    address=(52, 70),
    number=(122, 36),
    number_form="[0-9]{17}[0-9X]",
    issuer=(158, 30),
    valid_from=(188, 16),
    valid_until=(204, 16),
)
_HMT_RESIDENT = replace(_RESIDENT, title="hmt", ethnicity=(0, 0))
_FOREIGNER_2017 = _Layout(
    title="foreigner-2017",
    name=(158, 30),
    latin_name=((0, 120),),
    sex=(120, 2),
    birth=(220, 16),
    number=(122, 30),
    number_form="[A-Z]{3}[0-9]{12}",
    valid_from=(188, 16),
    valid_until=(204, 16),
)
_FOREIGNER_2023 = _Layout(
    title="foreigner-2023",
    name=(0, 30),
    latin_name=((52, 70), (220, 22)),
    sex=(30, 2),
    birth=(36, 16),
    number=(122, 36),
    number_form="9[0-9]{16}[0-9X]",
    valid_from=(188, 16),
    valid_until=(204, 16),
)

_LAYOUTS = {"": _RESIDENT, "J": _HMT_RESIDENT, "I": _FOREIGNER_2017, "Y": _FOREIGNER_2023}


class _ResidentCard:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Tell by the ATR such readers make up: contactless (PC/SC part 3), card serial, 90 00."""
        return atr[:1] == b"\x3b" and atr[2:4] == b"\x80\x01" and atr[13:15] == b"\x90\x00"

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:  # noqa: ARG002
        """Read the text block in 3 APDUs, the last of them a second look at the first block: still the same card."""
        first = _block(channel, 0)
        progress(1 / 3)
        if int.from_bytes(first[:2], "big") != _TEXT_SIZE or len(first) != _BLOCK:
            raise CardGarbled("no text block of 256 bytes")
        rest = _block(channel, _BLOCK)
        progress(2 / 3)
        if _block(channel, 0) != first:
            raise CardWithdrawn("the card was exchanged for another")
        text = (first + rest)[_HEADER : _HEADER + _TEXT_SIZE]
        if len(text) != _TEXT_SIZE:
            raise CardGarbled("the text block ends early")
        progress(1.0)
        return _reading(text)


PROFILE: CardProfile = _ResidentCard()


def _block(channel: CardChannel, offset: int) -> bytes:
    answer = channel.transmit(read_binary(offset))
    if not answer.ok and offset == 0:
        raise CardUnknown(f"no SAM_V payload: {answer.sw:04X}")
    if not answer.ok:
        raise CardGarbled(f"block {offset} answered {answer.sw:04X}")
    return answer.data


def _reading(text: bytes) -> CardReading:
    def said(field: str, *spans: tuple[int, int]) -> str:
        return words(field, b"".join(text[start : start + size] for start, size in spans), "utf-16-le")

    layout = _LAYOUTS.get(said("flag", _FLAG))
    if layout is None:
        raise CardGarbled("no known card type flag")
    name = said("name", layout.name) or said("latin name", *layout.latin_name)
    until = said("valid until", layout.valid_until)
    return CardReading(
        kind="resident",
        name=matching("name", ".+", name),
        number=matching("number", layout.number_form, said("number", layout.number)),
        sex=matching("sex", "[0129]", said("sex", layout.sex)),
        ethnicity=matching("ethnicity", "([0-9]{2})?", said("ethnicity", layout.ethnicity)),
        birth=day("birth", said("birth", layout.birth)),
        address=said("address", layout.address),
        issuer=said("issuer", layout.issuer),
        valid_from=day("valid from", said("valid from", layout.valid_from)),
        valid_until=None if until == "长期" else day("valid until", until),
        long_term=until == "长期",
        trust=Trust.SAM_VERIFIED,
        evidence={"layout": layout.title},
    )
