"""Sort what a printer says: answers, blocks, sensor bytes and flow control come mixed on one line.

They differ by their fixed bits (Epson ESC/POS reference): DLE EOT n answers 0xx1xx10; GS r n answers 0xx0xxxx; a block
begins with 37h, its kind, and ends with 00h; an automatic status block is four bytes from 0xx1xx00 on; XON and XOFF are
11h and 13h. The answer that is waited for has its own fixed bits, those of its dialect, and goes before all others.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from drivers.printers.dialect import Query

__all__ = ["Inbox", "Kind", "Reply"]

_BLOCK = 0x37
_BLOCK_LENGTHS = {0x22: 7, 0x25: 3}  # process ID echo; buffers cleared
_FLOW = b"\x11\x13"
_AUTOMATIC = 4


class Kind(enum.Enum):
    """What a reply answers."""

    ANSWER = "the question that was asked"
    SENSOR = "GS r"
    BLOCK = "GS ( H or DLE DC4"
    AUTOMATIC = "GS a, which nobody switched on"
    NOISE = "nothing that was asked"


class Reply(NamedTuple):
    """One sorted reply with its bytes."""

    kind: Kind
    data: bytes


class Inbox:
    """Bytes as they came, taken out reply by reply."""

    def __init__(self) -> None:
        self._bytes = b""

    def __bool__(self) -> bool:
        return bool(self._bytes)

    def put(self, received: bytes) -> None:
        """Append what came."""
        self._bytes += received

    def clear(self) -> None:
        """Forget everything."""
        self._bytes = b""

    def take(self, query: Query | None = None) -> Reply | None:
        """Return the first complete reply, or None while there is none. `query` is the question that is open."""
        while self._bytes and self._is_flow_control(query):
            self._bytes = self._bytes[1:]
        kind, length = self._classify(query)
        if not length or length > len(self._bytes):
            return None
        reply, self._bytes = Reply(kind, self._bytes[:length]), self._bytes[length:]
        return reply

    def _is_flow_control(self, query: Query | None) -> bool:
        return self._bytes[0] in _FLOW and not (query is not None and query.begins(self._bytes[:1]))

    def _classify(self, query: Query | None) -> tuple[Kind, int]:
        if not self._bytes:
            return Kind.NOISE, 0
        first = self._bytes[0]
        if first == _BLOCK:
            if len(self._bytes) == 1:
                return Kind.BLOCK, 2
            length = _BLOCK_LENGTHS.get(self._bytes[1], 0)
            closed = length > len(self._bytes) or self._bytes[length - 1] == 0
            if length and closed:
                return Kind.BLOCK, length
        if query is not None and query.begins(self._bytes[: len(query.reply)]):
            return Kind.ANSWER, len(query.reply)
        if first & 0x93 == 0x10:
            return Kind.AUTOMATIC, _AUTOMATIC
        return (Kind.SENSOR if first & 0x90 == 0x00 else Kind.NOISE), 1
