"""Frames of a SAM_V module (GA 467, GA 450): built from commands, cut out of what a serial line delivers.

`AA AA AA 96 69`, length (2 bytes, counts what follows, check byte included), content, check byte: XOR of everything
from the length on. A command's content begins with CMD and PARA, an answer's with SW1 SW2 SW3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor

from drivers.errors import CardGarbled

__all__ = ["PREAMBLE", "Inbox", "SamAnswer", "frame"]

PREAMBLE = bytes.fromhex("AAAAAA9669")
_LENGTH = 2
_STATUS = 3
_LEAST, _MOST = _STATUS + 1, 4096  # the longest answer known has 2,314 bytes: text, photo and two fingerprints


@dataclass(frozen=True, slots=True, repr=False)
class SamAnswer:
    """`status` is SW3, which tells everything: SW1 and SW2 are always 0."""

    status: int
    body: bytes


def frame(content: bytes) -> bytes:
    """Put a command (or an answer) into its frame."""
    counted = (len(content) + 1).to_bytes(_LENGTH, "big") + content
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


class Inbox:
    """Takes bytes in any pieces and gives the answer when its frame is whole; `touched` once anything came."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._dropped = 0
        self.touched = False

    @property
    def begun(self) -> bool:
        """Whether a frame has begun and is not whole yet, or so much noise came as if one had."""
        return self._bytes.startswith(PREAMBLE) or self._dropped >= len(PREAMBLE) + _LENGTH + _LEAST

    def take(self, part: bytes) -> SamAnswer | None:
        """Add what came; return the answer when it is whole. Noise before a frame is dropped.

        Raises CardGarbled for a frame of an impossible length, with a wrong check byte, or that is no answer.
        """
        self.touched = self.touched or bool(part)
        self._bytes += part
        start = self._bytes.find(PREAMBLE)
        noise = start if start >= 0 else max(0, len(self._bytes) - len(PREAMBLE) + 1)
        del self._bytes[:noise]
        self._dropped += noise
        if start < 0:
            return None
        body = self._bytes[len(PREAMBLE) :]
        if len(body) < _LENGTH:
            return None
        size = int.from_bytes(body[:_LENGTH], "big")
        if not _LEAST <= size <= _MOST:
            raise CardGarbled("a frame of an impossible length")
        whole = bytes(body[: _LENGTH + size])
        if len(whole) < _LENGTH + size:
            return None
        if reduce(xor, whole):
            raise CardGarbled("a frame with a wrong check byte")
        if any(whole[_LENGTH : _LENGTH + 2]):
            raise CardGarbled("a frame that is no answer")
        del self._bytes[: len(PREAMBLE) + len(whole)]
        self._dropped = 0
        return SamAnswer(whole[_LENGTH + 2], whole[_LENGTH + _STATUS : -1])
