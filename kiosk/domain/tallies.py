"""How often which answer was opened (F07): counts of whole days, without a person, a time of day or a case.

What was opened less often than `LEAST` in a day is told of no day: it goes on into the next one until it is enough, so
that no count ever speaks of a single visitor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LEAST", "MOST_KINDS", "Tally", "closed", "counted"]

LEAST: Final = 3
MOST_KINDS: Final = 1000
"""So many questions are counted side by side; a further one waits until others were told."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted since day `day` (ISO 8601), by (item, question); `told` is the last day that went out."""

    day: str = ""
    told: str = ""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


def counted(tally: Tally, item_id: str, question_id: str) -> Tally:
    """Return the tally with one more opening."""
    key = (item_id, question_id)
    if key not in tally.counts and len(tally.counts) >= MOST_KINDS:
        return tally
    return Tally(tally.day, tally.told, {**tally.counts, key: tally.counts.get(key, 0) + 1})


def closed(tally: Tally, today: str) -> tuple[Tally, dict[tuple[str, str], int]]:
    """Return the tally of today, and what may be told of the day that is over, {} where nothing may.

    Each day is told of once, in the order of days: what was counted while the clock stood wrong goes on into today.
    """
    over = tally.told < tally.day < today
    told = {key: count for key, count in tally.counts.items() if count >= LEAST} if over else {}
    rest = {key: count for key, count in tally.counts.items() if key not in told}
    return Tally(today, tally.day if told else tally.told, rest), told
