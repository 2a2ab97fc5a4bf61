"""好差评 levels: one name, and the two official code systems that run in opposite directions (standards 2.5).

The house counts 5 as best, as the provincial interfaces and the stars do; GB/T 39046 A.8 counts 1 as best.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

__all__ = ["REASONS", "Satisfaction", "from_national", "national_code", "reason_code"]


class Satisfaction(IntEnum):
    """A level; its value is the house's own and the provincial code."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    FAIRLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1

    @property
    def bad(self) -> bool:
        """Whether it must be looked into and put right (差评)."""
        return self <= Satisfaction.DISSATISFIED


_NATIONAL: Final = {
    Satisfaction.VERY_SATISFIED: 1,
    Satisfaction.SATISFIED: 2,
    Satisfaction.FAIRLY_SATISFIED: 3,
    Satisfaction.DISSATISFIED: 4,
    Satisfaction.VERY_DISSATISFIED: 5,
}
REASONS: Final = ("untold", "trips", "late", "manner", "extra", "fee", "machine", "other")
"""Why a level is bad: by choice, so that nobody has to write. The place here is part of the reason's code."""


def national_code(level: Satisfaction) -> int:
    """Return the code of GB/T 39046 A.8: 1 非常满意 … 5 非常不满意."""
    return _NATIONAL[level]


def from_national(code: int) -> Satisfaction:
    """Return the level of a GB/T 39046 code. Raises ValueError for a code that does not exist."""
    for level, known in _NATIONAL.items():
        if known == code:
            return level
    raise ValueError("a code is 1…5")


def reason_code(level: Satisfaction, reason: str) -> str:
    """Return the three digits of a reason: the level's provincial code, then its place. Raises ValueError."""
    return f"{level.value}{REASONS.index(reason) + 1:02}"
