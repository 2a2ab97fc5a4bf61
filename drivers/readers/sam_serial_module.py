"""What a SAM_V module is told and what it answers (GA 467): commands, and the number of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.errors import CardGarbled, SamRefused
from drivers.readers.sam_serial_codes import FOUND, NO_SUCH_ITEM, OK, refusal

if TYPE_CHECKING:
    from drivers.readers.sam_serial_frames import SamAnswer
    from drivers.readers.sam_serial_line import SamLine

__all__ = ["SamModule"]

_STATUS, _MODULE_NUMBER = bytes.fromhex("11FF"), bytes.fromhex("12FF")
_FIND, _SELECT = bytes.fromhex("2001"), bytes.fromhex("2002")
_READ, _NEWEST_ADDRESS, _CHIP_NUMBER = bytes.fromhex("3001"), bytes.fromhex("3003"), bytes.fromhex("3005")
_SHORT_S = 1.0  # for everything but the reading itself
_HEADER = 4


class SamModule:
    """Commands of one module. Each raises CardMute, CardGarbled, ReaderGone as its line does, and SamRefused."""

    def __init__(self, line: SamLine) -> None:
        self._line = line

    def check(self) -> str:
        """Make sure that the module works; return its number, as printed on it, or "" when it does not tell."""
        status = self._ask(_STATUS).status
        if status != OK:
            raise SamRefused(str(refusal("status", status)))
        answer = self._ask(_MODULE_NUMBER)
        return _module_number(answer.body) if answer.status == OK else ""

    def find(self) -> bool:
        """Look for a card that lies there unselected (20 01). At most every 0.3 s, says the module's maker."""
        return self._ask(_FIND).status == FOUND

    def select(self) -> bool:
        """Select the card that was found."""
        return self._ask(_SELECT).status == OK

    def chip_number(self) -> bytes:
        """Return the number of the selected card's chip, b"" when there is none to be had (30 05).

        A pseudonym of its holder: for comparing within one insertion only, never to be told or kept.
        """
        answer = self._ask(_CHIP_NUMBER)
        return answer.body if answer.status == OK else b""

    def holds(self) -> bool:
        """Tell whether the selected card is still there, also after it was read (30 03; what it says is dropped)."""
        return self._ask(_NEWEST_ADDRESS).status in {OK, NO_SUCH_ITEM}

    def read(self, deadline_s: float) -> SamAnswer:
        """Read text and photo of the selected card (30 01); the status may be anything but OK.

        A good answer holds the lengths of text and photo, 16 bit each, then text and photo; CardGarbled if not.
        """
        answer = self._ask(_READ, deadline_s)
        if answer.status != OK:
            return answer
        sizes = int.from_bytes(answer.body[:2], "big"), int.from_bytes(answer.body[2:_HEADER], "big")
        if len(answer.body) != _HEADER + sum(sizes):
            raise CardGarbled("the module's payload has another length than it says")
        return answer

    def _ask(self, command: bytes, deadline_s: float = 0) -> SamAnswer:
        answer = self._line.exchange(command, deadline_s or _SHORT_S)
        error = refusal(command.hex(), answer.status)
        if isinstance(error, SamRefused):
            raise error
        return answer


def _module_number(body: bytes) -> str:
    """Write 16 bytes (little-endian words of 2, 2, 4, 4, 4) as `05.01-yyyymmdd-nnnnnnnnnn-nnnnnnnnnn`."""
    if len(body) != 16:
        return ""
    kind, version, date, high, low = (
        int.from_bytes(body[start:end], "little") for start, end in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))
    )
    return f"{kind:02d}.{version:02d}-{date:08d}-{high:010d}-{low:010d}"
