"""The print service: one receipt, one journal entry, and never a second paper that looks like the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.types import Printed, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import ReceiptPrinter
    from drivers.types import Page, PrinterStatus
    from kiosk.domain.case import Filed
    from kiosk.printing.meter import PaperMeter
    from kiosk.printing.presenter import Presenter
    from offline_cache.print_journal import PrintJob, PrintJournal
    from offline_cache.print_moves import PaperKind

__all__ = ["LIMIT", "UNPROVEN", "PrintResult", "PrintService"]

UNPROVEN = "print-unproven"
"""Fault code: bytes left, the printer is well again, and yet it gave no proof."""
LIMIT = "print-limit"
"""Fault code: so many copies of one case were sent to paper that the terminal sends no more."""
_MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class PrintResult:
    """How it ended: `copy` is the number on the paper (the one it would have had where HELD), `code` a fault or "".

    `waits`: the paper is seen at the exit, and what becomes of it will be told.
    """

    outcome: Printed
    copy: int
    code: str = ""
    waits: bool = False


class PrintService:
    """Prints receipts on one printer, in one thread, where its journal's store was opened.

    `compose` sets the receipt of a case with a copy number, from 1; the screen shows the page it returns, so what is
    seen is what is printed. Numbers above 1 must be marked by it. Where the printer sees its exit, `presenter` watches
    it; `meter` counts the paper.
    """

    def __init__(
        self,
        printer: ReceiptPrinter,
        journal: PrintJournal,
        compose: Callable[[Filed, int], Page],
        presenter: Presenter | None = None,
        meter: PaperMeter | None = None,
    ) -> None:
        self._printer, self._journal, self._compose = printer, journal, compose
        self._presenter, self._meter = presenter, meter

    def status(self) -> PrinterStatus:
        """Ask the printer how it is, and draw from it what it tells of the exit and the roll. Raises StoreError.

        What hangs from the slot after a failed job is cut off as soon as the printer is well: it is nobody's who comes.
        """
        status = self._printer.status()
        if status.state is PrinterState.READY and self._printer.hangs:
            self._printer.clear_exit()
            status = self._printer.status()
        if self._meter is not None:
            self._meter.see(status)
        if self._presenter is not None:
            self._presenter.look(status)
        return status

    def recover(self) -> None:
        """Call once, before anything else: put in order what the power, or a hand, cut off. Raises StoreError."""
        for job in self._journal.recover():
            if self._meter is not None:
                self._meter.spent(job.length_mm)

    def print_receipt(self, filed: Filed, progress: Callable[[float, int], None]) -> PrintResult:
        """Print the next copy of this case's receipt; see print_paper."""
        return self.print_paper(filed.case_id, "receipt", lambda copy: self._compose(filed, copy), progress)

    def print_paper(
        self, key: str, kind: PaperKind, compose: Callable[[int], Page], progress: Callable[[float, int], None]
    ) -> PrintResult:
        """Print the next copy of the paper under this key; `progress` takes the share on paper, 0…1, and the copy.

        The copy number is committed before the first byte leaves: whatever happens then - no paper, no power - the
        next paper under the key is marked as a copy. Raises StoreError when the journal cannot be written; nothing
        is printed then.
        """
        job = self._journal.queue(key, kind)
        code = self._given_up(job) or self._preflight(job)
        if code:
            return PrintResult(Printed.HELD, job.copies + 1, code)
        try:
            page = compose(job.copies + 1)
        except BaseException:
            self._journal.held(key, UNPROVEN)
            raise
        copy = self._journal.sending(key, page.length_mm)
        share, outcome = 0.0, Printed.HELD

        def told(part: float) -> None:
            nonlocal share
            share = part
            progress(part, copy)

        try:
            told(0.0)
            outcome = Printed.UNKNOWN
            outcome = self._printer.print(page, f"{key}#{copy}", told)
        finally:
            code = self._record(key, outcome)
            self._count(page, outcome, share)
        waits = outcome is Printed.CONFIRMED and self._presenter is not None and self._presenter.printed(key)
        return PrintResult(outcome, copy, code, waits)

    def clear_exit(self) -> None:
        """Have what waits at the exit taken back: its owner has gone. Raises StoreError."""
        if self._presenter is not None:
            self._presenter.make_way(self.status())

    def _given_up(self, job: PrintJob) -> str:
        """Return why no more of this job is printed, "" where more may be."""
        if job.state == "FAILED":
            return job.code
        if job.copies < _MOST_COPIES or job.state == "PRESENTED":
            return ""
        self._journal.failed(job.key, LIMIT)
        return LIMIT

    def _preflight(self, job: PrintJob) -> str:
        """Ask whether a paper may be begun; return the fault code of what is in the way, "" when nothing is."""
        at_the_exit = job.state == "PRESENTED"
        if not at_the_exit:
            self._journal.preflight(job.key)
        status = self.status()
        code = status.code
        if not code and self._presenter is not None:
            code = self._presenter.make_way(status)
        if at_the_exit and not code:
            self._journal.preflight(job.key)
        elif code and not at_the_exit:
            self._journal.held(job.key, code)
        return code

    def _record(self, key: str, outcome: Printed) -> str:
        """Write down how it ended; return the fault code that says why, "" when it is proven."""
        if outcome is Printed.CONFIRMED:
            self._journal.confirmed(key)
            return ""
        code = self._printer.status().code or UNPROVEN
        if outcome is Printed.HELD:
            self._journal.held(key, code)
        else:
            self._journal.unknown(key, code)
        return code

    def _count(self, page: Page, outcome: Printed, share: float) -> None:
        """Count the paper that is gone, a strip that will be cut off before the next job as well."""
        if self._meter is None:
            return
        if outcome is Printed.CONFIRMED:
            self._meter.spent(page.length_mm, papers=1)
        elif share:
            self._meter.spent(page.length_mm * share)
