"""Secure messaging (ICAO 9303-11 §9.8): every command and answer enciphered and with a MAC over a running counter.

The keys belong to one session with one chip, so no answer of another chip can ever pass for one of this session:
a file whose parts all came through one session came from one document.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.ciphers import MAC_SIZE, pad, unpad
from drivers.icao.command import Command
from drivers.types import ResponseApdu

if TYPE_CHECKING:
    from drivers.icao.ciphers import Suite
    from drivers.protocols import CardChannel

__all__ = ["SecureSession", "SessionEnded"]

_SECURE = 0x0C
_EXPECTED, _STATUS, _MAC = 0x97, 0x99, 0x8E
_CRYPTOGRAM, _CRYPTOGRAM_ODD = 0x87, 0x85  # with a byte that tells the padding; without, after an odd INS
_PADDED = b"\x01"
_MAC_OBJECT = MAC_SIZE + 2


class SessionEnded(CardGarbled):
    """The chip answered in the open: it has dropped the session. `sw` is its status word."""

    def __init__(self, sw: int) -> None:
        self.sw = sw
        super().__init__(f"the chip left secure messaging with {sw:04X}")


class SecureSession:
    """One session with one chip; fits CardChannel's exchange for Command objects."""

    def __init__(self, suite: Suite, encryption_key: bytes, mac_key: bytes, counter: bytes) -> None:
        self.suite = suite
        self._encryption_key = encryption_key
        self._mac_key = mac_key
        self._counter = int.from_bytes(counter, "big")

    @property
    def room(self) -> int:
        """Most bytes of a file that a short answer can carry: 231 with 3DES, 223 with AES."""
        block = self.suite.block
        overhead = 3 + len(_PADDED) + 4 + _MAC_OBJECT
        return (256 - overhead) // block * block - 1

    def exchange(self, channel: CardChannel, command: Command) -> ResponseApdu:
        """Send a command, return the answer as the chip meant it. Raises CardGarbled, what the channel raises."""
        return self.unprotect(channel.transmit(self.protect(command).to_bytes()), command.ins)

    def protect(self, command: Command) -> Command:
        """Wrap a command; it always expects an answer."""
        ssc = self._step()
        header = Command(command.cla | _SECURE, command.ins, command.p1, command.p2).header
        objects = b""
        if command.data:
            cryptogram = self.suite.encrypt(self._encryption_key, pad(command.data, self.suite.block), ssc)
            odd = command.ins & 1
            objects = tlv.encode(_CRYPTOGRAM_ODD, cryptogram) if odd else tlv.encode(_CRYPTOGRAM, _PADDED + cryptogram)
        if command.le is not None:
            size, most = (2, 65536) if command.extended else (1, 256)
            objects += tlv.encode(_EXPECTED, (command.le % most).to_bytes(size, "big"))
        code = self._code(ssc, pad(header, self.suite.block) + objects)
        return Command(
            command.cla | _SECURE,
            command.ins,
            command.p1,
            command.p2,
            objects + tlv.encode(_MAC, code),
            65536 if command.extended else 256,
            command.extended,
        )

    def unprotect(self, answer: ResponseApdu, ins: int = 0) -> ResponseApdu:
        """Unwrap an answer to a command with `ins`; the status word is the one that the MAC covers.

        Raises SessionEnded for an answer in the open, CardGarbled for a wrong MAC and anything malformed.
        """
        ssc = self._step()
        body = answer.data
        if not body:
            raise SessionEnded(answer.sw)
        signed, code = body[:-_MAC_OBJECT], body[-_MAC_OBJECT:]
        if code[:2] != bytes((_MAC, MAC_SIZE)) or not hmac.compare_digest(self._code(ssc, signed), code[2:]):
            raise CardGarbled("wrong MAC")
        objects = tlv.parse(signed)
        said = dict(objects)
        cryptogram_tag = _CRYPTOGRAM_ODD if ins & 1 else _CRYPTOGRAM
        if (
            len(said) != len(objects)
            or not said.keys() <= {cryptogram_tag, _STATUS}
            or len(said.get(_STATUS, b"")) != 2
        ):
            raise CardGarbled("objects that no answer has")
        return ResponseApdu(self._decrypted(said.get(cryptogram_tag), ssc, ins), int.from_bytes(said[_STATUS], "big"))

    def _decrypted(self, cryptogram: bytes | None, ssc: bytes, ins: int) -> bytes:
        if cryptogram is None:
            return b""
        if not ins & 1:
            if cryptogram[:1] != _PADDED:
                raise CardGarbled("an unknown padding")
            cryptogram = cryptogram[1:]
        if not cryptogram or len(cryptogram) % self.suite.block:
            raise CardGarbled("a cryptogram that ends within a block")
        try:
            return unpad(self.suite.decrypt(self._encryption_key, cryptogram, ssc))
        except ValueError:
            raise CardGarbled("a cryptogram without padding") from None

    def _step(self) -> bytes:
        size = self.suite.block
        self._counter = (self._counter + 1) % (1 << 8 * size)
        return self._counter.to_bytes(size, "big")

    def _code(self, ssc: bytes, message: bytes) -> bytes:
        return self.suite.mac_padded(self._mac_key, ssc + message)
