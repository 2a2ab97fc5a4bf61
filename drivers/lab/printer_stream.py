"""Cut a stream of ESC/POS bytes into commands, as the printer's firmware reads it: in order, one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Command", "RealTimeScanner", "next_command", "real_time_length"]

# Bytes after a command's two-byte name, for what receipts and the usual libraries send.
_FIXED = {
    b"\x1b ": 1, b"\x1b@": 0, b"\x1b2": 0, b"\x1b3": 1, b"\x1bJ": 1, b"\x1bd": 1, b"\x1ba": 1, b"\x1b!": 1,
    b"\x1bE": 1, b"\x1bG": 1, b"\x1bM": 1, b"\x1bR": 1, b"\x1bt": 1, b"\x1b-": 1, b"\x1b{": 1, b"\x1b$": 2,
    b"\x1b\\": 2, b"\x1bi": 0, b"\x1bm": 0, b"\x1bp": 3,
    b"\x1c&": 0, b"\x1c.": 0, b"\x1c!": 1, b"\x1c-": 1, b"\x1cS": 2, b"\x1cW": 1,
    b"\x1d!": 1, b"\x1dB": 1, b"\x1dH": 1, b"\x1dI": 1, b"\x1dL": 2, b"\x1dP": 2, b"\x1dW": 2, b"\x1da": 1,
    b"\x1dh": 1, b"\x1dr": 1, b"\x1dw": 1,
    b"\x10\x04": 1, b"\x10\x05": 1,
}  # fmt: skip

# The others: how many bytes say the length, and the length they say.
_VARIABLE: dict[bytes, tuple[int, Callable[[bytes], int]]] = {
    b"\x10\x14": (1, lambda head: 8 if head == b"\x08" else 3),
    b"\x1b*": (3, lambda head: 3 + _number(head[1:3]) * (3 if head[0] in {32, 33} else 1)),
    b"\x1dV": (1, lambda head: 1 if head in {b"\x00", b"\x01", b"0", b"1"} else 2),
    b"\x1de": (1, lambda head: {3: 2, 32: 3}.get(head[0], 1)),
    b"\x1dv": (6, lambda head: 6 + _number(head[2:4]) * _number(head[4:6])),
    b"\x1d(": (3, lambda head: 3 + _number(head[1:3])),
    b"\x1d8": (5, lambda head: 5 + _number(head[1:5])),
}

_PREFIXES = {b"\x10", b"\x1b", b"\x1c", b"\x1d"}  # DLE ESC FS GS
_PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_TEXT = re.compile(rb"[\x20-\xff]+")
_REAL_TIME = re.compile(rb"\x10\x04[\x01-\x06\x14]|\x10\x05\x02|" + re.escape(_PURGE))


class Command(NamedTuple):
    """One command: `name` is its first bytes (b"" for text), `data` its parameters."""

    name: bytes
    data: bytes


def next_command(buffer: bytes) -> tuple[Command, int] | None:
    """Return the command at the head of `buffer` and its length, or None while it is not complete."""
    if text := _TEXT.match(buffer):
        return Command(b"", text[0]), text.end()
    start = 2 if buffer[:1] in _PREFIXES else 1
    name = buffer[:start]
    need, length_of = _VARIABLE.get(name, (0, lambda _: _FIXED.get(name, 0)))
    if len(buffer) < start + need:
        return None
    end = start + length_of(buffer[start : start + need])
    return (Command(name, buffer[start:end]), end) if len(buffer) >= end else None


def _number(little_endian: bytes) -> int:
    return int.from_bytes(little_endian, "little")


def real_time_length(head: bytes) -> int:
    """Return the length of the real-time command that `head` begins with, 0 where it begins with none."""
    found = _REAL_TIME.match(head)
    return found.end() if found else 0


class RealTimeScanner:
    """Finds real-time commands the moment their last byte arrives, wherever they stand - image data included."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Return `data` in pieces, each with the real-time command that its last byte completes, or b""."""
        seen = self._tail + data
        pieces = []
        at = len(self._tail)
        last = 0
        for found in _REAL_TIME.finditer(seen):
            last = found.end()
            pieces.append((seen[at:last], found[0]))
            at = last
        pieces.append((seen[at:], b""))
        self._tail = seen[max(last, len(seen) - len(_PURGE) + 1) :]
        return pieces
