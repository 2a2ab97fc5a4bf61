"""What the answers of a printer say together. The rule is to fail closed: whatever is not exactly an answer is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.types import PASSABLE, Condition, PrinterState, PrinterStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.printers.dialect import Dialect

__all__ = ["UNAVAILABLE", "read_status"]

UNAVAILABLE = PrinterStatus(PrinterState.UNAVAILABLE)
"""No answer, or none that the printer's papers allow."""


def read_status(replies: Sequence[bytes], dialect: Dialect) -> PrinterStatus:
    """Return what one reply to each of the family's questions says. Never raises."""
    if len(replies) != len(dialect.queries):
        return UNAVAILABLE
    conditions: set[Condition] = set()
    for reply, query in zip(replies, dialect.queries, strict=True):
        if not query.admits(reply):
            return UNAVAILABLE
        said = {meaning.condition for meaning in query.meanings if reply[meaning.byte] & meaning.mask}
        conditions |= {condition for condition in said if condition is not None}
    blocked = conditions - PASSABLE
    return PrinterStatus(PrinterState.BLOCKED if blocked else PrinterState.READY, frozenset(conditions))
