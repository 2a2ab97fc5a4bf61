"""The print desk: a process that owns printer, journal and typesetter; replaced after each visit that printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.reports import ExitChanged, PrintEnded, PrinterChanged, PrintProgress
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from config.schema import Profile
    from drivers.types import Page
    from kiosk.domain.errands import ClearExit, PrintReceipt
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post

__all__ = ["PrintDesk", "serve"]

STOPPED = "print-stopped"
_JOB_S = 180.0  # a long paper on a slow line
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
        self._under_way: dict[int, int] = {}  # order: its visit
        self._copies: dict[int, int] = {}  # order: the copy's number, once it is given
        self._shown = 0  # orders up to this one are forgotten: their pages are not shown any more
        self._exit_visit = 0
        self._personal = self._renewing = False
        self._hear: dict[str, Callable[..., None]] = {
            "status": lambda code, low, left: tell(PrinterChanged(code, low, left)),
            "page": self._page,
            "progress": self._progress,
            "ended": self._ended,
            "exit": lambda where: tell(ExitChanged(self._exit_visit, where)),
        }
        child = (profile, str(folder))
        self._lane = ProcessLane("printer", post, serve, child, heard=self._heard, died=self._died, grace_s=_GRACE_S)

    def print(self, errand: PrintReceipt) -> None:
        """Print this case's receipt; a process that hangs on it is replaced, and the job's end is unknown."""
        self._orders += 1
        self._under_way[self._orders] = errand.visit
        self._personal = True
        self._lane.expect(_JOB_S, silence_s=_SILENCE_S)
        self._lane.say(("print", self._orders, errand.filed))

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

    def _page(self, order: int, page: Page) -> None:
        if order > self._shown:
            self._paper(page)

    def _progress(self, order: int, part: float, copy: int) -> None:
        if order in self._under_way:
            self._copies[order] = copy
            self._tell(PrintProgress(self._under_way[order], part, copy))

    def _ended(self, order: int, outcome: Any, copy: int, code: str, waits: bool) -> None:  # noqa: ANN401, FBT001
        visit = self._under_way.pop(order, None)
        if not self._under_way:
            self._lane.met()
        if visit is None:
            return
        if waits:
            self._exit_visit = visit
        self._copies.pop(order, None)
        self._tell(PrintEnded(visit, outcome, copy, code, waits))
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
        for order, visit in under_way.items():
            self._tell(PrintEnded(visit, "unknown", self._copies.pop(order, 1), STOPPED))
