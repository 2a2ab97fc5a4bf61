"""A virtual PSAM of the social security (人社 PSAM): answers a card's challenge without showing its key.

T=0. After SELECT of D1 56 00 00 05 90, `BF DE 48 12` takes the factors of card, region and session, and
`80 FA 00 00` encrypts a random under the key so found. Its scheme is the lab's own: drivers/lab/hsm.py.
"""

from __future__ import annotations

from drivers.lab.hsm import EXTERNAL, FACTOR, cryptogram, diversified

__all__ = ["PsamCard"]

_NAME = bytes.fromhex("D15600000590")
_FCI = bytes.fromhex("6F088406") + _NAME
_OK, _NOT_FOUND, _NOT_READY = b"\x90\x00", b"\x6a\x82", b"\x69\x85"
_WRONG_LENGTH, _NO_SUCH_COMMAND = b"\x67\x00", b"\x6d\x00"
_DIVERSIFY, _ENCRYPT = bytes.fromhex("BFDE4812"), bytes.fromhex("80FA0000")


class PsamCard:
    """Fits VirtualCard."""

    atr = bytes.fromhex("3B690000") + b"LAB\x20PSAM\x90"

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget directory, session and waiting data."""
        self._open = False
        self._session = b""
        self._waiting = b""

    def answer(self, apdu: bytes) -> bytes:
        """Answer SELECT, GET RESPONSE, diversification and encryption."""
        if len(apdu) < 5:
            return _WRONG_LENGTH
        waiting, self._waiting = self._waiting, b""
        data = apdu[5 : 5 + apdu[4]]
        if apdu[:2] == b"\x00\xa4":
            return self._select(data)
        if apdu[:2] == b"\x00\xc0" and waiting:
            return waiting[: apdu[4]] + _OK
        if apdu[:4] == _DIVERSIFY:
            return self._diversify(data)
        if apdu[:4] == _ENCRYPT:
            return self._encrypt(data)
        return _NO_SUCH_COMMAND

    def _select(self, name: bytes) -> bytes:
        self._session = b""
        self._open = name == _NAME
        return self._later(_FCI) if self._open else _NOT_FOUND

    def _diversify(self, factors: bytes) -> bytes:
        if not self._open:
            return _NOT_READY
        if len(factors) != 3 * FACTOR:
            return _WRONG_LENGTH
        card, region, session = factors[:FACTOR], factors[FACTOR : 2 * FACTOR], factors[2 * FACTOR :]
        self._session = diversified(EXTERNAL, region, card, session)
        return _OK

    def _encrypt(self, random: bytes) -> bytes:
        session, self._session = self._session, b""
        if not session:
            return _NOT_READY
        return self._later(cryptogram(session, random)) if len(random) == FACTOR else _WRONG_LENGTH

    def _later(self, body: bytes) -> bytes:
        self._waiting = body
        return bytes((0x61, len(body)))
