"""A cursor over IPP bytes that came over a wire; every step is checked."""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["HEAD", "MOST_VALUES", "IppGarbled", "Stream"]

MOST_VALUES: Final = 20_000
HEAD: Final = 8


class IppGarbled(ValueError):
    """Bytes that RFC 8010 does not allow; the message tells what is wrong and quotes nothing."""


class Stream:
    """Begins behind the head of a message; every step raises IppGarbled where the bytes end too soon."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = HEAD
        self.values = 0

    def octet(self) -> int:
        """Take one byte."""
        return self.take(1)[0]

    def ahead(self) -> int:
        """Return the next byte and leave it there."""
        if self.at >= len(self._data):
            raise IppGarbled("ends before its end tag")
        return self._data[self.at]

    def take(self, count: int) -> bytes:
        """Take so many bytes."""
        piece = self._data[self.at : self.at + count]
        if len(piece) < count:
            raise IppGarbled("ends inside a value")
        self.at += count
        return piece

    def string(self) -> bytes:
        """Take what its two-byte length announces."""
        (length,) = struct.unpack(">H", self.take(2))
        if length >= 0x8000:
            raise IppGarbled("a negative length")
        return self.take(length)

    def value(self) -> tuple[int, bytes, bytes]:
        """Return the syntax, the name and the body of one value."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise IppGarbled("too many values")
        return self.octet(), self.string(), self.string()
