"""A card behind a SAM_V module, as the card profiles know cards: the payload as a linear file through FF B0."""

from __future__ import annotations

from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

from drivers.types import ResponseApdu

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SamChannel", "made_up_atr"]

_READ_BINARY = b"\xff\xb0"
_BLOCK = 256


def made_up_atr(serial: int) -> bytes:
    """Make up the answer to reset of a contactless card (PC/SC part 3), for the insertion number `serial`.

    Readers put the chip number there. It is a pseudonym, and answers to reset go into logs; an insertion is not.
    """
    historical = b"\x50" + serial.to_bytes(8, "big") + b"\x90\x00"
    body = bytes((0x80 | len(historical), 0x80, 0x01)) + historical
    return b"\x3b" + body + bytes((reduce(xor, body),))


class SamChannel:
    """Fits CardChannel. `fetch` reads the payload, once, when it is first asked for."""

    def __init__(self, atr: bytes, fetch: Callable[[float], bytes], evidence: dict[str, str]) -> None:
        self.atr = atr
        self.evidence = evidence
        self._fetch = fetch
        self._payload = bytearray()

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:
        """Answer FF B0 with up to 256 bytes from an offset. Raises what `fetch` raises."""
        if apdu[:2] != _READ_BINARY or len(apdu) != 5:
            return ResponseApdu(b"", 0x6D00)
        if not self._payload:
            self._payload += self._fetch(deadline_s)
        offset = int.from_bytes(apdu[2:4], "big")
        block = bytes(self._payload[offset : offset + (apdu[4] or _BLOCK)])
        return ResponseApdu(block, 0x9000 if block else 0x6B00)

    def wipe(self) -> None:
        """Overwrite the payload."""
        self._payload[:] = bytes(len(self._payload))
