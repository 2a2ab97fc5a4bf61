"""A virtual 社会保障卡 (LD/T 32-2015): T=0 with 61xx and 6Cxx, SSSE directory, EF05 and EF06 with records by tag.

Specification 1.00 has no name extension; 3.00 keeps EF06 closed until the reader proved that it knows RKSSSE,
with the lab's own scheme (drivers/lab/hsm.py).
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from drivers.lab.hsm import EXTERNAL, FACTOR, INTERNAL, card_factor, cryptogram, diversified, region_factor

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["ShebaoCard"]

_SSSE = "sx1.sh.社会保障".encode("gbk")
_OK, _NOT_FOUND, _NO_RECORD, _CLOSED = b"\x90\x00", b"\x6a\x82", b"\x6a\x83", b"\x69\x82"
_NO_SUCH_COMMAND, _WRONG_LENGTH, _NO_KEY, _REFUSED = b"\x6d\x00", b"\x67\x00", b"\x6a\x88", b"\x63\x00"
_HOLDER_FILE = 0xEF06
_RKSSSE = 0x0A
_FCI_TAIL = bytes.fromhex("A5099F0C068601")
_ALGORITHMS = {"3": b"\x03"}  # SM4 on the lab's cards of 3.00, else the default
_NAME_FIELD, _EXTENSION_FIELD = 30, 20
_LIFE_YEARS = 10


class ShebaoCard:
    """Fits VirtualCard."""

    def __init__(self, holder: Person, specification: str = "2.00") -> None:
        serial = holder.card_number.encode().ljust(9, b"\x00")[1:]
        self.atr = bytes.fromhex("3B6D000000") + b"\x81\x54\x43\x86" + serial
        factors = region_factor(holder.number[:6]), card_factor(self.atr)
        self._keys = [diversified(master, *factors) for master in (INTERNAL, EXTERNAL)]
        self._locks = specification.startswith("3")
        self._algorithm = _ALGORITHMS.get(specification[0], b"\x01")
        self._files = {
            0xEF05: _issuer_file(holder, specification, serial),
            _HOLDER_FILE: _holder_file(holder, specification),
        }
        self.reset()

    def reset(self) -> None:
        """Forget directory, file, waiting data, challenge and what an authentication opened."""
        self._open = False
        self._file = 0
        self._waiting = self._challenge = b""
        self._closed = {_HOLDER_FILE} if self._locks else set[int]()

    def answer(self, apdu: bytes) -> bytes:
        """Answer SELECT, GET RESPONSE, READ RECORD and, on a card of 3.00, the authentications."""
        if len(apdu) < 5:
            return _WRONG_LENGTH
        waiting, self._waiting = self._waiting, b""
        if self._locks and self._open and apdu[1] in {0x82, 0x84, 0x88}:
            return self._authenticate(apdu[1], apdu[3], apdu[4], apdu[5:])
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
            body = b"\x84" + bytes((len(name),)) + name + _FCI_TAIL + self._algorithm + bytes(3)
            return self._later(b"\x6f" + bytes((len(body),)) + body)
        file = int.from_bytes(name, "big")
        if mode in {0x00, 0x02} and self._open and file in self._files:
            self._file = file
            return _OK
        return _NOT_FOUND

    def _authenticate(self, instruction: int, key: int, size: int, said: bytes) -> bytes:
        """Give a challenge of 8 bytes; prove this card; let the reader prove itself, once a challenge."""
        challenge, self._challenge = self._challenge, b""
        if instruction == 0x84:
            self._challenge = secrets.token_bytes(FACTOR)
            return self._challenge + _OK if size == FACTOR else bytes((0x6C, FACTOR))
        first, second = said[:FACTOR], said[FACTOR:]
        if len(second) != FACTOR:
            return _WRONG_LENGTH
        inner, outer = self._keys
        if instruction == 0x88:
            return self._later(cryptogram(diversified(inner, first), second))
        if key != _RKSSSE:
            return _NO_KEY
        if not challenge or cryptogram(diversified(outer, challenge), second) != first:
            return _REFUSED
        self._closed.clear()
        return _OK

    def _later(self, body: bytes) -> bytes:
        self._waiting = body
        return bytes((0x61, len(body)))

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
