"""Bar 1: SIGKILL at random moments, again and again; afterwards the papers themselves are read.

A life of the print process is a fork that opens the store, puts in order what was cut off and prints what is owed,
case after case, through the real service, journal, meter and driver to the lab's printer, a process of its own. It is
killed after a random time. Every paper says in every row of dots which copy of which case it is. The last life is let
to its end; then no case may be without a whole paper, no copy number may be on two papers, and no case may have two
papers that both say they are the original. Half of the lives meet a printer that sees its exit.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen
from tests.print_lives import Peer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

_KILLS, _QUICK_KILLS = 500, 20
_ROWS = 400
_AT_ONCE = 6  # cases that a life finds waiting
_LONGEST_S = 0.35
_DICE = random.Random(20261125)
_FAMILIES = ("epson", "custom")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Kill, and read what came out."""
    kills = _QUICK_KILLS if quick else _KILLS
    for family in _FAMILIES:
        yield from _killed(family, kills // len(_FAMILIES))


def _killed(family: str, wanted: int) -> Iterator[Figure]:
    kills, first, papers = 0, 0, []
    with tempfile.TemporaryDirectory() as folder, Peer("lab", family, "2000") as lab, Peer("lives") as lives:
        life = {
            "store": str(Path(folder) / "store"),
            "address": lab.ask()["address"],
            "rows": _ROWS,
            "dialect": family,
        }
        while kills < wanted:
            first += 1
            cases = list(range(first, first + _AT_ONCE))
            ended = lives.ask(**life, cases=cases, kill_after_s=_DICE.uniform(0, _LONGEST_S))
            kills += ended["killed"]
        cases = list(range(1, first + _AT_ONCE))
        for _ in range(3):  # the first prints what is owed, the others what it left at the exit and was taken back
            lives.ask(**life, cases=cases)
        papers = lab.ask(papers=True)["papers"]
    verdict = Verdict(papers, set(cases), _ROWS)
    yield seen(f"{family}: SIGKILLs at random moments", kills, "", f"{len(cases)} cases, {verdict.whole} whole papers")
    yield seen(f"{family}: papers marked as copies", verdict.marked, "", f"{verdict.strips} strips cut off")
    yield at_most(f"{family}: receipts lost", verdict.lost, 0)
    yield at_most(f"{family}: cases with two unmarked originals", verdict.two_originals, 0)
    yield at_most(f"{family}: copy numbers on two papers", verdict.twice, 0)
    yield at_most(f"{family}: papers of two jobs mixed", verdict.garbled, 0)
