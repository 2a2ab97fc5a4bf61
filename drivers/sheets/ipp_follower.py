"""A job at the printer, followed to its end and cancelled when its time is over (RFC 8011 §4.3.4, §4.3.3)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsError, SheetsGarbled, SheetsRefused
from drivers.ipp.codes import Operation, Tag
from drivers.ipp.encode import keyword, number
from drivers.sheets.ipp_outcome import ASKED_OF_JOB, UNPROVEN, outcome_of
from drivers.sheets.reasons import UNAVAILABLE
from drivers.types import Printed, PrinterState, SheetOutcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.ipp.message import Group
    from drivers.sheets.ipp_client import IppClient
    from drivers.types import PrinterStatus

__all__ = ["Follower"]

_POLL_S: Final = 0.25
_GONE_S: Final = 15.0
_CANCEL_S: Final = 15.0


class Follower:
    """Watches one job and the printer under it; cancels the job when its time is over.

    `look` asks for the printer's state and raises SheetsError; `watch` hears of every change of it.
    """

    def __init__(
        self,
        client: IppClient,
        watch: Callable[[PrinterStatus], None],
        look: Callable[[], PrinterStatus],
        *,
        wait_s: float,
        job_s: float,
        pause: Callable[[float], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client, self._watch, self._look = client, watch, look
        self._wait_s, self._job_s = wait_s, job_s
        self._pause, self._clock = pause, clock
        self._told: PrinterStatus | None = None

    def follow(self, job: int) -> SheetOutcome:
        """Return what became of it: CONFIRMED when completed, HELD when it ended with nothing on paper."""
        began = heard = self._clock()
        blocked: float | None = None
        cancelled: float | None = None
        why = ""
        while True:
            try:
                group = self._job(job)
                ended = outcome_of(group, why)
                if ended is not None:
                    return ended
                status = self._look()
                heard = self._clock()
            except SheetsRefused as forgotten:
                return SheetOutcome(Printed.UNKNOWN, forgotten.code)
            except SheetsError:
                status = UNAVAILABLE
                if self._clock() - heard > _GONE_S:
                    self._tell(status)
                    return SheetOutcome(Printed.UNKNOWN, status.code)
            self._tell(status)
            now = self._clock()
            blocked = (blocked if blocked is not None else now) if status.state is PrinterState.BLOCKED else None
            over = now - began > self._job_s or (blocked is not None and now - blocked > self._wait_s)
            if over and cancelled is None:
                cancelled, why = now, status.code or UNPROVEN
                self._cancel(job)
            if cancelled is not None and now - cancelled > _CANCEL_S:
                return SheetOutcome(Printed.UNKNOWN, why)
            self._pause(_POLL_S)

    def _tell(self, status: PrinterStatus) -> None:
        if status != self._told:
            self._told = status
            self._watch(status)

    def _job(self, job: int) -> Group:
        asked = {"job-id": number(job), "requested-attributes": keyword(*ASKED_OF_JOB)}
        groups = self._client.ask(Operation.GET_JOB_ATTRIBUTES, asked).of(Tag.JOB)
        if not groups:
            raise SheetsGarbled("an answer without the job")
        return groups[0]

    def _cancel(self, job: int) -> None:
        try:
            self._client.ask(Operation.CANCEL_JOB, {"job-id": number(job)})
        except SheetsError:
            return  # it may have ended meanwhile, or the link is down: the state of the job decides
