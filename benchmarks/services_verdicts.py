"""Bar 2: ten thousand made-up applicants against every item, on both sides."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

import applicants

from benchmarks.figures import at_most, seen
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.catalogue import open_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_PEOPLE, _QUICK = 10_000, 300
_SEED = 20261125


def figures(*, quick: bool) -> Iterator[Figure]:
    """Judge and compare."""
    chance = random.Random(_SEED)
    people = _QUICK if quick else _PEOPLE
    items = open_catalogue().items
    said: Counter[Truth] = Counter()
    different = unnamed = filed = turned_away = 0
    began = time.monotonic()
    for _ in range(people):
        applicant = applicants.anybody(chance)
        for item in items:
            preview, decided = applicants.both_verdicts(item, applicant)
            said[decided.truth] += 1
            different += preview != decided
            unnamed += sum(not verdict.rule_id for verdict in decided.verdicts) + (
                len(decided.verdicts) != len(item.conditions)
            )
            if item.steps and preview.truth is not Truth.NO:
                run = applicants.run_of(item, applicant, chance)
                if applicants.whole(run):
                    filed += 1
                    turned_away += bool(applicants.refusal(run))
    pairs = people * len(items)
    spent = f"{(time.monotonic() - began) / pairs * 1e6:.0f} us each"
    yield at_most(f"verdicts of {pairs:,} that differ between the two sides", different, 0, "", spent)
    yield at_most("verdicts without the name of their rule", unnamed, 0)
    yield at_most(f"cases of {filed:,} let through here and refused there", turned_away, 0)
    yield seen("yes, no, undecided", " / ".join(f"{said[one]:,}" for one in Truth))
