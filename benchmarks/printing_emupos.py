"""Bar 2: preview and paper differ in no dot, judged by emupos and by our lab, through the whole driver.

Bar 4 with an outside printer: each fault that emupos has, by its own API: seen right, the job held, nothing stale.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen
from benchmarks.printing_roll import pages
from drivers.lab.printer import LabPrinter
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import black
from drivers.types import Printed
from tests.emupos_bench import MISSING, Emupos, differing, dots_of, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from drivers.protocols import ReceiptPrinter

__all__ = ["emupos_figures", "figures", "lab_figures"]

_COUNT, _QUICK_COUNT = 200, 12
_CODES = {"paper-out": "printer-paper-out", "cover-open": "printer-cover-open", "offline": "printer-offline"}
_SHARES, _QUICK_SHARES = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99), (0.01, 0.6)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Print a roll at each judge; break the outside one in every way it knows."""
    yield from lab_figures(_QUICK_COUNT if quick else _COUNT)
    if program() is None:
        yield Figure(name="emupos", value="SKIPPED", bar="present", passed=False, note=MISSING)
    else:
        yield from emupos_figures(_QUICK_COUNT if quick else _COUNT, _QUICK_SHARES if quick else _SHARES)


def lab_figures(count: int) -> Iterator[Figure]:
    """Print a roll at our own lab."""
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    try:
        yield from _roll("our lab", EscPosPrinter(lab.address), count, lambda: _taken(lab))
    finally:
        lab.stop()


def emupos_figures(count: int, shares: Sequence[float], *, stall_s: float = 6.0) -> Iterator[Figure]:
    """Print a roll at emupos; break it before a job, and when these shares of a job are proven.

    `stall_s` is the driver's patience with a printer that stopped.
    """
    with Emupos() as emulator:
        printer = EscPosPrinter(emulator.address, stall_s=stall_s)
        yield from _roll("emupos", printer, count, lambda: [paper.dots for paper in emulator.new_papers(1)])
        yield from _broken_before(emulator, printer)
        yield from _broken_within(emulator, printer, shares)


def _taken(lab: LabPrinter) -> list[NDArray[np.bool_]]:
    papers = [dots_of(paper.png) for paper in lab.papers()]
    lab.command(["take"])
    return papers


def _roll(
    judge: str, printer: ReceiptPrinter, count: int, papers: Callable[[], list[NDArray[np.bool_]]]
) -> Iterator[Figure]:
    unproven = differing_dots = wrong_papers = inked = 0
    began = time.monotonic()
    for number, page in enumerate(pages(count)):
        unproven += printer.print(page, f"roll#{number}", lambda _: None) is not Printed.CONFIRMED
        out = papers()
        wrong_papers += len(out) != 1
        inked += int(black(page).sum())
        differing_dots += sum(differing(paper, black(page)) for paper in out[:1])
    took = (time.monotonic() - began) / count
    yield at_most(f"{judge}: dots that differ over {count} receipts", differing_dots, 0, "dots", f"{inked:,} inked")
    yield at_most(f"{judge}: receipts without proof", unproven, 0)
    yield at_most(f"{judge}: prints that did not give exactly one paper", wrong_papers, 0)
    yield seen(f"{judge}: a receipt, typeset, printed, proven and compared", round(took * 1000), "ms")


def _broken_before(emulator: Emupos, printer: ReceiptPrinter) -> Iterator[Figure]:
    page = next(pages(1))
    misread = not_held = stale = 0
    emulator.fault("paper-near-end")
    misread += printer.status().code != ""
    emulator.mend()
    for fault, code in _CODES.items():
        emulator.fault(fault)
        misread += printer.status().code != code
        not_held += printer.print(page, f"held#{fault}", lambda _: None) is not Printed.HELD
        emulator.mend()
        misread += printer.status().code != ""
        stale += len(emulator.new_papers())
        lost, spoiled = _next_person(emulator, printer)
        not_held += lost
        stale += spoiled
    yield at_most("emupos: faults misread", misread, 0)
    yield at_most("emupos: jobs not held under a fault, or not printed after it", not_held, 0)
    yield at_most("emupos: papers that came out stale, double or spoiled", stale, 0)


def _broken_within(emulator: Emupos, printer: ReceiptPrinter, shares: Sequence[float]) -> Iterator[Figure]:
    """Break it within a job: what is called failed may not come out cut, nor on the next person's paper."""
    page = next(pages(1, seed=2))
    outcomes: Counter[str] = Counter()
    lost = stale = 0
    for fault in _CODES:
        for share in shares:
            outcome = printer.print(page, f"{fault}#{share}", _at(share, emulator, fault))
            outcomes[outcome.value] += 1
            emulator.new_papers()
            emulator.mend()
            out = emulator.new_papers(patience_s=0.5, at_least=1 if outcome is not Printed.CONFIRMED else 0)
            stale += sum(paper.cut for paper in out) if outcome is not Printed.CONFIRMED else 0
            missed, spoiled = _next_person(emulator, printer)
            lost += missed
            stale += spoiled
    told = ", ".join(f"{count} {word}" for word, count in sorted(outcomes.items()))
    yield at_most("emupos: stale or spoiled papers after a fault within a job", stale, 0, note=told)
    yield at_most("emupos: next persons who got no proven paper", lost, 0)


def _at(share: float, emulator: Emupos, fault: str) -> Callable[[float], None]:
    def break_it(proven: float) -> None:
        if proven >= share:
            emulator.fault(fault)

    return break_it


def _next_person(emulator: Emupos, printer: ReceiptPrinter) -> tuple[int, int]:
    """Print for the next one; return whether it was not proven, and whether the paper is not whole and alone."""
    page = next(pages(1, seed=3))
    proven = printer.print(page, "next#1", lambda _: None) is Printed.CONFIRMED
    cut = [paper.dots for paper in emulator.new_papers(1) if paper.cut]
    whole = [dots for dots in cut if not differing(dots, black(page))]
    return int(not proven), int(proven and (len(whole) != 1 or differing(cut[-1], black(page)) > 0))
