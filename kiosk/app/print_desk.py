"""The print desk: one thread that owns the printer and its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.types import Condition
from kiosk.domain.reports import PrintEnded, PrinterChanged, PrintProgress
from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.types import Page, PrinterStatus
    from kiosk.domain.errands import PrintReceipt
    from kiosk.domain.reports import Report
    from kiosk.printing import PrintResult, PrintService
    from kiosk.runtime.lanes import Post

__all__ = ["PrintDesk"]


class PrintDesk:
    """`opened` builds the print service, and what closes it, inside the lane's thread.

    `paper` shows the very page that is printed.
    """

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        opened: Callable[[Callable[[Page], None]], tuple[PrintService, Callable[[], None]]],
        paper: Callable[[Page], None],
    ) -> None:
        self._post, self._tell, self._opened, self._paper = post, tell, opened, paper
        self._lane = Lane("printer", post)
        self._service: PrintService | None = None
        self._shut: Callable[[], None] = _nothing_open
        self._asking = False

    def print(self, errand: PrintReceipt) -> None:
        """Print this case's receipt."""
        visit = errand.visit

        def progress(part: float, copy: int) -> None:
            self._post(lambda: self._tell(PrintProgress(visit, part, copy)))

        def ended(result: PrintResult) -> None:
            self._tell(PrintEnded(visit, result.outcome.value, result.copy, result.code))
            self.ask()

        def failed(why: Exception) -> None:
            self._tell(PrintEnded(visit, "unknown", 1, getattr(why, "code", "printer-error")))

        self._lane.run(lambda: self._printing().print_receipt(errand.filed, progress), ended, failed)

    def ask(self) -> None:
        """Ask the printer how it is, unless the last question is still open."""
        if not self._asking:
            self._asking = True
            self._lane.run(lambda: self._printing().status(), self._known, self._unknown)

    def close(self) -> None:
        """Finish the job at hand and drop the connection."""
        self._lane.close(5, self._last)

    def _known(self, status: PrinterStatus) -> None:
        self._asking = False
        self._tell(PrinterChanged(status.code, Condition.PAPER_LOW in status.conditions))

    def _unknown(self, why: Exception) -> None:
        self._asking = False
        self._tell(PrinterChanged(getattr(why, "code", "printer-unavailable")))

    def _last(self) -> None:
        self._shut()

    def _printing(self) -> PrintService:
        if self._service is None:
            self._service, self._shut = self._opened(lambda page: self._post(lambda: self._paper(page)))
        return self._service


def _nothing_open() -> None:
    """Nothing was opened, nothing is closed."""
