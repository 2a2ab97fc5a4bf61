"""C7 without end: random lives of a payment, with phones, lines and power cuts in any order."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import paying_life
import paying_town

from benchmarks.figures import at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_LIVES, _QUICK, _MOVES = 2_000, 40, 24
_SEED = 20261126


def figures(*, quick: bool) -> Iterator[Figure]:
    """Live, and count the lives in which something untrue was seen, and the charges."""
    chance = random.Random(_SEED)
    lives, untrue, charges = (_QUICK if quick else _LIVES), 0, 0
    for _ in range(lives):
        with tempfile.TemporaryDirectory() as folder:
            town = paying_town.Town(Path(folder))
            try:
                paying_life.live(
                    town, chance.choices(paying_life.MOVES, k=_MOVES), chance.choice(("YB2027-0001", "all"))
                )
            except AssertionError:
                untrue += 1
            charges += sum(town.charges().values())
            town.close()
    yield seen("payments: lives with phones, lines and power in any order", lives)
    yield seen("payments: bills charged in them", charges)
    yield at_most("payments: lives with a second charge or a false no", untrue, 0)
