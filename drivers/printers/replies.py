"""Sort what a printer says: real-time status, blocks and sensor bytes come mixed on one line and differ by fixed bits.

Fixed bits (Epson ESC/POS reference): DLE EOT n answers 0xx1xx10; GS r n answers 0xx0xxxx; a block begins with 37h and
ends with 00h. Automatic status back (0xx1xx00) is never switched on, so it counts as noise.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

__all__ = ["Kind", "Reply", "sort_replies"]

_BLOCK = 0x37
_BLOCK_LENGTHS = {0x22: 7, 0x25: 3}  # process ID echo; buffers cleared


class Kind(enum.Enum):
    """What a reply answers."""

    STATUS = "DLE EOT"
    SENSOR = "GS r"
    BLOCK = "GS ( H or DLE DC4"
    NOISE = "nothing that was asked"


class Reply(NamedTuple):
    """One sorted reply with its bytes."""

    kind: Kind
    data: bytes


def sort_replies(received: bytes) -> tuple[list[Reply], bytes]:
    """Return the complete replies in order and the beginning of a block that is not complete yet. Never raises."""
    replies = []
    at = 0
    while at < len(received):
        kind, length = _classify(received, at)
        if at + length > len(received):
            break
        replies.append(Reply(kind, received[at : at + length]))
        at += length
    return replies, received[at:]


def _classify(received: bytes, at: int) -> tuple[Kind, int]:
    first = received[at]
    if first == _BLOCK:
        if at + 1 == len(received):
            return Kind.BLOCK, 2
        length = _BLOCK_LENGTHS.get(received[at + 1], 0)
        closed = at + length > len(received) or received[at + length - 1] == 0
        return (Kind.BLOCK, length) if length and closed else (Kind.NOISE, 1)
    if first & 0x93 == 0x12:
        return Kind.STATUS, 1
    if first & 0x90 == 0x00:
        return Kind.SENSOR, 1
    return Kind.NOISE, 1
