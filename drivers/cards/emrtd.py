"""Electronic travel documents (ICAO 9303): passports and the Chinese travel cards, proven by passive authentication.

Fewest commands: one file costs one command with extended lengths. When the chip refuses a length, the reading starts
anew with smaller parts, and nothing read before is kept. No second look at the end is needed to know that all of it
came from one chip: every answer carries a MAC under the keys of this one session, which no other chip has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from drivers.apdu import imprint
from drivers.errors import CardGarbled
from drivers.icao.access import ChipDoor
from drivers.icao.data_groups import Details, face_image, groups_present, holder_details, zone_of_chip
from drivers.icao.files import RUNGS, ElementaryFile, FileReader, LengthRefused
from drivers.icao.mrz import birth_day, expiry_day
from drivers.icao.passive_authentication import authenticate, open_sod
from drivers.icao.trust_anchors import load_anchors
from drivers.types import CardReading

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.icao.signed_data import SignedDocument
    from drivers.protocols import CardChannel, CardProfile, ReadingAids

__all__ = ["PROFILE"]

_COM: Final = ElementaryFile("EF.COM", 0x1E, 0x60)
_SOD: Final = ElementaryFile("EF.SOD", 0x1D, 0x77)
_DG1: Final = ElementaryFile("DG1", 0x01, 0x61)
_DG2: Final = ElementaryFile("DG2", 0x02, 0x75)
_DG11: Final = ElementaryFile("DG11", 0x0B, 0x6B)
_DETAILS: Final = 11
_USUAL_BYTES: Final = {_COM: 30, _SOD: 2000, _DG1: 95, _DG2: 18000}
_FIRST_SHORT: Final = next(place for place, rung in enumerate(RUNGS) if not rung.extended)
_KINDS: Final = {"CR": "permit-hk", "CT": "permit-tw", "CS": "permit-cs", "CD": "permit-cd"}
_OLD_PERMIT: Final = "C<"


@dataclass(frozen=True, slots=True, repr=False)
class _Files:
    """Everything that was read, each file whole and all within one session."""

    sod: SignedDocument | None
    groups: dict[int, bytes]


class _TravelDocument:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Tell by the ATR that readers make up for contactless cards; `90 00` behind it is a resident ID's SAM_V."""
        return _contactless(atr) and atr[13:15] != b"\x90\x00"

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:
        """Read EF.COM, EF.SOD, DG1, DG2 and DG11: 7 commands with BAC and 11 with PACE, one more with DG11.

        Raises CardNeedsKey, CardKeyWrong and what a CardProfile raises. A document that passive authentication does
        not prove is returned with its flaw (drivers.icao.passive_authentication).
        """
        door = ChipDoor(channel, aids.key, extended=aids.attempt == 0 and _speaks_blocks(channel.atr))
        bar = _Bar(progress)
        place = 0
        while True:
            session = door.open()
            place = place if door.extended else max(place, _FIRST_SHORT + max(0, aids.attempt - 1))
            rung = RUNGS[min(place, len(RUNGS) - 1)]
            reader = FileReader(channel, session, rung)
            try:
                files = _read_files(reader, bar, with_com=not door.refused)
                break
            except LengthRefused:
                place += 1
                if place >= len(RUNGS):
                    raise
        today = dt.datetime.now().astimezone().date()
        evidence = {
            "access": door.way,
            "cipher": session.suite.name,
            "apdu_form": rung.form,
            "block": str(reader.part),
        }
        reading = _reading(files, today, aids.trust)
        progress(1.0)
        return replace(reading, evidence=evidence | reading.evidence)


PROFILE: CardProfile = _TravelDocument()


class _Bar:
    """Progress by bytes over all files; files not begun count as long as they usually are. Never goes back."""

    def __init__(self, progress: Callable[[float], None]) -> None:
        self._progress = progress
        self._told = 0.0
        self._sizes: dict[ElementaryFile, int] = {}
        self._done: dict[ElementaryFile, int] = {}

    def restart(self) -> None:
        self._sizes, self._done = dict(_USUAL_BYTES), {}

    def of(self, file: ElementaryFile) -> Callable[[int, int], None]:
        def told(done: int, size: int) -> None:
            self._done[file], self._sizes[file] = done, size
            self._told = max(self._told, min(0.99, sum(self._done.values()) / sum(self._sizes.values())))
            self._progress(self._told)

        return told


def _read_files(reader: FileReader, bar: _Bar, *, with_com: bool) -> _Files:
    """Read what there is. EF.COM only repeats what EF.SOD proves; it is left out where a command was lost before."""
    bar.restart()
    com = reader.read(_COM, bar.of(_COM)) if with_com else None
    sod = open_sod(reader.read(_SOD, bar.of(_SOD)) or b"")
    present = {*(groups_present(com) if com else ()), *(sod.listed.hashes if sod else ())}
    groups: dict[int, bytes] = {}
    for number, file in ((1, _DG1), (2, _DG2), (_DETAILS, _DG11)):
        if number != _DETAILS or number in present:
            content = reader.read(file, bar.of(file))
            if content is not None:
                groups[number] = content
    if 1 not in groups or 2 not in groups:
        raise CardGarbled("DG1 or DG2 is missing")
    return _Files(sod, groups)


def _reading(files: _Files, today: dt.date, trust: str) -> CardReading:
    """Say what the files say, and how far they are proven."""
    zone = zone_of_chip(files.groups[1])
    details = holder_details(files.groups[_DETAILS]) if _DETAILS in files.groups else Details()
    birth = details.birth
    if birth is None or f"{birth:%y%m%d}" != zone.birth:
        birth = birth_day(zone.birth, today)
    verdict = authenticate(files.sod, files.groups, zone.issuer, load_anchors(trust), today)
    return CardReading(
        kind=_KINDS.get(zone.document_code, "permit-hk" if zone.title == _OLD_PERMIT else "passport"),
        name=details.name or zone.chinese_name or zone.latin_name,
        latin_name=zone.latin_name,
        number=zone.number,
        personal_number=details.personal_number or zone.personal_number,
        nationality=zone.nationality,
        sex=zone.sex,
        birth=birth,
        address=details.address,
        issuer=zone.issuer,
        valid_until=expiry_day(zone.expiry, today),
        photo=face_image(files.groups[2]),
        trust=verdict.trust,
        flaw=verdict.flaw,
        imprint=imprint(files.groups[1], files.groups[2]),
        evidence={"pa": verdict.flaw or "ok", "signer": verdict.signer, "digest": verdict.digest},
    )


def _contactless(atr: bytes) -> bool:
    """Whether the ATR is of the form of PC/SC part 3 §3.1.3.2.3 for contactless cards."""
    return len(atr) >= 4 and atr[0] == 0x3B and atr[1] & 0xF0 == 0x80 and atr[2:4] == b"\x80\x01"


def _speaks_blocks(atr: bytes) -> bool:
    """Whether extended lengths may be tried: T=0, the first protocol of many contact cards, cannot carry them."""
    return _contactless(atr) or (len(atr) > 2 and bool(atr[1] & 0x80) and _first_protocol(atr) == 1)


def _first_protocol(atr: bytes) -> int:
    place = 2 + (atr[1] >> 4 & 0x07).bit_count()
    return atr[place] & 0x0F if place < len(atr) else 0
