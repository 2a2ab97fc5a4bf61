"""Bar 7: what the meter counts against the rows that the lab's motor really moved, over rolls with faults in them.

Receipts of many lengths, jobs that the paper ends in, strips that are cut off, a near-end sensor, and two changes of
rolls; the second roll's forecast is judged against where it really ended.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import at_most, seen
from drivers.lab.printer import LabPrinter
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import to_page
from drivers.types import Printed
from kiosk.printing import PaperMeter, PrintService
from offline_cache.paper_roll import PaperRoll
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure
    from drivers.types import Page

__all__ = ["figures"]

_ROLL_MM, _NEAR_END_MM = 20_000, 2_500
_QUICK_ROLL_MM, _QUICK_NEAR_END_MM = 4_000, 600
_BAR_PERCENT = 3.0
_FAULT_EVERY = 9
_DICE = random.Random(20261125)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Use up two rolls."""
    roll, near_end = (_QUICK_ROLL_MM, _QUICK_NEAR_END_MM) if quick else (_ROLL_MM, _NEAR_END_MM)
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store")
        meter = PaperMeter(PaperRoll(store), {"roll_mm": str(roll), "near_end_mm": "1000"})
        printer = EscPosPrinter(lab.address, dialect="epson", answer_s=0.2)
        service = PrintService(printer, PrintJournal(store), _page, meter=meter)
        for number in (1, 2):
            hall = _Roll(lab, service, meter, number * 100_000)
            worst, jobs, faults = hall.use(roll - near_end)
            yield at_most(f"roll {number}: error of mm used, worst of {jobs} jobs", round(worst, 2), _BAR_PERCENT, "%")
            yield seen(f"roll {number}: jobs broken off", faults)
            lab.command(["near-end"])
            service.status()
            told, begun = meter.left_mm, hall.fed_mm
            hall.use(roll)
            lab.command(["paper-out"])
            service.status()
            left = hall.fed_mm - begun
            error = abs(told - left) / roll * 100
            if number == 1:
                yield seen("roll 1: error of mm left at near end, untaught", round(error, 2), "%", "of the roll")
            else:
                yield at_most("roll 2: error of mm left at near end", round(error, 2), _BAR_PERCENT, "%", "of the roll")
            lab.command(["refill"])
            service.status()
            if meter.used_mm:
                raise SystemExit("the change of rolls was not noticed")
        store.close()
    lab.stop()


class _Roll:
    """One roll, being used up."""

    def __init__(self, lab: LabPrinter, service: PrintService, meter: PaperMeter, first: int) -> None:
        self._lab, self._service, self._meter, self._number = lab, service, meter, first

    @property
    def fed_mm(self) -> float:
        """What the motor moved of this roll."""
        return float(str(self._lab.state()["fed_mm"]))

    def use(self, until_mm: float) -> tuple[float, int, int]:
        """Print until so much is used; the worst error in percent of what is used, the jobs, those broken off."""
        worst, jobs, faults = 0.0, 0, 0
        while self.fed_mm < until_mm:
            self._number += 1
            jobs += 1
            broken = jobs % _FAULT_EVERY == 0
            if broken:
                self._lab.command(["paper-out-at", str(_DICE.randrange(10, 90))])
            result = self._service.print_receipt(SimpleNamespace(case_id=str(self._number)), lambda _share, _copy: None)
            if broken:
                faults += result.outcome is not Printed.CONFIRMED
                self._lab.command(["mend"])
            used = self.fed_mm
            if used > until_mm / 4:
                worst = max(worst, abs(self._meter.used_mm - used) / used * 100)
        return worst, jobs, faults


def _page(filed: SimpleNamespace, _copy: int) -> Page:
    rows = 700 + 8 * (int(filed.case_id) % 120)
    return to_page(np.random.default_rng(int(filed.case_id)).random((rows, 576)) < 0.05)
