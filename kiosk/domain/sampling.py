"""满意度抽样 (F66): whom to ask again, the same for the same seed, and how sure the share found is."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["drawn", "sure_between"]

NINETY_FIVE: Final = 1.959964  # standard deviations


def drawn(case_ids: Iterable[str], seed: str, count: int) -> tuple[str, ...]:
    """Return `count` cases, or all where there are fewer: those of the smallest digest under this seed.

    Whoever knows the seed can draw again; the order in which the cases are given, and others added, change no rank.
    """
    return tuple(
        sorted(set(case_ids), key=lambda case_id: hashlib.sha256(f"{seed}/{case_id}".encode()).digest())[:count]
    )


def sure_between(good: int, asked: int) -> tuple[float, float] | None:
    """Return between which shares the true one lies with 95 % (Wilson's interval); None where nobody was asked.

    Raises ValueError for a part that is none.
    """
    if not 0 <= good <= asked:
        raise ValueError("a part of what was asked")
    if not asked:
        return None
    share, z2 = good / asked, NINETY_FIVE**2 / asked
    middle = (share + z2 / 2) / (1 + z2)
    half = NINETY_FIVE * math.sqrt(share * (1 - share) / asked + z2 / (4 * asked)) / (1 + z2)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
