"""Opening the chip of a travel document (ICAO 9303-11 §4.2): which way in, with the fewest commands.

With the printed zone BAC comes first, for most chips in people's hands take it and it needs the fewest commands; a
chip that refuses it is asked for PACE. With the card access number there is only PACE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.errors import CardGarbled, CardNeedsKey, CardUnknown
from drivers.icao import tlv
from drivers.icao.bac import open_by_bac
from drivers.icao.card_access import PaceOffer, choose_offer, read_card_access
from drivers.icao.command import Command
from drivers.icao.files import CARD_ACCESS, RUNGS
from drivers.icao.pace import open_by_pace

if TYPE_CHECKING:
    from drivers.icao.secure_messaging import SecureSession
    from drivers.protocols import CardChannel
    from drivers.types import DocumentKey, ResponseApdu

__all__ = ["ChipDoor"]

_APPLICATION: Final = bytes.fromhex("A0000002471001")
_MASTER_FILE: Final = bytes.fromhex("3F00")
_GIVEN: Final = frozenset({0x9000, 0x6282})
_NOT_ALLOWED: Final = 0x69
_UNDERSTOOD: Final = frozenset({0x69, 0x6A})  # refused for what it asks, not for how it is coded
_ABOUT_LENGTH: Final = frozenset({0x67, 0x6C})
_MOST_CARD_ACCESS: Final = 4096


class ChipDoor:
    """One chip and the key to it. `open` may be called again: every call authenticates anew.

    `extended` says whether the chip took a command with lengths in three bytes: the first command that is needed
    anyway is coded so, which costs nothing where it is understood, and one command where it is refused (`refused`).
    `way` is "BAC" or "PACE" once open.
    """

    def __init__(self, channel: CardChannel, key: DocumentKey | None, *, extended: bool) -> None:
        self._channel = channel
        self._key = key
        self._offer: PaceOffer | None = None
        self._probing = extended
        self.extended = False
        self.refused = False
        self.way = ""

    def open(self) -> SecureSession:
        """Authenticate and stand in the application, inside secure messaging.

        Raises CardUnknown when this is no travel document, CardNeedsKey without a key that it takes, CardKeyWrong,
        CardGarbled.
        """
        if self._key is None or not (self._key.mrz or self._key.can):
            self._select_application()
            raise CardNeedsKey("a travel document: MRZ or CAN wanted")
        return self._open_by_mrz(self._key) if self._key.mrz else self._open_by_can(self._key)

    def _open_by_mrz(self, key: DocumentKey) -> SecureSession:
        if self._offer is not None:
            return self._open_by_pace(key, self._offer)
        session = open_by_bac(self._channel, key.mrz) if self._select_application() else None
        if session is not None:
            self.way = "BAC"
            return session
        offer = self._offer or self._find_offer()
        if offer is None:
            raise CardGarbled("the chip offers neither BAC nor PACE")
        return self._open_by_pace(key, offer)

    def _open_by_can(self, key: DocumentKey) -> SecureSession:
        offer = self._offer or self._find_offer(first=True)
        if offer is not None:
            return self._open_by_pace(key, offer)
        self._select_application()
        raise CardNeedsKey("no PACE: the chip opens with its MRZ alone")

    def _open_by_pace(self, key: DocumentKey, offer: PaceOffer) -> SecureSession:
        if self.way:  # opened before: leave that session and the application
            self._select_master_file()
        session = open_by_pace(self._channel, offer, key)
        if not session.exchange(self._channel, Command(0x00, 0xA4, 0x04, 0x0C, _APPLICATION)).ok:
            raise CardGarbled("PACE done, but the application does not open")
        self.way = "PACE"
        return session

    def _select_application(self) -> bool:
        """Select it in the open; False when the chip hides it until PACE is done. Raises CardUnknown."""
        answer = self._probe(Command(0x00, 0xA4, 0x04, 0x0C, _APPLICATION))
        if answer.ok:
            return True
        if answer.sw >> 8 == _NOT_ALLOWED and self._find_offer() is not None:
            return False
        raise CardUnknown("no travel document")

    def _select_master_file(self) -> None:
        self._channel.transmit(Command(0x00, 0xA4, 0x00, 0x0C, _MASTER_FILE).to_bytes())

    def _find_offer(self, *, first: bool = False) -> PaceOffer | None:
        """Read EF.CardAccess; None without one. `first`: the master file is still selected after the reset."""
        content = self._read_card_access() if first else b""
        if not content:
            self._select_master_file()
            content = self._read_card_access()
        if content:
            self._offer = choose_offer(read_card_access(content))
        return self._offer

    def _read_card_access(self) -> bytes:
        answer = self._probe(Command(0x00, 0xB0, 0x80 | CARD_ACCESS.sfi, 0x00, le=256))
        if answer.sw >> 8 in _ABOUT_LENGTH:
            least = Command(0x00, 0xB0, 0x80 | CARD_ACCESS.sfi, 0x00, le=RUNGS[-1].most)
            answer = self._channel.transmit(least.to_bytes())
        content = answer.data if answer.sw in _GIVEN else b""
        if content[:1] != bytes((CARD_ACCESS.tag,)):
            return b""
        size = tlv.whole_size(content, CARD_ACCESS.tag)
        if size > _MOST_CARD_ACCESS:
            raise CardGarbled("EF.CardAccess is too long")
        while len(content) < size:
            offset = len(content)
            more = Command(0x00, 0xB0, offset >> 8, offset & 0xFF, le=min(RUNGS[-1].most, size - offset))
            part = self._channel.transmit(more.to_bytes())
            if part.sw not in _GIVEN or not part.data:
                raise CardGarbled("EF.CardAccess ends early")
            content += part.data
        return content[:size]

    def _probe(self, command: Command) -> ResponseApdu:
        """Send the first command in extended form, if that may be; in short form when it is refused, and later."""
        if self._probing:
            self._probing = False
            most = None if command.le is None else 65536
            long = Command(command.cla, command.ins, command.p1, command.p2, command.data, most, extended=True)
            answer = self._channel.transmit(long.to_bytes())
            if answer.sw in _GIVEN or answer.sw >> 8 in _UNDERSTOOD:
                self.extended = True
                return answer
            self.refused = True
        return self._channel.transmit(command.to_bytes())
