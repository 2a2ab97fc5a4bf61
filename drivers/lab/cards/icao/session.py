"""Secure messaging, the chip's side (ICAO 9303-11 §9.8, ISO 7816-4 §10): opens commands, seals answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.errors import CardGarbled
from drivers.icao.ciphers import pad, unpad
from drivers.icao.command import Command
from drivers.icao.tlv import encode, parse

if TYPE_CHECKING:
    from drivers.icao.ciphers import Suite

__all__ = ["SECURE", "Session", "Violation"]

SECURE = 0x0C
_CRYPTOGRAM, _CRYPTOGRAM_TLV, _LE, _STATUS, _MAC = 0x87, 0x85, 0x97, 0x99, 0x8E
_SEALED_OVERHEAD = 4 + 10  # DO99 and DO8E
_HEAD = {256: 4, 65536: 5}  # most bytes of a DO87 or DO85 before its cryptogram, by size of the answer


class Violation(Exception):
    """A command that breaks the session; `sw` is what the chip says to it."""

    def __init__(self, sw: int) -> None:
        super().__init__(f"{sw:04X}")
        self.sw = sw


class Session:
    """The keys and the send sequence counter of one session; `ssc` is its start value."""

    def __init__(self, suite: Suite, secret: bytes, ssc: bytes) -> None:
        self._suite = suite
        self._encryption, self._authentication = suite.derive(secret, 1), suite.derive(secret, 2)
        self._ssc = int.from_bytes(ssc, "big")

    def open(self, command: Command) -> Command:
        """Prove and decrypt a command. Raises Violation: 6987 when objects are missing, 6988 when one is wrong."""
        ssc = self._next()
        try:
            said = parse(command.data)
        except CardGarbled:
            raise Violation(0x6988) from None
        objects = dict(said)
        if _MAC not in objects or not command.data:
            raise Violation(0x6987)
        proven = b"".join(encode(tag, value) for tag, value in said[:-1])
        block = self._suite.block
        if said[-1] != (_MAC, self._code(ssc + pad(command.header, block) + proven)) or len(objects) != len(said):
            raise Violation(0x6988)
        wrong = _CRYPTOGRAM if command.ins & 1 else _CRYPTOGRAM_TLV
        if wrong in objects or not objects.keys() <= {_CRYPTOGRAM, _CRYPTOGRAM_TLV, _LE, _MAC}:
            raise Violation(0x6988)
        return Command(
            command.cla & ~SECURE,
            command.ins,
            command.p1,
            command.p2,
            self._decrypted(objects, ssc),
            _expected(objects),
            command.extended,
        )

    def seal(self, ins: int, data: bytes, sw: int) -> bytes:
        """Protect an answer; the status word stands inside and, as it must, outside."""
        ssc = self._next()
        body = b""
        if data:
            secret = self._suite.encrypt(self._encryption, pad(data, self._suite.block), ssc)
            body = encode(_CRYPTOGRAM_TLV, secret) if ins & 1 else encode(_CRYPTOGRAM, b"\x01" + secret)
        status = sw.to_bytes(2, "big")
        body += encode(_STATUS, status)
        return body + encode(_MAC, self._code(ssc + body)) + status

    def room(self, answer: int) -> int:
        """How many plain bytes fit into a sealed answer of 256 or 65536 bytes."""
        block = self._suite.block
        return (answer - _SEALED_OVERHEAD - _HEAD[answer]) // block * block - 1

    def _next(self) -> bytes:
        block = self._suite.block
        self._ssc = (self._ssc + 1) % (1 << 8 * block)
        return self._ssc.to_bytes(block, "big")

    def _code(self, data: bytes) -> bytes:
        # The MAC of 3DES pads by itself; CMAC must be given the padding that secure messaging adds.
        return self._suite.mac(self._authentication, data if self._suite.block == 8 else pad(data, 16))

    def _decrypted(self, objects: dict[int, bytes], ssc: bytes) -> bytes:
        secret = objects.get(_CRYPTOGRAM_TLV, b"")
        if _CRYPTOGRAM in objects:
            if objects[_CRYPTOGRAM][:1] != b"\x01":
                raise Violation(0x6988)
            secret = objects[_CRYPTOGRAM][1:]
        elif _CRYPTOGRAM_TLV not in objects:
            return b""
        if not secret or len(secret) % self._suite.block:
            raise Violation(0x6988)
        try:
            return unpad(self._suite.decrypt(self._encryption, secret, ssc))
        except ValueError:
            raise Violation(0x6988) from None


def _expected(objects: dict[int, bytes]) -> int | None:
    coded = objects.get(_LE)
    if coded is None:
        return None
    if len(coded) not in {1, 2}:
        raise Violation(0x6988)
    return int.from_bytes(coded, "big") or (256 if len(coded) == 1 else 65536)
