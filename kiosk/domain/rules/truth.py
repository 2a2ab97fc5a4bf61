"""Three answers instead of two: what cannot be decided is not "no", it goes to a person (Kleene's strong logic)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Truth", "all_of", "any_of"]


class Truth(Enum):
    """YES and NO are certain whatever the missing facts turn out to be; UNKNOWN is everything else."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __invert__(self) -> Truth:
        """Return the opposite; what is unknown stays so."""
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, Truth.UNKNOWN)


def of(known: bool) -> Truth:  # noqa: FBT001 - it is the value itself
    """Return YES or NO."""
    return Truth.YES if known else Truth.NO


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return YES when all are (also of none), NO when one is."""
    found = set(truths)
    if Truth.NO in found:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.YES


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return YES when one is, NO when all are not (also of none)."""
    return ~all_of(~truth for truth in truths)
