"""How long to wait after an attempt in vain: full jitter, so that a thousand terminals do not knock together."""

from __future__ import annotations

import random

__all__ = ["CEILING_S", "FLOOR_S", "wait_s"]

FLOOR_S = 2.0
CEILING_S = 900.0
LONGEST_DOUBLING = 9  # 2 s doubled nine times is past the ceiling


def wait_s(attempts: int, retry_after_s: float = 0.0) -> float:
    """Return the seconds to the next attempt after `attempts` in vain; never sooner than the centre wishes."""
    top = min(CEILING_S, FLOOR_S * 2 ** min(attempts, LONGEST_DOUBLING))
    return max(random.uniform(FLOOR_S, max(FLOOR_S, top)), retry_after_s)  # noqa: S311 -- spreads load, hides nothing
