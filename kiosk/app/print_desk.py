"""The print desk: a process that owns printer, journal and typesetter; replaced after each visit that printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from kiosk.domain.reports import ExitChanged, PrintEnded, PrinterChanged, PrintProgress, PrintWaits
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from config.schema import Profile
    from drivers.types import Page
    from kiosk.domain.case import Filed, Missing
    from kiosk.domain.errands import ClearExit, PrintMissing, PrintPaper, PrintReceipt, PrintSheets
    from kiosk.domain.inquiry import Printout
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post

__all__ = ["PrintDesk", "serve"]

Paper = Literal["receipt", "list", "sheets", "paper"]

STOPPED = "print-stopped"
_JOB_S: dict[Paper, float] = {
    "receipt": 180.0,
    "list": 180.0,
    "sheets": 900.0,
    "paper": 300.0,
}  # slow lines; several papers of A4
_SILENCE_S = 45.0  # longer than the driver waits for anything
_GRACE_S = 8.0  # the terminal ends in mid-job: the paper may come out first


def serve(link: Any, profile: Profile, folder: str) -> None:  # noqa: ANN401 - multiprocessing hands it over
    """Start the printer's own loop; imported in the child: neither typesetter nor escpos loads in the terminal."""
    from kiosk.app import print_worker  # noqa: PLC0415 - see the docstring

    print_worker.serve(link, profile, folder)


class PrintDesk:
    """Turns the print process's messages into reports; `paper` shows the very page that is printed."""

    def __init__(
        self,
        profile: Profile,
        folder: Path,
        post: Post,
        tell: Callable[[Report], None],
        paper: Callable[[Page], None],
    ) -> None:
        self._tell, self._paper = tell, paper
        self._orders = 0
        self._under_way: dict[int, tuple[int, Paper]] = {}  # order: its visit and what it prints
        self._copies: dict[int, int] = {}  # order: the copy's number, once it is given
        self._shown = 0  # orders up to this one are forgotten: their pages are not shown any more
        self._exit_visit = 0
        self._personal = self._renewing = False
        self._hear: dict[str, Callable[..., None]] = {
            "status": lambda code, low, left: tell(PrinterChanged(code, low, left)),
            "page": self._page,
            "progress": self._progress,
            "waits": self._waits,
            "ended": self._ended,
            "exit": lambda where: tell(ExitChanged(self._exit_visit, where)),
        }
        child = (profile, str(folder))
        self._lane = ProcessLane("printer", post, serve, child, heard=self._heard, died=self._died, grace_s=_GRACE_S)

    def receipt(self, errand: PrintReceipt) -> None:
        """Print this case's receipt; a process that hangs on it is replaced, and the job's end is unknown."""
        self._begin("receipt", errand.visit, errand.filed, errand.large)

    def list(self, errand: PrintMissing) -> None:
        """Print a list of what is missing."""
        self._begin("list", errand.visit, errand.missing)

    def paper(self, errand: PrintPaper) -> None:
        """Print what a step offers, on the roll or on a sheet."""
        self._begin("paper", errand.visit, errand.printout, errand.large)

    def sheets(self, errand: PrintSheets) -> None:
        """Print the A4 papers of a case; they may wait for hands as long as their driver lets them."""
        self._begin("sheets", errand.visit, errand.filed)

    def clear_exit(self, _errand: ClearExit) -> None:
        """Have the paper at the exit taken back."""
        self._lane.say(("clear",))

    def forget(self) -> None:
        """Replace the process when it has set somebody's paper, at once or when the job under way has ended.

        A paper that waits at the exit is taken over by the next one.
        """
        self._shown = self._orders
        self._renewing = self._personal
        self._renew()

    def close(self) -> None:
        """Let the job at hand end, and stop the process."""
        self._lane.stop()

    def _heard(self, message: Any) -> None:  # noqa: ANN401 - a process pipe carries what it carries
        name, *values = message
        self._hear[name](*values)

    def _begin(self, paper: Paper, visit: int, what: Filed | Missing | Printout, *how: bool) -> None:
        self._orders += 1
        self._under_way[self._orders] = (visit, paper)
        self._personal = True
        self._lane.expect(_JOB_S[paper], silence_s=None if paper == "sheets" else _SILENCE_S)
        self._lane.say((paper, self._orders, what, *how))

    def _waits(self, order: int, code: str) -> None:
        if order in self._under_way:
            self._tell(PrintWaits(self._under_way[order][0], code))

    def _page(self, order: int, page: Page) -> None:
        if order > self._shown:
            self._paper(page)

    def _progress(self, order: int, part: float, copy: int) -> None:
        if order in self._under_way:
            self._copies[order] = copy
            visit, paper = self._under_way[order]
            if paper == "receipt":
                self._tell(PrintProgress(visit, part, copy))

    def _ended(self, order: int, outcome: Any, copy: int, code: str, waits: bool) -> None:  # noqa: ANN401, FBT001
        known = self._under_way.pop(order, None)
        if not self._under_way:
            self._lane.met()
        if known is None:
            return
        visit, paper = known
        if waits:
            self._exit_visit = visit
        self._copies.pop(order, None)
        self._tell(PrintEnded(visit, outcome, copy, code, waits, paper))
        self._renew()

    def _renew(self) -> None:
        if self._renewing and not self._under_way:
            self._renewing = self._personal = False
            self._lane.renew()

    def _died(self) -> None:
        """Tell the end of what died with the process; its successor tells how the printer is."""
        self._personal = self._renewing = False
        under_way, self._under_way = self._under_way, {}
        self._tell(PrinterChanged("printer-unavailable"))
        for order, (visit, paper) in under_way.items():
            self._tell(PrintEnded(visit, "unknown", self._copies.pop(order, 1), STOPPED, paper=paper))
