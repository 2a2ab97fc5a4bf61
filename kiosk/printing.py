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
    from offline_cache.print_journal import PrintJournal

__all__ = ["UNPROVEN", "PrintResult", "PrintService"]

UNPROVEN = "print-unproven"
"""Fault code: bytes left, the printer is well again, and yet it gave no proof."""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """How it ended: `copy` is the number on the paper (the one it would have had where HELD), `code` a fault or ""."""

    outcome: Printed
    copy: int
    code: str = ""


class PrintService:
    """Prints receipts on one printer; lives on the print lane, where its journal's store was opened.

    `compose` sets the receipt of a case with a copy number, from 1; the screen shows the page it returns, so what is
    seen is what is printed. Numbers above 1 must be marked by it.
    """

    def __init__(self, printer: ReceiptPrinter, journal: PrintJournal, compose: Callable[[Filed, int], Page]) -> None:
        self._printer = printer
        self._journal = journal
        self._compose = compose

    def status(self) -> PrinterStatus:
        """Ask the printer how it is; never raises."""
        return self._printer.status()

    def print_receipt(self, filed: Filed, progress: Callable[[float, int], None]) -> PrintResult:
        """Print the next copy of this case's receipt; `progress` takes the share on paper, 0…1, and the copy number.

        The copy number is committed before the first byte leaves: whatever happens then - no paper, no power - the
        next paper of this case is marked as a copy. Raises StoreError when the journal cannot be written; nothing
        is printed then.
        """
        key = filed.case_id
        job = self._journal.queue(key)
        status = self._printer.status()
        if status.state is not PrinterState.READY:
            if job.state in {"QUEUED", "HELD"}:
                self._journal.held(key, status.code)
            return PrintResult(Printed.HELD, job.copies + 1, status.code)
        copy = self._journal.sending(key)
        outcome = Printed.HELD
        try:
            page = self._compose(filed, copy)
            progress(0.0, copy)
            outcome = Printed.UNKNOWN
            outcome = self._printer.print(page, f"{key}#{copy}", lambda share: progress(share, copy))
        finally:
            code = self._record(key, outcome)
        return PrintResult(outcome, copy, code)

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
