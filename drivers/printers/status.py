"""What the status bytes of an Epson-class printer mean, as a table; a printer with other bytes is another table.

Source: Epson ESC/POS reference, DLE EOT n; the same bits in SNBC, HPRT and Citizen manuals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.types import Condition, PrinterState, PrinterStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EPSON", "UNAVAILABLE", "Query", "read_status"]


@dataclass(frozen=True, slots=True)
class Query:
    """One question: the bytes to send, how a valid answer looks, and what its bits mean.

    An answer is one byte with `byte & mask == fixed`; any bit of a meaning sets its condition.
    """

    request: bytes
    meanings: tuple[tuple[int, Condition], ...]
    mask: int = 0x93
    fixed: int = 0x12


EPSON = (
    Query(b"\x10\x04\x01", ((0x08, Condition.OFFLINE),)),
    Query(b"\x10\x04\x02", ((0x04, Condition.COVER_OPEN), (0x20, Condition.PAPER_OUT), (0x40, Condition.ERROR))),
    Query(
        b"\x10\x04\x03",
        ((0x04, Condition.ERROR), (0x08, Condition.CUTTER), (0x20, Condition.ERROR), (0x40, Condition.HEAD_HOT)),
    ),
    Query(b"\x10\x04\x04", ((0x0C, Condition.PAPER_LOW), (0x60, Condition.PAPER_OUT))),
)
"""DLE EOT 1 to 4: printer, cause of being offline, cause of an error, paper roll."""

UNAVAILABLE = PrinterStatus(PrinterState.UNAVAILABLE)
"""No answer, or none that the printer's standard allows."""


def read_status(replies: Sequence[bytes], dialect: Sequence[Query] = EPSON) -> PrinterStatus:
    """Return what one reply to each query says. Never raises: whatever is not exactly an answer is UNAVAILABLE."""
    if len(replies) != len(dialect):
        return UNAVAILABLE
    conditions: set[Condition] = set()
    for reply, query in zip(replies, dialect, strict=True):
        if len(reply) != 1 or reply[0] & query.mask != query.fixed:
            return UNAVAILABLE
        conditions.update(condition for bits, condition in query.meanings if reply[0] & bits)
    blocked = conditions - {Condition.PAPER_LOW}
    return PrinterStatus(PrinterState.BLOCKED if blocked else PrinterState.READY, frozenset(conditions))
