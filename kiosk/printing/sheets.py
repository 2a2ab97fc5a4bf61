"""The service of the A4 printer: the journal of the roll, and a printer that is asked before anything is sent twice.

The journal knows which copies were begun, the printer which jobs it had; a copy is called printed when one of the two
proves it. The name of a job is a digest: it stands in the printer's memory, and tells nothing of a person or a case.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from drivers.types import Printed, SheetOutcome
from kiosk.printing.service import LIMIT, PrintResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import SheetPrinter
    from drivers.types import PrinterStatus
    from offline_cache.print_journal import PrintJob, PrintJournal

__all__ = ["SheetService", "job_name"]

_MOST_COPIES: Final = 20
_UNPROVEN: Final = "sheets-unproven"
_DIGITS: Final = 24


def job_name(key: str, copy: int) -> str:
    """Return the name under which the printer knows a copy: the same for the same copy, telling nothing."""
    return f"kiosk-{hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]}-{copy}"


class SheetService:
    """Prints papers on one A4 printer, in one thread, where its journal's store was opened."""

    def __init__(self, printer: SheetPrinter, journal: PrintJournal) -> None:
        self._printer, self._journal = printer, journal

    def status(self) -> PrinterStatus:
        """Ask the printer how it is; never raises."""
        return self._printer.status()

    def print_sheet(
        self,
        key: str,
        compose: Callable[[int], bytes],
        watch: Callable[[PrinterStatus], None],
        *,
        again: bool = False,
    ) -> PrintResult:
        """Print the paper under this key; one that is out already is not printed a second time unless `again`.

        `compose` sets the PDF of a copy, from 1; it marks numbers above 1 as 补打. `watch` hears of every change of
        the printer's state while the job is under way: it waits for paper and hands as long as its driver lets it, is
        cancelled then, and is HELD. Raises StoreError when the journal cannot be written; nothing is printed then.
        """
        job = self._journal.queue(key, "a4")
        if job.state in {"UNKNOWN", "SENDING"}:
            settled = self.settle(key, watch)
            if settled.printed is Printed.UNKNOWN and settled.code != _UNPROVEN:  # it may know when it can be asked
                return PrintResult(Printed.UNKNOWN, job.copies, settled.code)
            job = self._journal.queue(key, "a4")
        if job.state == "CONFIRMED" and not again:
            return PrintResult(Printed.CONFIRMED, job.copies)
        code = self._given_up(job) or self._preflight(key)
        if code:
            return PrintResult(Printed.HELD, job.copies + 1, code)
        try:
            pdf = compose(job.copies + 1)
        except BaseException:
            self._journal.held(key, _UNPROVEN)
            raise
        copy = self._journal.sending(key)
        outcome = SheetOutcome(Printed.UNKNOWN, _UNPROVEN)
        try:
            outcome = self._printer.print(pdf, job_name(key, copy), watch)
        finally:
            self._record(key, outcome)
        return PrintResult(outcome.printed, copy, outcome.code)

    def settle(self, key: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        """Have the printer say what became of a copy that nobody proved, and write it down. Raises StoreError."""
        job = self._journal.queue(key, "a4")
        outcome = self._printer.trace(job_name(key, job.copies), watch)
        if job.state == "SENDING" or outcome.printed is not Printed.UNKNOWN:
            self._record(key, outcome)
        return outcome

    def _given_up(self, job: PrintJob) -> str:
        if job.state == "FAILED":
            return job.code
        if job.copies < _MOST_COPIES:
            return ""
        self._journal.failed(job.key, LIMIT)
        return LIMIT

    def _preflight(self, key: str) -> str:
        self._journal.preflight(key)
        code = self._printer.status().code
        if code:
            self._journal.held(key, code)
        return code

    def _record(self, key: str, outcome: SheetOutcome) -> None:
        if outcome.printed is Printed.CONFIRMED:
            self._journal.confirmed(key)
        elif outcome.printed is Printed.HELD:
            self._journal.held(key, outcome.code)
        else:
            self._journal.unknown(key, outcome.code)
