"""A virtual 社会保障卡 (LD/T 32-2015): T=0 with 61xx and 6Cxx, SSSE directory, EF05 and EF06 with records by tag.

Specification 1.00 has no name extension; 3.00 keeps EF06 closed without an external authentication.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["ShebaoCard"]

_SSSE = "sx1.sh.社会保障".encode("gbk")
_OK, _NOT_FOUND, _NO_RECORD, _CLOSED = b"\x90\x00", b"\x6a\x82", b"\x6a\x83", b"\x69\x82"
_NO_SUCH_COMMAND, _WRONG_LENGTH = b"\x6d\x00", b"\x67\x00"
_FCI_TAIL = bytes.fromhex("A5099F0C068601010000 00")
_NAME_FIELD, _EXTENSION_FIELD = 30, 20
_LIFE_YEARS = 10


class ShebaoCard:
    """Fits VirtualCard."""

    def __init__(self, holder: Person, specification: str = "2.00") -> None:
        serial = holder.card_number.encode().ljust(9, b"\x00")[1:]
        self.atr = bytes.fromhex("3B6D000000") + b"\x81\x54\x43\x86" + serial
        self._closed = {0xEF06} if specification.startswith("3") else set[int]()
        self._files = {0xEF05: _issuer_file(holder, specification, serial), 0xEF06: _holder_file(holder, specification)}
        self.reset()

    def reset(self) -> None:
        """Forget directory, file and waiting data."""
        self._open = False
        self._file = 0
        self._waiting = b""

    def answer(self, apdu: bytes) -> bytes:
        """Answer SELECT, GET RESPONSE and READ RECORD."""
        if len(apdu) < 5:
            return _WRONG_LENGTH
        waiting, self._waiting = self._waiting, b""
        match apdu[1]:
            case 0xA4:
                return self._select(apdu[2], apdu[5 : 5 + apdu[4]])
            case 0xC0 if waiting:
                return waiting[: apdu[4]] + _OK
            case 0xB2:
                return self._record(apdu[2], apdu[4])
            case _:
                return _NO_SUCH_COMMAND

    def _select(self, mode: int, name: bytes) -> bytes:
        if mode == 0x04 and name == _SSSE:
            self._open, self._file = True, 0
            body = b"\x84" + bytes((len(name),)) + name + _FCI_TAIL
            self._waiting = b"\x6f" + bytes((len(body),)) + body
            return bytes((0x61, len(self._waiting)))
        file = int.from_bytes(name, "big")
        if mode in {0x00, 0x02} and self._open and file in self._files:
            self._file = file
            return _OK
        return _NOT_FOUND

    def _record(self, tag: int, size: int) -> bytes:
        if self._file in self._closed:
            return _CLOSED
        value = self._files.get(self._file, {}).get(tag)
        if value is None:
            return _NO_RECORD
        record = bytes((tag, len(value))) + value
        return record + _OK if size == len(record) else bytes((0x6C, len(record)))


def _issuer_file(holder: Person, specification: str, serial: bytes) -> dict[int, bytes]:
    region = bytes.fromhex(holder.number[:6])
    issued = dt.date(2021, 3, 1)
    return {
        0x01: region + bytes.fromhex("D156000005") + serial,
        0x02: b"3",
        0x03: specification.encode(),
        0x04: (bytes.fromhex("9156000002") + region).ljust(12, b"\x00"),
        0x05: _digits(issued),
        0x06: _digits(issued.replace(year=issued.year + _LIFE_YEARS)),
        0x07: holder.card_number.encode().ljust(9, b"\x00"),
    }


def _holder_file(holder: Person, specification: str) -> dict[int, bytes]:
    name = holder.name.encode("gb18030")
    records = {
        0x08: holder.number.encode().ljust(18, b"\x00"),
        0x09: name[:_NAME_FIELD].ljust(_NAME_FIELD, b"\x00"),
        0x4E: name[_NAME_FIELD:].ljust(_EXTENSION_FIELD, b"\x00"),
        0x0A: holder.sex.encode(),
        0x0B: bytes.fromhex(holder.ethnicity),
        0x0C: bytes.fromhex(holder.number[:6]),
        0x0D: _digits(holder.birth),
    }
    if specification.startswith("1"):
        del records[0x4E]
    return records


def _digits(day: dt.date) -> bytes:
    """Pack a date as cn: YYYYMMDD, two digits a byte."""
    return bytes.fromhex(f"{day:%Y%m%d}")
