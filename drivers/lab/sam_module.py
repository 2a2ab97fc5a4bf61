"""The inside of a virtual SAM_V module: commands in, answers out, over the card that lies on it (GA 467)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.lab.cards.resident import ResidentCard

__all__ = ["PREAMBLE", "SamFaults", "SamModule", "framed"]

PREAMBLE = bytes.fromhex("AAAAAA9669")
_MODULE_NUMBER = b"".join(
    number.to_bytes(size, "little") for number, size in ((5, 2), (1, 2), (20261121, 4), (1234567, 4), (89101112, 4))
)
_NO_FINGERPRINT = bytes(1024)
_LEAST = 5  # length, CMD, PARA, check byte


def framed(content: bytes) -> bytes:
    """Put a command or an answer into a frame with its length and check byte."""
    counted = (len(content) + 1).to_bytes(2, "big") + content
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


@dataclass(frozen=True, slots=True, kw_only=True)
class SamFaults:
    """What is wrong with one insertion; commands count from 1 since then, 0 means never.

    At `pull_at` the card is taken before the answer, at `swap_at` another takes its place; at `garbage_at` the answer
    is noise, at `bad_check_at` its check byte is wrong, at `short_at` it ends early; from `mute_at` on none comes.
    `refuse` is the status of readings that fail; `halts`: a card that was read is found no more until it is lifted,
    and hides its chip number, as with some modules. `split` sends answers in pieces, each `slow_s` after the last.
    """

    pull_at: int = 0
    swap_at: int = 0
    mute_at: int = 0
    garbage_at: int = 0
    bad_check_at: int = 0
    short_at: int = 0
    refuse: int = 0
    halts: bool = False
    split: bool = False
    slow_s: float = 0.0


class SamModule:
    """Answers commands, framed. `status` is 90 while it works, 60 after a failed self test, 66 unauthorised."""

    def __init__(self) -> None:
        self.status = 0x90
        self._card: ResidentCard | None = None
        self._other: ResidentCard | None = None
        self.faults = SamFaults()
        self.heard: list[str] = []
        self._number = 0
        self._found = self._selected = self._halted = False

    @property
    def card(self) -> ResidentCard | None:
        """What lies on the module now."""
        return self._card

    def lay(self, card: ResidentCard | None, faults: SamFaults, other: ResidentCard | None = None) -> None:
        """Lay a card there, or none; `other` is the one of a swap."""
        self._other, self.faults = other, faults
        self._number = 0
        self._exchange(card)

    def receive(self, counted: bytes) -> bytes:
        """Answer a frame without its preamble, in bytes on the line: length, content, check byte."""
        if len(counted) != 2 + int.from_bytes(counted[:2], "big") or len(counted) < _LEAST:
            return framed(b"\x00\x00\x11")
        if reduce(xor, counted):
            return framed(b"\x00\x00\x10")
        return self.answer(counted[2:-1])

    def answer(self, content: bytes) -> bytes:
        """Answer one command (CMD, PARA), as bytes on the line; none when it is mute."""
        self.heard.append(content.hex())
        self._number += 1
        if self._number == self.faults.pull_at:
            self._exchange(None)
        elif self._number == self.faults.swap_at:
            self._exchange(self._other)
        if self._card is not None and 0 < self.faults.mute_at <= self._number:
            return b""
        return self._spoiled(framed(b"\x00\x00" + self._respond(content)), self._number)

    def _exchange(self, card: ResidentCard | None) -> None:
        self._card = card
        self._found = self._selected = self._halted = False

    def _respond(self, content: bytes) -> bytes:
        match content.hex(), self.status:
            case ("10ff" | "11ff", status):
                self._found = self._selected = False
                return bytes((status,))
            case ("12ff", _):
                return b"\x90" + _MODULE_NUMBER
            case ("6001" | "6002" | "6003" | "6004", _):
                return b"\x90"
            case ("2001" | "2002" | "3001" | "3010" | "3003" | "3005" as command, 0x90):
                return self._with_card(command)
            case ("2001" | "2002" | "3001" | "3010" | "3003" | "3005", status):
                return bytes((status,))
            case _:
                return b"\x21"

    def _with_card(self, command: str) -> bytes:
        card = self._card
        if command == "2001":
            self._found, self._selected = card is not None and not self._halted, False
            return b"\x9f" + bytes(4) if self._found else b"\x80"
        if command == "2002":
            self._selected, self._found = self._found, False
            return b"\x90" + bytes(8) if self._selected else b"\x81"
        if card is None or not (self._selected or (self._halted and command == "3003")):
            return b"\x41"
        items = {"3003": b"\x91", "3005": b"\x90" + card.chip}
        return items[command] if command in items else self._payload(card, command)

    def _payload(self, card: ResidentCard, command: str) -> bytes:
        if self.faults.refuse:
            self._selected = False
            return bytes((self.faults.refuse,))
        if self.faults.halts:
            self._halted, self._selected = True, False
        if command == "3001":
            return b"\x90" + card.payload
        sizes, text_and_photo = card.payload[:4], card.payload[4:]
        return b"\x90" + sizes + len(_NO_FINGERPRINT).to_bytes(2, "big") + text_and_photo + _NO_FINGERPRINT

    def _spoiled(self, frame: bytes, number: int) -> bytes:
        if number == self.faults.garbage_at:
            return bytes(byte ^ 0x5A for byte in frame)
        if number == self.faults.bad_check_at:
            return frame[:-1] + bytes((frame[-1] ^ 1,))
        if number == self.faults.short_at:
            return frame[: len(frame) // 2]
        return frame
