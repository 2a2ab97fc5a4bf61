"""After failure was declared nothing comes out any more, and the next person's paper is theirs: families times faults.

Bounded, with a driver of little patience; benchmarks/printing_stale.py tries every fault at every moment.
"""

from __future__ import annotations

import pytest

from benchmarks.printing_stale import Case, Tally, try_case
from drivers.lab.printer_families import FAMILIES

CASES = [
    Case("epson", "paper-out", 0.3),
    Case("citizen", "paper-out", 0.3),
    *[Case(family, "paper-out-at", 45) for family in FAMILIES],
    Case("epson", "silent", 0.6),
    Case("epson", "power-cycle", 0.3),
    Case("custom", "presenter-jam", 0.9),
    Case("custom", "garbage", 0.6),
    Case("citizen", "head-hot", 2),
    Case("masung", "retract-full", -1),
    Case("snbc", "power-cycle", 0.6),
    Case("phoenix", "cover-open", 0.01),
    Case("plain", "cutter", 0.9),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}-{case.fault}-{case.moment:g}")
def test_nothing_stale_comes_out_and_the_next_person_gets_their_own(case):
    tally = Tally()
    try_case(case, tally, answer_s=0.25, stall_s=0.6)
    assert "confirmed" not in tally.outcomes
    assert (tally.stale_papers, tally.mixed, tally.lost) == (0, 0, 0), tally.examples
    assert tally.worst_rows <= (0 if FAMILIES[case.family].purges else 64)
