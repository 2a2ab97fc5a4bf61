"""The travel documents' part of the fuzz campaign: files, EF.SOD, EF.CardAccess, secure messaging, the whole wire."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, aids, alike, trust, truth
from benchmarks.cards_mutators import mutated
from benchmarks.cards_targets import Spoken, Target
from drivers.errors import DeviceError
from drivers.icao.card_access import choose_offer, read_card_access
from drivers.icao.ciphers import AES128, TDES
from drivers.icao.data_groups import face_image, groups_present, holder_details, zone_of_chip
from drivers.icao.passive_authentication import authenticate, open_sod
from drivers.icao.secure_messaging import SecureSession
from drivers.icao.trust_anchors import load_anchors
from drivers.lab.cards.icao.card_access import PaceOffer
from drivers.lab.cards.icao.files import _dg2, document_files
from drivers.lab.cards.icao.session import Session
from drivers.lab.documents import DOCUMENT_KINDS
from drivers.lab.people import PEOPLE
from drivers.lab.pki import SCHEMES
from drivers.lab.portraits import portrait
from drivers.reading import read_card
from drivers.types import ResponseApdu, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.icao.ciphers import Suite

__all__ = ["ICAO_TARGETS"]

_WHO, _ANOTHER = PEOPLE[0], PEOPLE[1]
_TODAY = dt.datetime.now(dt.UTC).date()
_SECRET, _COUNTER = bytes(range(16)), bytes(16)
_ON_THE_WIRE = [label for label in CARDS if "short" not in label]


def _files(kind: str, who: str = _WHO.key, **how: str) -> Mapping[int, bytes]:
    return document_files(kind, who, **how)  # type: ignore[arg-type]


def _groups(files: Mapping[int, bytes]) -> dict[int, bytes]:
    return {file & 0xFF: content for file, content in files.items() if file & 0xFF not in {0x1D, 0x1E}}


_OWN, _STRANGE = _groups(_files("passport")), _groups(_files("passport", _ANOTHER.key))


def _sod(said: bytes) -> None:
    """Judge a document by a spoiled EF.SOD; another person's files must never pass."""
    document = open_sod(said)
    anchors = load_anchors(trust())
    authenticate(document, _OWN, "UTO", anchors, _TODAY)
    if authenticate(document, _STRANGE, "UTO", anchors, _TODAY).trust is Trust.PA_OK:
        raise AssertionError("a spoiled SOD vouches for another person's files")


def _sealed(suite: Suite) -> bytes:
    """Return a good answer with 100 bytes of a file, as the chip seals it after its first command."""
    session = Session(suite, _SECRET, _COUNTER[: suite.block])
    session._ssc += 1  # noqa: SLF001 - the command that it answers
    return session.seal(0xB0, bytes(100), 0x9000)


def _unprotected(suite: Suite) -> object:
    def attack(said: bytes) -> None:
        keys = suite.derive(_SECRET, 1), suite.derive(_SECRET, 2)
        session = SecureSession(suite, *keys, _COUNTER[: suite.block])
        session._counter += 1  # noqa: SLF001 - as above
        answer = session.unprotect(ResponseApdu(said[:-2], int.from_bytes(said[-2:], "big")), 0xB0)
        if answer.data != bytes(100):
            raise AssertionError("a spoiled answer passed its MAC")

    return attack


class _Worn(Spoken):
    """A card on whose wire one answer is spoiled."""

    def __init__(self, label: str, dice: random.Random, turn: int) -> None:
        super().__init__(CARDS[label].make(_WHO), turn, b"")
        self._dice = dice

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - nothing waits
        """Exchange one APDU; a channel never hands up less than a status word."""
        self._left -= 1
        answer = self._card.answer(apdu)
        if self._left == 0:
            answer = mutated(self._dice, [answer]).ljust(2, b"\x00")
        return ResponseApdu(answer[:-2], int.from_bytes(answer[-2:], "big"))


def _wire(said: bytes) -> None:
    """Read a whole card one of whose answers is spoiled: under secure messaging that is the truth or a refusal."""
    dice = random.Random(said)
    label = dice.choice(_ON_THE_WIRE)
    true = truth(label, _WHO.key)
    channel = _Worn(label, dice, dice.randint(1, int(true.evidence["apdus"])))
    reading = read_card(channel, lambda _: None, aids(label, _WHO))
    if CARDS[label].secure and not reading.flaw and not alike(reading, true):
        raise AssertionError(f"{label}: a wrong record")


def _card_access(said: bytes) -> None:
    choose_offer(read_card_access(said))


def _offers() -> tuple[bytes, ...]:
    from drivers.icao.tlv import encode  # noqa: PLC0415 - only here

    infos = [PaceOffer(12).info, PaceOffer(13, TDES).info, PaceOffer(0).info]
    return encode(0x31, infos[0]), encode(0x31, b"".join(infos))


_ALL = [_files(kind, holder.key) for kind in DOCUMENT_KINDS for holder in PEOPLE[:2]]
ICAO_TARGETS: list[Target] = [
    Target(
        name="EF.SOD and passive authentication",
        seeds=tuple(_files("passport", scheme=scheme)[0x011D] for scheme in SCHEMES),
        attack=_sod,
        refusals=(),
        weight=1.0,
    ),
    Target(name="EF.COM", seeds=tuple(files[0x011E] for files in _ALL), attack=groups_present, weight=0.5),
    Target(name="DG1", seeds=tuple(files[0x0101] for files in _ALL), attack=zone_of_chip, weight=1.5),
    Target(
        name="DG2 up to its picture",
        seeds=(*(_dg2(portrait(_WHO.key, "jp2", size), "jp2") for size in (4_000, 12_000)), _ALL[0][0x0102]),
        attack=face_image,
    ),
    Target(
        name="DG11",
        seeds=tuple(files[0x010B] for files in _ALL if 0x010B in files),
        attack=holder_details,
        weight=1.5,
    ),
    Target(name="EF.CardAccess", seeds=_offers(), attack=_card_access, weight=0.7),
    Target(name="secure messaging, 3DES", seeds=(_sealed(TDES),), attack=_unprotected(TDES), weight=0.7),  # type: ignore[arg-type]
    Target(name="secure messaging, AES", seeds=(_sealed(AES128),), attack=_unprotected(AES128), weight=0.7),  # type: ignore[arg-type]
    Target(
        name="one answer on the wire of a whole reading",
        seeds=tuple(bytes((number,)) * 16 for number in range(256)),
        attack=_wire,
        refusals=(DeviceError,),
        weight=0.35,
    ),
]
