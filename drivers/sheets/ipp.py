"""Driver for driverless A4 printers (IPP/1.1 and later): a paper is printed once, or it is said that nobody knows.

The name of a job is what makes it happen once. Before a job is sent, and after anything went wrong with the link, the
printer is asked for a job of this name; one that it knows is followed, never sent again. A job that waits too long for
hands is cancelled, so that it cannot come out later for somebody else.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsError, SheetsGarbled, SheetsGone, SheetsRefused
from drivers.ipp.codes import Operation, Tag
from drivers.ipp.encode import keyword
from drivers.sheets.ipp_client import IppClient
from drivers.sheets.ipp_follower import Follower
from drivers.sheets.ipp_outcome import UNPROVEN
from drivers.sheets.ipp_search import find_job
from drivers.sheets.ipp_ticket import A4, PDF, WISHES, ticket
from drivers.sheets.reasons import ASKED, UNAVAILABLE, status_of
from drivers.types import Printed, PrinterState, SheetOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.ipp.message import Group, Message
    from drivers.types import PrinterStatus

__all__ = ["IppPrinter", "open_device"]

_SEND_S: Final = 60.0
_SEARCHES, _SEARCH_PAUSE_S = 4, 0.5
_BUSY: Final = 0x0507
_FORMAT_NOT_SUPPORTED: Final = 0x040A
_BUSY_TRIES, _BUSY_PAUSE_S = 40, 0.5


def open_device(options: Mapping[str, str]) -> IppPrinter:
    """Return the printer that `options` describe; nothing is opened until it is used.

    - `address`: ipp://HOST[:PORT]/ipp/print, or ipps:// for TLS
    - `ca`: file with the certificate that an ipps:// printer must lead to; "" for the public authorities
    - `wait_s`: how long a job may wait for hands (paper, jam) before it is cancelled, 60
    - `job_s`: how long a whole job may take, 180
    - `trays`: `one`, or `several`: then an empty one is no trouble as long as the printer does not call it an error

    Raises ValueError for options that mean nothing.
    """
    client = IppClient(options.get("address", ""), ca=options.get("ca", ""))
    wait_s, job_s = float(options.get("wait_s", "60")), float(options.get("job_s", "180"))
    if not 0 < wait_s <= job_s:
        raise ValueError("a job may wait for some time, and no longer than it may take")
    trays = options.get("trays", "one")
    if trays not in {"one", "several"}:
        raise ValueError("trays are one or several")
    return IppPrinter(client, wait_s=wait_s, job_s=job_s, several_trays=trays == "several")


class IppPrinter:
    """One printer, used by one thread; fits drivers.protocols.SheetPrinter."""

    def __init__(
        self,
        client: IppClient,
        *,
        wait_s: float = 60.0,
        job_s: float = 180.0,
        several_trays: bool = False,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._wait_s, self._job_s = wait_s, job_s
        self._several = several_trays
        self._pause = pause

    def status(self) -> PrinterStatus:
        """Ask for the state; never raises."""
        try:
            return self._look()
        except SheetsError:
            return UNAVAILABLE

    def about(self) -> dict[str, tuple[str, ...]]:
        """Return what the printer says of itself: model, formats, media. Raises SheetsError."""
        asked = (
            "printer-make-and-model",
            "printer-state-reasons",
            "document-format-supported",
            "media-supported",
            "media-ready",
        )
        told = self._attributes(*asked)
        return {attribute: told.words(attribute) for attribute in asked}

    def print(self, pdf: bytes, job: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        """Send one PDF, unless the printer knows the job already, and follow it to its end."""
        status = self.status()
        watch(status)
        try:
            known = find_job(self._client, job)
            if known is None:
                if status.state is not PrinterState.READY:
                    return SheetOutcome(Printed.HELD, status.code)
                self._must_take(self._attributes("document-format-supported", "media-supported"))
                self._client.ask(Operation.VALIDATE_JOB, ticket(job), WISHES)
        except SheetsError as refused:
            return SheetOutcome(Printed.HELD, refused.code)
        return self._follow(known, watch) if known is not None else self._send(pdf, job, watch)

    def trace(self, job: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        """Find the job by its name and follow it; a printer that does not know it proves nothing."""
        for search in range(_SEARCHES):
            if search:
                self._pause(_SEARCH_PAUSE_S)
            try:
                known = find_job(self._client, job)
            except SheetsError:
                continue
            return self._follow(known, watch) if known is not None else SheetOutcome(Printed.UNKNOWN, UNPROVEN)
        return SheetOutcome(Printed.UNKNOWN, UNAVAILABLE.code)

    def close(self) -> None:
        """Drop the connection."""
        self._client.close()

    def _send(self, pdf: bytes, job: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        try:
            answer = self._hand_over(pdf, job)
        except SheetsRefused as refused:
            return SheetOutcome(Printed.HELD, refused.code)
        except SheetsGone as gone:
            return self.trace(job, watch) if gone.sent else SheetOutcome(Printed.HELD, gone.code)
        except SheetsGarbled:
            return self.trace(job, watch)
        ids = [group.count("job-id") for group in answer.of(Tag.JOB)]
        return self._follow(ids[0], watch) if ids and ids[0] else self.trace(job, watch)

    def _hand_over(self, pdf: bytes, job: str) -> Message:
        """Send the job; a printer that says it is busy took nothing and is asked again."""
        for _ in range(_BUSY_TRIES):
            try:
                return self._client.ask(Operation.PRINT_JOB, ticket(job), WISHES, document=pdf, within_s=_SEND_S)
            except SheetsRefused as refused:
                if refused.status != _BUSY:
                    raise
                self._pause(_BUSY_PAUSE_S)
        raise SheetsRefused(_BUSY)

    def _follow(self, job: int, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        follower = Follower(self._client, watch, self._look, wait_s=self._wait_s, job_s=self._job_s, pause=self._pause)
        return follower.follow(job)

    def _look(self) -> PrinterStatus:
        return status_of(self._attributes(*ASKED), several_trays=self._several)

    def _attributes(self, *asked: str) -> Group:
        answer = self._client.ask(Operation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": keyword(*asked)})
        groups = answer.of(Tag.PRINTER)
        if not groups:
            raise SheetsGarbled("an answer without the printer")
        return groups[0]

    @staticmethod
    def _must_take(printer: Group) -> None:
        formats, media = printer.words("document-format-supported"), printer.words("media-supported")
        if PDF not in formats or (media and A4 not in media):
            raise SheetsRefused(_FORMAT_NOT_SUPPORTED)
