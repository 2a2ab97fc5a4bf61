"""Bar 1, second half: after failure was declared nothing more comes out, and the next person's paper is theirs alone.

Every family of the lab, every fault that it can have, before the job, at several points within it and after its data.
A case ends when the printer is mended and holds nothing any more. What counts:

- stale: a cut paper that came out between "failed" and the next job, or more rows than may: none where the family
  can be told to forget; else what is left of the one piece (64 rows) that was on its way, which joins the strip;
- mixed: the piece that the next person gets is not exactly theirs, or comes twice;
- strips: pieces of an earlier receipt that hung from the slot and are cut off before the next person's; told, and how
  many of them were whole: such a job is UNKNOWN, so that a copy of it is marked;
- lost: the next person's paper was not proven although all is well.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import at_most, seen
from drivers.lab.printer import LabPrinter
from drivers.lab.printer_families import FAMILIES
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import black, to_page
from drivers.types import Printed
from tests.emupos_bench import dots_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.figures import Figure
    from drivers.protocols import ReceiptPrinter
    from drivers.types import Page

__all__ = ["Case", "Tally", "cases", "figures", "try_case"]

_SPEED_MM_S = 2000.0
_PIECE = 64
_PATIENCE_S, _UNFINISHED_S = 12.0, 0.3
_DIALOGUE = ("silent", "garbage", "power-cycle")
_POINTS = (0.01, 0.3, 0.6, 0.9)


@dataclass(frozen=True, slots=True)
class Case:
    """One fault at one moment: -1 before the job, 2 after its data, else the proven share; or millimetres of paper."""

    family: str
    fault: str
    moment: float


@dataclass(slots=True)
class Tally:
    """What came of the cases so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    stale_papers: int = 0
    worst_rows: int = 0
    mixed: int = 0
    strips: int = 0
    whole_strips: int = 0
    lost: int = 0
    examples: list[str] = field(default_factory=list)


def cases(families: Iterable[str] = FAMILIES, points: Iterable[float] = _POINTS) -> Iterator[Case]:
    """Yield every family, fault and moment."""
    for family in families:
        for fault in (*sorted(FAMILIES[family].faults - {"near-end"}), *_DIALOGUE):
            for moment in (-1.0, *points, 2.0):
                yield Case(family, fault, moment)
        for millimetres in (1, 20, 45, 61):
            yield Case(family, "paper-out-at", millimetres)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Try every case, or a third of the families' faults; one line a family."""
    for family in FAMILIES:
        began, tally, count = time.monotonic(), Tally(), 0
        for number, case in enumerate(cases((family,), (0.3,) if quick else _POINTS)):
            if quick and number % 4:  # each fault has three moments here: another one each time
                continue
            count += 1
            try_case(case, tally)
        told = ", ".join(f"{number} {word}" for word, number in sorted(tally.outcomes.items()))
        example = "; ".join(tally.examples[:3])
        yield at_most(f"{family}: stale papers over {count} faults", tally.stale_papers, 0, note=told)
        most = 0 if FAMILIES[family].purges else _PIECE
        yield at_most(f"{family}: rows printed after failure was declared, worst", tally.worst_rows, most, note=example)
        yield at_most(f"{family}: next papers mixed with another's", tally.mixed, 0)
        yield at_most(f"{family}: next persons without a proven paper", tally.lost, 0)
        whole = f"{tally.whole_strips} of them whole"
        yield seen(f"{family}: strips cut off before the next person's paper", tally.strips, note=whole)
        yield seen(f"{family}: a case", round((time.monotonic() - began) / max(1, count), 1), "s")


def try_case(case: Case, tally: Tally, *, answer_s: float = 0.5, stall_s: float = 6.0) -> None:
    """Print for one person under the fault, mend, and print for the next; with the driver's own patience."""
    lab = LabPrinter(speed_mm_s=_SPEED_MM_S, family=case.family, dwell_s=0.01)
    lab.start()
    try:
        printer = EscPosPrinter(lab.address, answer_s=answer_s, stall_s=stall_s)
        _try(case, tally, lab, printer)
        printer.close()
    finally:
        lab.stop()


def _try(case: Case, tally: Tally, lab: LabPrinter, printer: ReceiptPrinter) -> None:
    mine, theirs = _page(1), _page(2)
    if printer.print(_page(0), "first#1", lambda _: None) is not Printed.CONFIRMED:
        tally.lost += 1
        tally.examples.append(f"{case}: not even the first")
        return
    _settle(lab)
    if case.fault == "paper-out-at":
        lab.command([case.fault, f"{case.moment:.0f}"])
    elif case.moment < 0:
        lab.command([case.fault])
    outcome = printer.print(mine, "mine#1", lambda share: _harm(lab, case, share))
    at_failure = _out(lab)
    tally.outcomes[outcome.value] += 1
    lab.command(["mend"])
    _settle(lab)
    after = _out(lab)
    printer.status()  # as the terminal does all the time
    _settle(lab)
    if outcome is not Printed.CONFIRMED:
        tally.stale_papers += after[0] - at_failure[0]
        tally.worst_rows = max(tally.worst_rows, round((after[1] - at_failure[1]) * 8))
    printed_before = len(lab.papers())
    proven = any(printer.print(theirs, f"theirs#{copy}", lambda _: None) is Printed.CONFIRMED for copy in (1, 2))
    _settle(lab)
    papers = [dots_of(paper.png) for paper in lab.papers()[printed_before:]]
    tally.lost += not proven
    if not proven:
        tally.examples.append(f"{case.fault} at {case.moment:g}: the next got nothing")
        return
    tally.strips += len(papers) - 1
    tally.whole_strips += sum(_is(dots, mine) for dots in papers)
    if [_is(dots, theirs) for dots in papers] != [False] * (len(papers) - 1) + [True]:
        tally.mixed += 1
        tally.examples.append(f"{case.fault} at {case.moment:g}: {[len(dots) for dots in papers]} rows came out")


def _harm(lab: LabPrinter, case: Case, share: float) -> None:
    if case.fault != "paper-out-at" and (share >= case.moment >= 0 or (case.moment == 2 and share >= 1)):
        lab.command([case.fault])


def _out(lab: LabPrinter) -> tuple[int, float]:
    state = lab.state()
    return int(str(state["printed"])), float(str(state["fed_mm"]))


def _settle(lab: LabPrinter) -> None:
    """Wait until the printer holds nothing and nothing waits at its exit.

    What it holds for a while without change is a command that was never finished.
    """
    until, held, since = time.monotonic() + _PATIENCE_S, -1, time.monotonic()
    while time.monotonic() < until:
        state = lab.state()
        now = int(str(state["held_bytes"]))
        if now != held:
            held, since = now, time.monotonic()
        if not state["at_exit"] and (not now or time.monotonic() - since > _UNFINISHED_S):
            return
        time.sleep(0.005)


def _is(dots: np.ndarray, page: Page) -> bool:
    return dots.shape == (page.height, page.width) and np.array_equal(dots, black(page))


def _page(seed: int) -> Page:
    """Return a page of 63 mm that looks like no other: 8 bands."""
    return to_page(np.random.default_rng(seed).random((504, 576)) < 0.2)
