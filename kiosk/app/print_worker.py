"""The print process: owns the receipt printer, its journal and the typesetter, and says what changes.

A process of its own, because it sets people's papers: after a visit that printed it is replaced by one that remembers
nobody (ADR 15). What must outlive it is in the journal.

To the parent: ("status", code, low, receipts left) when any of them changes · ("page", n, Page) ·
("progress", n, 0…1, copy) · ("waits", n, code) the A4 printer waits for hands · ("ended", n, outcome, copy, code,
waits) · ("exit", "taken" | "retracted").
From the parent: ("receipt", n, Filed, large) · ("list", n, Missing) · ("paper", n, Printout, large) · ("sheets", n,
Filed) print this · ("clear",) take
back what waits at the exit. Hanging up ends it, after the job under way.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

from drivers.errors import DeviceError
from drivers.printers import typeset
from drivers.types import Condition
from kiosk.app.print_room import open_room
from kiosk.domain.case import Filed, Missing
from kiosk.domain.inquiry import Printout
from offline_cache.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing import connection
    from typing import Literal

    from config.schema import Profile
    from drivers.types import Page, PrinterStatus
    from kiosk.app.print_room import Room
    from kiosk.printing.service import PrintResult

__all__ = ["serve"]

_LOOK_S = 0.5
_HUNG_UP = (EOFError, BrokenPipeError, ConnectionResetError)


def serve(link: connection.Connection, profile: Profile, folder: str) -> None:
    """Serve the printer of this profile until the parent hangs up; `folder` is the state's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gui = typeset.ensure_gui()
    worker = _Worker(link, profile, folder)
    try:
        worker.serve()
    except _HUNG_UP:
        return  # the parent has gone
    finally:
        worker.close()
        del gui


class _Worker:
    def __init__(self, link: connection.Connection, profile: Profile, folder: str) -> None:
        self._link, self._profile, self._folder = link, profile, folder
        self._room: Room | None = None
        self._order = 0
        self._known: tuple[str, bool, int | None] | None = None

    def serve(self) -> None:
        """Look at the printer all the time, and print when told to. Raises EOFError and the like to stop."""
        look_at = time.monotonic()
        while True:
            if self._link.poll(max(0.0, look_at - time.monotonic())):
                self._obey()
            self._look()
            look_at = time.monotonic() + _LOOK_S

    def close(self) -> None:
        """Put away what was opened."""
        if self._room is not None:
            self._room.close()

    def _obey(self) -> None:
        match self._link.recv():
            case ("receipt", int(order), Filed() as filed, bool(large)):
                self._print(order, lambda room: room.print_receipt(filed, self._progress, large=large), filed.case_id)
            case ("list", int(order), Missing() as missing):
                self._print(order, lambda room: room.print_list(missing, self._progress, self._waits))
            case ("paper", int(order), Printout() as printout, bool(large)):
                self._print(order, lambda room: room.print_paper(printout, self._progress, self._waits, large=large))
            case ("sheets", int(order), Filed() as filed):
                self._print(order, lambda room: room.print_sheets(filed, self._waits))
            case ("clear",):
                with contextlib.suppress(StoreError, DeviceError):  # the look that follows says what is wrong
                    self._open().service.clear_exit()

    def _print(self, order: int, job: Callable[[Room], PrintResult], key: str = "") -> None:
        self._order = order
        try:
            result = job(self._open())
        except Exception as why:  # noqa: BLE001 - the process's edge: whatever it is becomes an end of the job
            sys.excepthook(type(why), why, why.__traceback__)
            ended = self._broken_off(key, getattr(why, "code", "printer-error"))
        else:
            ended = (result.outcome.value, result.copy, result.code, result.waits)
        self._say("ended", self._order, *ended)

    def _broken_off(self, key: str, code: str) -> tuple[str, int, str, bool]:
        """Tell from the journal how a job ended that a mistake broke off; one that cannot be read is unknown."""
        job = None
        with contextlib.suppress(StoreError, DeviceError):
            job = self._open().journal.job(key)
        if job is None:
            return "held" if self._room is None else "unknown", 1, code, False
        return ("unknown" if job.state in {"SENDING", "UNKNOWN"} else "held"), max(1, job.copies), code, False

    def _look(self) -> None:
        now: tuple[str, bool, int | None]
        try:
            room = self._open()
            status = room.service.status()
            now = (status.code, Condition.PAPER_LOW in status.conditions, room.meter.receipts_left)
        except (StoreError, DeviceError, ValueError) as why:
            now = (getattr(why, "code", "printer-unavailable"), False, None)
            if now != self._known:
                sys.excepthook(type(why), why, why.__traceback__)
        if now != self._known:
            self._known = now
            self._link.send(("status", *now))

    def _open(self) -> Room:
        """Return the room, opening it when it is not open yet; raises what open_room raises."""
        if self._room is None:
            self._room = open_room(self._profile, self._folder, paper=self._page, exit_told=self._exit)
        return self._room

    def _page(self, page: Page) -> None:
        self._say("page", self._order, page)

    def _progress(self, part: float, copy: int) -> None:
        self._say("progress", self._order, part, copy)

    def _waits(self, status: PrinterStatus) -> None:
        self._say("waits", self._order, status.code)

    def _exit(self, where: Literal["taken", "retracted"]) -> None:
        self._say("exit", where)

    def _say(self, *message: object) -> None:
        """Tell the parent; one that has hung up does not break off the job, which ends first."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._link.send(message)
