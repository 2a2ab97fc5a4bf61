"""A virtual eMRTD (ICAO 9303-10 and -11): passport or Chinese travel card, opened by BAC, by PACE, or by either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drivers.errors import CardGarbled
from drivers.icao.command import Command
from drivers.icao.tlv import encode, parse
from drivers.lab.cards.icao.bac import Bac
from drivers.lab.cards.icao.card_access import card_access
from drivers.lab.cards.icao.files import document_files
from drivers.lab.cards.icao.pace import Pace
from drivers.lab.cards.icao.session import SECURE, Violation
from drivers.lab.documents import travel_document
from drivers.types import DocumentKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.lab.cards.icao.card_access import PaceOffer
    from drivers.lab.cards.icao.session import Session
    from drivers.lab.cards.icao.sod import Flaw
    from drivers.lab.people import Person
    from drivers.lab.pki import Scheme

__all__ = ["EmrtdCard", "Traits", "travel_card"]

_APPLICATION = bytes.fromhex("A0000002471001")
_MASTER_FILE, _CARD_ACCESS = b"\x3f\x00", 0x011C
_OK, _NOT_FOUND, _CLOSED, _NO_CONDITIONS = 0x9000, 0x6A82, 0x6982, 0x6985
_SHORT, _EXTENDED = 256, 65536
_LARGEST_ANSWER = 65_000  # what pcscd and the virtual reader carry at once
_Reply = tuple[bytes, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """How chips differ. `block` is the most bytes of a file at once (0: what an answer holds).

    `over` tells what happens to who asks for more: "fewer" bytes, or a refusal by 6700 or 6Cxx that ends the session.
    `pace` lists what EF.CardAccess offers; without `bac` nothing else opens the chip.
    """

    extended: bool = True
    bac: bool = True
    pace: tuple[PaceOffer, ...] = ()
    block: int = 0
    over: Literal["fewer", "6700", "6C"] = "fewer"


_USUAL = Traits()


class EmrtdCard:
    """Fits VirtualCard. `files` are the application's, by identifier; `key` is what is printed and opens them."""

    atr = bytes.fromhex("3B8880010000000033818100 3A")

    def __init__(self, files: Mapping[int, bytes], key: DocumentKey, traits: Traits = _USUAL) -> None:
        self.key = key
        self._traits = traits
        self._files = files
        self._free = {_CARD_ACCESS: card_access(traits.pace)} if traits.pace else {}
        self._bac = Bac(key.mrz)
        self._pace = Pace(traits.pace, key.mrz, key.can)
        self.reset()

    def reset(self) -> None:
        """Forget session, selection, challenge and conversation."""
        self._session: Session | None = None
        self._application = False
        self._current: bytes | None = None
        self._bac.forget()
        self._pace.forget()

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command; whatever is not protected ends the session (9303-11 §9.8.3)."""
        session, self._session = self._session, None
        try:
            command = Command.from_bytes(apdu)
        except ValueError:
            return b"\x67\x00"
        if command.extended and not self._traits.extended:
            return b"\x67\x00"
        if command.cla & SECURE == 0:
            return _joined(*self._obey(command, None))
        if session is None:
            return b"\x69\x88"
        try:
            asked = session.open(command)
            said, sw = self._obey(asked, session)
        except Violation as violation:
            return _joined(b"", violation.sw)
        self._session = session
        return session.seal(command.ins, said, sw)

    def _obey(self, command: Command, session: Session | None) -> _Reply:
        if command.cla not in {0x00, 0x10} or (command.cla == 0x10 and command.ins != 0x86):
            return b"", 0x6E00
        if command.ins == 0xA4:
            return b"", self._select(command, session)
        if command.ins in {0xB0, 0xB1}:
            return self._read(command, session)
        return self._open_up(command) if session is None else (b"", 0x6D00)

    def _open_up(self, command: Command) -> _Reply:
        """Get on with BAC, of the application, or with PACE, of the master file (9303-11 §4.2)."""
        match command.ins:
            case 0x84 | 0x82:
                return self._basic_access(command)
            case 0x22 if self._free and (command.p1, command.p2) == (0xC1, 0xA4):
                return b"", self._pace.begin(command.data) if not self._application else _NO_CONDITIONS
            case 0x86:
                said, sw, self._session = self._pace.go_on(command.data, chained=command.cla == 0x10)
                return said, sw
            case _:
                return b"", 0x6D00

    def _select(self, command: Command, session: Session | None) -> int:
        if command.p1 == 0x04:
            if command.data != _APPLICATION:
                return _NOT_FOUND
            self._application, self._current = True, None
            return _OK
        if command.p1 not in {0x00, 0x02} or len(command.data) not in {0, 2}:
            return 0x6A86
        if command.data in {b"", _MASTER_FILE}:
            self._application, self._current = False, None
            return _OK
        return self._enter(int.from_bytes(command.data, "big"), session)

    def _enter(self, file: int, session: Session | None) -> int:
        """Make a file the current one: EF.CardAccess under the master file for anybody, the rest under a session."""
        if self._application and session is None:
            return _CLOSED
        content = (self._files if self._application else self._free).get(file)
        if content is None:
            return _NOT_FOUND
        self._current = content
        return _OK

    def _read(self, command: Command, session: Session | None) -> _Reply:
        """READ BINARY by offset, or by short identifier and offset; INS B1 takes the offset from an object 54."""
        odd = command.ins == 0xB1
        place = command.p1 << 8 | command.p2
        file = 0
        try:
            if odd:
                ((tag, offset),) = parse(command.data)
                if tag != 0x54 or not 1 <= len(offset) <= 4:
                    return b"", 0x6A80
                file, at = (place if place > 0x1F else 0x0100 | place) if place else 0, int.from_bytes(offset, "big")
            elif place & 0x8000:
                file, at = 0x0100 | command.p1 & 0x1F, command.p2
            else:
                at = place
        except (CardGarbled, ValueError):
            return b"", 0x6A80
        sw = self._enter(file, session) if file else _OK
        if sw != _OK or self._current is None:
            return b"", sw if sw != _OK else 0x6986
        return self._part(at, command, session, odd=odd)

    def _part(self, at: int, command: Command, session: Session | None, *, odd: bool) -> _Reply:
        content = self._current or b""
        if at >= len(content):
            return b"", 0x6B00
        if command.le is None:
            return b"", 0x6700
        room = _EXTENDED if command.extended else _SHORT
        most = min(session.room(room) if session else room, _LARGEST_ANSWER)
        if session and 0 < self._traits.block < command.le and self._traits.over != "fewer":
            # The chip that cannot send so much says so in plain text and forgets the session.
            raise Violation(0x6700 if self._traits.over == "6700" else 0x6C00 | self._traits.block & 0xFF)
        most = min(most, command.le, self._traits.block or most)
        part = content[at : at + most - (_object_overhead(most) if odd else 0)]
        everything = command.le in {_SHORT, _EXTENDED}
        sw = _OK if everything or at + command.le <= len(content) else 0x6282
        return encode(0x53, part) if odd else part, sw

    def _basic_access(self, command: Command) -> _Reply:
        if not (self._traits.bac and self._application):
            return b"", _NO_CONDITIONS
        if command.ins == 0x84:
            return (self._bac.challenge(), _OK) if command.le in {8, _SHORT, _EXTENDED} else (b"", 0x6700)
        said, sw, self._session = self._bac.authenticate(command.data)
        return said, sw


def travel_card(
    kind: str,
    holder: Person,
    traits: Traits = _USUAL,
    *,
    flaw: Flaw = "",
    scheme: Scheme = "ecdsa",
    form: Literal["jp2", "jpeg"] = "jp2",
) -> EmrtdCard:
    """Make the chip of a travel document (a kind of drivers.lab.documents) of one of the lab's people.

    `flaw` is what passive authentication must find; `scheme` the document signer's signature; `form` the picture's.
    """
    document = travel_document(kind, holder)
    files = document_files(kind, holder.key, flaw, scheme, form)
    return EmrtdCard(files, DocumentKey(mrz=document.mrz, can=document.can), traits)


def _object_overhead(most: int) -> int:
    return 2 if most < 0x82 else 3 if most < 0x103 else 4


def _joined(said: bytes, sw: int) -> bytes:
    return said + sw.to_bytes(2, "big")
