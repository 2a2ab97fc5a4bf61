"""Bar 1: a kill before every line that journal and sender execute while one receipt is printed.

A life as in printing_crash, but with a tracer that kills it before its n-th executed line, for every n until one lives
to its end. The next life recovers what the last one left behind; what is owed at the end is printed by an untraced one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import at_most, seen
from tests.print_lives import Peer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_ROWS = 100
_QUICK_STRIDE = 40
_FAMILIES = ("epson", "custom")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Kill line by line, and read what came out."""
    for family in _FAMILIES:
        yield from _line_by_line(family, _QUICK_STRIDE if quick else 1)


def _line_by_line(family: str, stride: int) -> Iterator[Figure]:
    line, case = stride, 0
    with tempfile.TemporaryDirectory() as folder, Peer("lab", family, "0") as lab, Peer("lives") as lives:
        life = {
            "store": str(Path(folder) / "store"),
            "address": lab.ask()["address"],
            "rows": _ROWS,
            "dialect": family,
        }
        while True:
            case += 1
            if not lives.ask(**life, cases=[case], line=line)["killed"]:
                break
            line += stride
        cases = list(range(1, case + 1))
        for _ in range(3):  # the first prints what is owed, the others what it left at the exit and was taken back
            lives.ask(**life, cases=cases)
        verdict = Verdict(lab.ask(papers=True)["papers"], set(cases), _ROWS)
    note = f"{verdict.whole} whole papers, {verdict.marked} of them marked, {verdict.strips} strips"
    yield seen(f"{family}: lines before which a life was killed", case - 1, "", note)
    yield at_most(f"{family}: receipts lost", verdict.lost, 0)
    yield at_most(f"{family}: cases with two unmarked originals", verdict.two_originals, 0)
    yield at_most(f"{family}: copy numbers on two papers", verdict.twice, 0)
    yield at_most(f"{family}: papers of two jobs mixed", verdict.garbled, 0)
