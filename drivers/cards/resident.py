"""居民身份证 and its relatives on a reader with a SAM_V module inside.

The licensed module does the decrypting; such readers show its payload as one linear file through the pseudo APDU
FF B0: text length, photo length (16 bit each), 256 bytes of text, 1,024 of photo (WLT). Four layouts of the text:
居民身份证, 港澳台居民居住证 (GA/T 490), 外国人永久居留身份证 of 2017 and of 2023.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drivers.apdu import Conversation, day, imprint, matching, read_binary, words
from drivers.errors import CardChipOnly, CardGarbled, CardUnknown, CardWithdrawn, PhotoUnreadable
from drivers.types import CardReading, Trust

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import CardChannel, CardProfile, ReadingAids
    from drivers.types import ResponseApdu

__all__ = ["PROFILE"]

_BLOCK = 256
_HEADER = 4
_TEXT_SIZE, _PHOTO_SIZE = 256, 1024
_PHOTO_AT = _HEADER + _TEXT_SIZE
_FLAG = (248, 2)  # tells the layout, in every layout
_BLANK = b"\x20\x00\x20\x00"
_OK, _END_OF_FILE = 0x9000, 0x6282
_CHIP_NUMBER = bytes.fromhex("0036000008")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where one kind of card keeps its fields; what it does not have takes no bytes.

    `latin_name` is one text in several pieces. `said` are codes for the evidence, told when they are digits. `tail`
    means that a field lies in the last 4 bytes of the text, beyond the first block of the payload.
    """

    kind: str
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
    nationality: _Span = (0, 0)
    personal_number: _Span = (0, 0)
    latin_name: tuple[_Span, ...] = ()
    said: tuple[tuple[str, _Span], ...] = ()
    tail: bool = False


_RESIDENT = _Layout(
    kind="resident",
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
_HMT_RESIDENT = replace(
    _RESIDENT,
    kind="hmt",
    title="hmt",
    ethnicity=(0, 0),
    personal_number=(220, 18),
    said=(("issues", (238, 4)),),
)
_FOREIGNER_2017 = _Layout(
    kind="foreigner",
    title="foreigner-2017",
    name=(158, 30),
    latin_name=((0, 120),),
    sex=(120, 2),
    birth=(220, 16),
    number=(122, 30),
    number_form="[A-Z]{3}[0-9]{12}",
    nationality=(152, 6),
    valid_from=(188, 16),
    valid_until=(204, 16),
    said=(("version", (236, 4)), ("office", (240, 8))),
)
_FOREIGNER_2023 = _Layout(
    kind="foreigner",
    title="foreigner-2023",
    name=(0, 30),
    latin_name=((52, 70), (220, 22)),
    sex=(30, 2),
    birth=(36, 16),
    number=(122, 36),
    number_form="9[0-9]{16}[0-9X]",
    nationality=(242, 6),
    personal_number=(250, 6),
    valid_from=(188, 16),
    valid_until=(204, 16),
    said=(("issues", (32, 4)),),
    tail=True,
)

_LAYOUTS = {"": _RESIDENT, "J": _HMT_RESIDENT, "I": _FOREIGNER_2017, "Y": _FOREIGNER_2023}


class _ResidentCard:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Tell by the ATR such readers make up: contactless (PC/SC part 3), card serial, 90 00."""
        return _contactless(atr) and atr[13:15] == b"\x90\x00"

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:
        """Read the text, the photo, and the first block again: still the same card.

        2 APDUs for the text, 4 more for the photo. Without a decoder the photo's bytes serve the imprint alone, and a
        reader that does not give them costs nothing but that. Raises CardChipOnly for a card that no SAM_V module
        decrypts.
        """
        payload = _Payload(Conversation(channel), progress)
        head = payload.first(known=self.matches(channel.atr))
        layout = _layout(head)
        wlt = payload.photo(aligned=aids.attempt > 0, needed=aids.photos is not None)
        tail = payload.still_the_same(tail=layout.tail)
        reading = _reading(layout, (head + tail).ljust(_TEXT_SIZE, b"\x00"))
        reading = replace(reading, imprint=imprint(head, wlt) if wlt.strip(wlt[:1]) else b"")  # a blank one is none
        if aids.photos is None or not wlt:
            return replace(reading, evidence={**reading.evidence, "photo_decoder": "none"})
        try:
            photo = aids.photos.decode(wlt)
        except PhotoUnreadable as refused:
            return replace(reading, evidence={**reading.evidence, "photo_decoder": refused.code})
        return replace(reading, photo=photo, evidence={**reading.evidence, "photo_decoder": "wlt"})


PROFILE: CardProfile = _ResidentCard()


def _contactless(atr: bytes) -> bool:
    return atr[:1] == b"\x3b" and atr[2:4] == b"\x80\x01"


class _Payload:
    """The linear file of one card, read by readers that may give less than 256 bytes at a time."""

    def __init__(self, channel: Conversation, progress: Callable[[float], None]) -> None:
        self._channel = channel
        self._progress = progress
        self._wants_photo = True
        self._head = b""
        self._photo_size = 0
        self._read = 0

    def first(self, *, known: bool) -> bytes:
        """Return the text but for its last 4 bytes. A card whose ATR is not `known` may be no card of ours."""
        answer = self._channel.transmit(read_binary(0))
        if answer.sw not in {_OK, _END_OF_FILE}:
            raise self._refused(answer)
        if not known and answer.data[:2] != _TEXT_SIZE.to_bytes(2, "big"):
            raise CardUnknown("something else than a SAM_V payload")
        self._head = self._fill(0, _BLOCK, answer.data)
        if int.from_bytes(self._head[:2], "big") != _TEXT_SIZE:
            raise CardGarbled("no text block of 256 bytes")
        self._photo_size = int.from_bytes(self._head[2:_HEADER], "big")
        return self._head[_HEADER:]

    def photo(self, *, aligned: bool, needed: bool) -> bytes:
        """Return the photo, b"" when it is not there; `aligned` reads whole blocks from the start.

        A reader may refuse other offsets than those of blocks, or not look at them. Where the photo is not `needed`,
        one that does not come is none.
        """
        if self._photo_size != _PHOTO_SIZE:
            self._wants_photo = False
            return b""
        try:
            return self._photo(aligned=aligned)
        except CardGarbled:
            if needed:
                raise
            return b""

    def _photo(self, *, aligned: bool) -> bytes:
        end = _PHOTO_AT + _PHOTO_SIZE
        if not aligned:
            answer = self._channel.transmit(read_binary(_PHOTO_AT))
            if answer.ok and not answer.data.startswith(_BLANK):
                return self._fill(_PHOTO_AT, end, answer.data)
        return self._fill(_BLOCK, end)[_PHOTO_AT - _BLOCK :]

    def still_the_same(self, *, tail: bool) -> bytes:
        """Return the last 4 bytes of the text if the `tail` is wanted, while looking at the first block again.

        Raises CardWithdrawn when it is another one.
        """
        rest = b""
        if tail:
            again = self._channel.transmit(read_binary(_HEADER))
            if again.ok and len(again.data) == _BLOCK and again.data != self._head:
                self._compare(again.data[: _BLOCK - _HEADER], self._head[_HEADER:])
                return again.data[_BLOCK - _HEADER :]
            rest = self._fill(_BLOCK, _PHOTO_AT)
        self._compare(self._fill(0, _BLOCK), self._head)
        return rest

    def _compare(self, again: bytes, before: bytes) -> None:
        if again != before:
            raise CardWithdrawn("the card was exchanged for another")
        self._progress(1.0)

    def _fill(self, start: int, end: int, known: bytes = b"") -> bytes:
        """Read from `start` to `end`, of which the beginning may be `known`."""
        data = known
        self._advance(len(known))
        while len(data) < end - start:
            answer = self._channel.transmit(read_binary(start + len(data)))
            if answer.sw not in {_OK, _END_OF_FILE} or not answer.data:
                raise CardGarbled(f"offset {start + len(data)} answered {answer.sw:04X}")
            data += answer.data
            self._advance(len(answer.data))
        return data[: end - start]

    def _advance(self, size: int) -> None:
        self._read += size
        whole = 2 * _BLOCK + (_PHOTO_SIZE + _BLOCK if self._wants_photo else _BLOCK)
        self._progress(min(self._read / whole, 0.99))

    def _refused(self, answer: ResponseApdu) -> CardChipOnly | CardUnknown:
        """Ask a contactless card whether it is one of ours that nobody decrypts here (ISO 14443-3 B, 00 36)."""
        if _contactless(self._channel.atr):
            chip = self._channel.transmit(_CHIP_NUMBER)
            if chip.ok and len(chip.data) == _CHIP_NUMBER[-1]:
                return CardChipOnly("no SAM_V module decrypts this card")
        return CardUnknown(f"no SAM_V payload: {answer.sw:04X}")


def _said(field: str, text: bytes, *spans: _Span) -> str:
    return words(field, b"".join(text[start : start + size] for start, size in spans), "utf-16-le")


def _layout(head: bytes) -> _Layout:
    layout = _LAYOUTS.get(_said("flag", head, _FLAG))
    if layout is None:
        raise CardGarbled("no known card type flag")
    return layout


def _reading(layout: _Layout, text: bytes) -> CardReading:
    latin_name = _said("latin name", text, *layout.latin_name)
    name = _said("name", text, layout.name) or latin_name
    until = _said("valid until", text, layout.valid_until)
    said = {field: _said(field, text, span) for field, span in layout.said}
    codes = {field: code for field, code in said.items() if re.fullmatch("[0-9]+", code)}
    return CardReading(
        kind=layout.kind,
        name=matching("name", ".+", name),
        number=matching("number", layout.number_form, _said("number", text, layout.number)),
        sex=matching("sex", "[0129]", _said("sex", text, layout.sex)),
        ethnicity=matching("ethnicity", "([0-9]{2})?", _said("ethnicity", text, layout.ethnicity)),
        birth=day("birth", _said("birth", text, layout.birth)),
        address=_said("address", text, layout.address),
        issuer=_said("issuer", text, layout.issuer),
        valid_from=day("valid from", _said("valid from", text, layout.valid_from)),
        valid_until=None if until == "长期" else day("valid until", until),
        long_term=until == "长期",
        latin_name=latin_name,
        nationality=matching("nationality", "([A-Z]{3})?", _said("nationality", text, layout.nationality)),
        personal_number=matching(
            "personal number", "[0-9A-Z]*", _said("personal number", text, layout.personal_number)
        ),
        trust=Trust.SAM_VERIFIED,
        evidence={"layout": layout.title, **codes},
    )
