"""What the fuzz campaign attacks: each target has valid seeds and swallows any bytes, or refuses them by its own type.

A target that takes more of the run's share than another has more to get wrong for each microsecond it costs.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.cards import resident, shebao, technician
from drivers.errors import DeviceError
from drivers.icao import tlv
from drivers.icao.mrz import key_from_mrz
from drivers.icao.zone import read_zone
from drivers.imaging.portrait import decode_portrait
from drivers.journal import ApduJournal
from drivers.lab.cards.resident import RESIDENT_KINDS, ResidentCard, resident_card
from drivers.lab.cards.shebao import ShebaoCard
from drivers.lab.cards.technician import TechnicianCard
from drivers.lab.documents import DOCUMENT_KINDS, travel_document
from drivers.lab.people import PEOPLE
from drivers.lab.portraits import portrait
from drivers.protocols import ReadingAids
from drivers.readers.sam_serial_frames import Inbox, frame
from drivers.types import ResponseApdu

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.lab.cards.card import VirtualCard

__all__ = ["TARGETS", "Slices", "Spoken", "Target", "nothing"]

Refusals = tuple[type[Exception], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`attack` may raise only one of `refusals`; `weight` is its share of the inputs."""

    name: str
    seeds: tuple[bytes, ...]
    attack: Callable[[bytes], object]
    refusals: Refusals = (DeviceError,)
    weight: float = 1.0


def nothing(*_: object) -> None:
    """Take no notice of progress."""


class Slices:
    """Fits CardChannel: a reader with a SAM_V module that shows these bytes as its payload."""

    def __init__(self, payload: bytes) -> None:
        self.atr = ResidentCard(PEOPLE[0]).atr
        self._payload = payload

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - nothing waits
        """Answer FF B0."""
        at = int.from_bytes(apdu[2:4], "big")
        block = self._payload[at : at + 256]
        return ResponseApdu(block, 0x9000 if block else 0x6B00)


class Spoken:
    """Fits CardChannel: a card that answers what is at hand for its `turn`-th APDU, and the truth else."""

    def __init__(self, card: VirtualCard, turn: int, said: bytes) -> None:
        self.atr = card.atr
        self._card = card
        self._left = turn
        self._said = said
        card.reset()

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - nothing waits
        """Exchange one APDU."""
        self._left -= 1
        answer = self._card.answer(apdu)
        if self._left == 0:
            answer = self._said
        return ResponseApdu(answer[:-2], int.from_bytes(answer[-2:], "big"))


class _Holder:
    """Fits CardChannel: a 社会保障卡 whose records say what they like, one after the other with their tags."""

    def __init__(self, said: bytes) -> None:
        self.atr = bytes.fromhex("3B6D0000") + bytes(13)
        self._parts = said.split(_BETWEEN)
        self._tags = {part[0]: part for part in self._parts if part}

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - nothing waits
        """Answer SELECT and READ RECORD."""
        if apdu[1] == 0xA4:
            return ResponseApdu(b"", 0x9000)
        record = self._tags.get(apdu[2])
        return ResponseApdu(record, 0x9000) if record is not None else ResponseApdu(b"", 0x6A83)


_EC_KEY = bytes.fromhex("06072A8648CE3D0201")
_BETWEEN = b"\xc3\x28\xa0"
_PICTURES = ReadingAids(photos=type("Any", (), {"decode": staticmethod(bytes)})())
_NOTHING_ELSE = ReadingAids()


def _records(card: ShebaoCard) -> bytes:
    files = card._files  # noqa: SLF001 - the seeds are what the lab's card holds
    return _BETWEEN.join(bytes((tag, len(said))) + said for file in files.values() for tag, said in file.items())


def _tlv(said: bytes) -> None:
    with contextlib.suppress(DeviceError):
        tlv.whole_size(said[:8], 0x61)
    with contextlib.suppress(DeviceError):
        tlv.find(said, 0x61, 0x5F1F)
    for _, value in tlv.parse(said):
        tlv.parse(value)


def _frames(said: bytes) -> None:
    inbox = Inbox()
    for start in range(0, len(said), 97):
        inbox.take(said[start : start + 97])


def _mrz(said: bytes) -> None:
    text = said.decode("utf-8", "replace")
    with contextlib.suppress(ValueError):
        read_zone(text)
    key_from_mrz(text)


def _journal(said: bytes) -> None:
    journal = ApduJournal()
    journal.note(said, 0.0, ResponseApdu(said[:9], int.from_bytes(said[-2:], "big")))
    if any(len(line) > 60 for line in journal.tail()):
        raise AssertionError("a line of the journal holds more than header, lengths and status")


def _technician(said: bytes) -> None:
    card = TechnicianCard(PEOPLE[0], "P-256" if _EC_KEY in said else "Ed25519")
    card._object = said  # noqa: SLF001 - a card may hold anything
    technician.PROFILE.read(Spoken(card, 0, b""), nothing, _NOTHING_ELSE)


def _zones() -> tuple[bytes, ...]:
    documents = [travel_document(kind, holder) for kind in DOCUMENT_KINDS for holder in PEOPLE]
    typed = [f"{one.number},{one.holder.birth:%y%m%d},{one.expires:%Y-%m-%d}" for one in documents]
    texts = [text for one in documents for text in ("\n".join(one.printed), one.chip_zone, one.mrz)]
    return tuple(text.encode() for text in (*texts, *typed))


def _objects() -> tuple[bytes, ...]:
    zone = tlv.encode(0x61, tlv.encode(0x5F1F, b"P<UTOERIKSSON<<ANNA<MARIA" * 3))
    many = tlv.encode(0x75, b"".join(tlv.encode(tag, bytes(tag)) for tag in (1, 2, 0x30, 0x87, 0x7E)))
    long = tlv.encode(0x7F61, tlv.encode(0x02, b"\x01") + tlv.encode(0x7F60, tlv.encode(0x5F2E, bytes(700))))
    return zone, many, long


def _sam_answers() -> tuple[bytes, ...]:
    whole = bytes.fromhex("000090") + ResidentCard(PEOPLE[0]).payload
    return frame(whole), frame(bytes.fromhex("000090")), frame(bytes.fromhex("00009F00000000")) * 2


_TEXTS = tuple(resident_card(kind, holder).payload for kind in RESIDENT_KINDS for holder in PEOPLE)
TARGETS: list[Target] = [
    Target(name="TLV", seeds=_objects(), attack=_tlv, weight=4),
    Target(name="MRZ and its typed forms", seeds=_zones(), attack=_mrz, refusals=(ValueError,), weight=3),
    Target(
        name="text block of four layouts",
        seeds=_TEXTS,
        attack=lambda said: resident.PROFILE.read(Slices(said), nothing, _PICTURES),
        weight=3,
    ),
    Target(
        name="records of 社会保障卡",
        seeds=tuple(_records(ShebaoCard(holder)) for holder in PEOPLE),
        attack=lambda said: shebao.PROFILE.read(_Holder(said), nothing, _NOTHING_ELSE),
        weight=3,
    ),
    Target(name="SAM_V frames", seeds=_sam_answers(), attack=_frames, weight=2),
    Target(
        name="APDU journal",
        seeds=(bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF"), bytes.fromhex("0CB09C000000" + "5A" * 90)),
        attack=_journal,
        refusals=(),
    ),
    Target(
        name="certificate of the technician's card",
        seeds=(TechnicianCard(PEOPLE[0])._object, TechnicianCard(PEOPLE[1], "P-256")._object),  # noqa: SLF001
        attack=_technician,
        weight=0.3,
    ),
    Target(
        name="portrait (JPEG 2000 and JPEG)",
        seeds=tuple(portrait("zhao", form, 6_000 if form == "jp2" else 24_000) for form in ("jp2", "jpeg")),
        attack=decode_portrait,
        weight=0.05,
    ),
]
