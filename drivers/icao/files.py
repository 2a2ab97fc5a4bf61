"""Reading elementary files with the fewest commands (ICAO 9303-10 §3.6, ISO 7816-4 §11.2).

A file is read by its short identifier; its first bytes tell how long it is, so nothing asks for the length alone.
Chips differ in how much they give at once: `RUNGS` is the ladder down which a reading goes when a length is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.command import Command
from drivers.icao.secure_messaging import SessionEnded

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.icao.secure_messaging import SecureSession
    from drivers.protocols import CardChannel
    from drivers.types import ResponseApdu

__all__ = ["CARD_ACCESS", "RUNGS", "ElementaryFile", "FileReader", "LengthRefused", "Rung"]

_MOST_BYTES: Final = 1 << 18
_SMALLEST_PART: Final = 64
_EVEN_REACH: Final = 1 << 15
_OFFSET, _DISCRETIONARY = 0x54, 0x53
_GIVEN: Final = frozenset({0x9000, 0x6282})  # 6282: the file ended before as much was read as was asked for
_NO_FILE: Final = frozenset({0x6A82, 0x6A88})
_TOO_LONG: Final = frozenset({0x6700, 0x6B00, 0x6F00})


class LengthRefused(CardGarbled):
    """The chip does not give so much at once; nothing that it gave in this session may be kept."""


@dataclass(frozen=True, slots=True)
class ElementaryFile:
    """A file of the application: short identifier and the tag that it begins with."""

    name: str
    sfi: int
    tag: int


@dataclass(frozen=True, slots=True)
class Rung:
    """How to read: `most` bytes a command, with lengths coded in one byte or, `extended`, in three."""

    most: int
    extended: bool = False

    @property
    def form(self) -> str:
        """What a reading's evidence calls it."""
        return "extended" if self.extended else "short"


CARD_ACCESS: Final = ElementaryFile("EF.CardAccess", 0x1C, 0x31)
RUNGS: Final = (Rung(65536, extended=True), Rung(1024, extended=True), Rung(231), Rung(160), Rung(112))
"""From one command a file down to what every chip was seen to give; the third is what a short answer holds at most."""


class FileReader:
    """Reads files of one chip within one session, in the way of one rung."""

    def __init__(self, channel: CardChannel, session: SecureSession, rung: Rung) -> None:
        self._channel = channel
        self._session = session
        self._extended = rung.extended
        self.part = rung.most if rung.extended else min(rung.most, session.room)

    def read(self, file: ElementaryFile, progress: Callable[[int, int], None]) -> bytes | None:
        """Read a whole file; None when the chip has no such file.

        `progress` takes bytes read and bytes in all. Raises LengthRefused when another rung may help, CardGarbled.
        """
        answer = self._exchange(Command(0x00, 0xB0, 0x80 | file.sfi, 0x00, le=self.part, extended=self._extended))
        if answer.sw in _NO_FILE:
            return None
        content = _given(answer, file)
        size = tlv.whole_size(content, file.tag)
        if size > _MOST_BYTES:
            raise CardGarbled(f"{file.name} is too long")
        while len(content) < size:
            progress(len(content), size)
            wanted = min(self.part, size - len(content))
            more = self._more(file, len(content), wanted)
            if len(more) < min(wanted, _SMALLEST_PART):
                raise LengthRefused(f"{file.name} comes in crumbs")
            content += more
        progress(size, size)
        return content[:size]

    def _more(self, file: ElementaryFile, offset: int, wanted: int) -> bytes:
        if offset < _EVEN_REACH:
            command = Command(0x00, 0xB0, offset >> 8, offset & 0xFF, le=wanted, extended=self._extended)
            return _given(self._exchange(command), file)
        # The odd form tells the offset in an object and answers with one, whose header counts as well.
        place = tlv.encode(_OFFSET, offset.to_bytes(2 if offset <= 0xFFFF else 3, "big"))
        with_header = len(tlv.encode(_DISCRETIONARY, bytes(wanted)))
        command = Command(0x00, 0xB1, 0x00, 0x00, place, min(with_header, self.part), self._extended)
        return tlv.find(_given(self._exchange(command), file), _DISCRETIONARY)

    def _exchange(self, command: Command) -> ResponseApdu:
        try:
            return self._session.exchange(self._channel, command)
        except SessionEnded as error:
            if _is_about_length(error.sw):
                raise LengthRefused(f"the chip refused with {error.sw:04X}") from None
            raise


def _given(answer: ResponseApdu, file: ElementaryFile) -> bytes:
    if _is_about_length(answer.sw) or (answer.sw in _GIVEN and not answer.data):
        raise LengthRefused(f"{file.name} answered {answer.sw:04X}")
    if answer.sw not in _GIVEN:
        raise CardGarbled(f"{file.name} answered {answer.sw:04X}")
    return answer.data


def _is_about_length(sw: int) -> bool:
    return sw in _TOO_LONG or sw >> 8 == 0x6C
