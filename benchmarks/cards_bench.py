"""Every card of the lab that the campaigns meet, by a label: how it is made, what opens it, what it must say.

The same labels mean the same cards in this process (loopback), in the process of the hand that lays them into pcscd's
virtual reader, and in the figures.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.errors import DeviceError
from drivers.icao.ciphers import AES256, TDES
from drivers.lab.cards.emrtd import Traits, travel_card
from drivers.lab.cards.icao.card_access import PaceOffer
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.cards.resident import ResidentCard
from drivers.lab.cards.shebao import ShebaoCard
from drivers.lab.cards.technician import TechnicianCard
from drivers.lab.documents import travel_document
from drivers.lab.hsm import LabHsm
from drivers.lab.people import PEOPLE, Person
from drivers.lab.pki import lab_pki
from drivers.protocols import ReadingAids
from drivers.reading import Watch, read_in
from drivers.types import CardReading, DocumentKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.lab.cards.card import VirtualCard
    from drivers.protocols import CardAuthority, PhotoDecoder

__all__ = ["CARDS", "Card", "aids", "alike", "key", "outcome", "read", "trust", "truth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One kind of card. `most` is the bar for its APDUs, 0 for none; `document` the travel document it is.

    `secure` cards speak under secure messaging; `over_pcscd` is False for what only the loopback has.
    """

    make: Callable[[Person], VirtualCard]
    most: int = 0
    document: str = ""
    secure: bool = False
    authority: CardAuthority | None = None
    photos: PhotoDecoder | None = None
    over_pcscd: bool = True
    opened_by: tuple[str, ...] = field(default=("mrz",))


class _AnyPicture:
    """Fits PhotoDecoder: what it makes of a picture is the picture."""

    def decode(self, wlt: bytes) -> bytes:
        """Return the picture as it is."""
        return wlt


_SHORT = Traits(extended=False)
_PACE = (PaceOffer(),)
_PACE_ONLY = Traits(bac=False, pace=_PACE)
_PACE_SHORT = Traits(bac=False, pace=_PACE, extended=False)


def _travel(kind: str, traits: Traits, most: int = 0, *opened_by: str) -> Card:
    return Card(
        make=lambda holder: travel_card(kind, holder, traits),
        most=most,
        document=kind,
        secure=True,
        opened_by=opened_by or ("mrz",),
    )


CARDS: dict[str, Card] = {
    "shebao1": Card(make=lambda holder: ShebaoCard(holder, "1.00"), most=19),
    "shebao2": Card(make=ShebaoCard, most=19),
    "shebao3-closed": Card(make=lambda holder: ShebaoCard(holder, "3.00"), most=19, over_pcscd=False),
    "shebao3": Card(make=lambda holder: ShebaoCard(holder, "3.00"), authority=LabHsm()),
    "resident": Card(make=ResidentCard, most=6),
    "resident-photo": Card(make=ResidentCard, most=6, photos=_AnyPicture(), over_pcscd=False),
    "hmt": Card(make=lambda holder: ResidentCard(holder, permit="H00000000"), most=6),
    "foreigner2017": Card(make=lambda holder: ResidentCard(holder, foreigner="2017"), most=6),
    "foreigner2023": Card(make=lambda holder: ResidentCard(holder, foreigner="2023"), most=6),
    "technician": Card(make=TechnicianCard),
    "technician-p256": Card(make=lambda holder: TechnicianCard(holder, "P-256")),
    "passport": _travel("passport", Traits(), 7),
    "passport-pace": _travel("passport", _PACE_ONLY, 11, "can"),
    "passport-pace-mrz": _travel("passport", _PACE_ONLY, 11, "mrz"),
    "passport-pace-aes256": _travel("passport", Traits(bac=False, pace=(PaceOffer(13, AES256),)), 11, "can"),
    "passport-pace-3des": _travel("passport", Traits(bac=False, pace=(PaceOffer(12, TDES),)), 11, "can"),
    "permit-hk": _travel("permit-hk", Traits()),
    "permit-tw": _travel("permit-tw", Traits()),
    "permit-cs": _travel("permit-cs", Traits()),
    "permit-cd": _travel("permit-cd", Traits()),
    "passport-short": _travel("passport", _SHORT, 99),
    "passport-pace-short": _travel("passport", _PACE_SHORT, 106, "can"),
}


@functools.cache
def trust() -> str:
    """Return a folder with the anchors of this process's authorities; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    lab_pki().write_trust(folder)
    return str(folder)


def key(label: str, holder: Person) -> DocumentKey | None:
    """Return what is printed on that card of that person, None where nothing is needed."""
    card = CARDS[label]
    if not card.document:
        return None
    document = travel_document(card.document, holder)
    both = DocumentKey(mrz=document.mrz, can=document.can)
    return replace(both, **{part: "" for part in ("mrz", "can") if part not in card.opened_by})


def aids(label: str, holder: Person, attempt: int = 0) -> ReadingAids:
    """Return what reading that card draws on."""
    card = CARDS[label]
    return ReadingAids(
        key=key(label, holder), authority=card.authority, photos=card.photos, trust=trust(), attempt=attempt
    )


def read(reader: LoopbackReader, label: str, holder: Person, *, again: bool = False) -> CardReading:
    """Read what lies in the reader; `again` as the terminal does: up to three times. Raises DeviceError."""
    return read_in(reader, aids(label, holder), Watch(again=lambda _: again))


def outcome(act: Callable[[], CardReading]) -> CardReading | DeviceError:
    """Return the reading or the typed refusal; anything else goes on upwards."""
    try:
        return act()
    except DeviceError as refusal:
        return refusal


@functools.cache
def truth(label: str, who: str) -> CardReading:
    """Return what the undisturbed card of the person with that key says."""
    holder = next(person for person in PEOPLE if person.key == who)
    with contextlib.closing(LoopbackReader(CARDS[label].make(holder))) as reader:
        return read(reader, label, holder)


def alike(one: CardReading, other: CardReading) -> bool:
    """Whether two readings say the same of the same person in every field; their evidence may differ."""
    return replace(one, evidence={}) == replace(other, evidence={})
