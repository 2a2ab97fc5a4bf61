"""A job at the printer, found by its name and followed to its end (RFC 8011 §4.2.6, §4.3.4, §4.3.3)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsError, SheetsGarbled, SheetsRefused
from drivers.ipp.codes import JobState, Operation, Tag
from drivers.ipp.message import keyword, number
from drivers.sheets.reasons import UNAVAILABLE
from drivers.types import Printed, PrinterState, SheetOutcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.ipp.message import Group
    from drivers.sheets.ipp_client import IppClient
    from drivers.types import PrinterStatus

__all__ = ["Follower", "find_job"]

_UNPROVEN: Final = "sheets-unproven"
_JOB: Final = ("job-id", "job-state", "job-state-reasons", "job-impressions-completed")
_POLL_S: Final = 0.25
_GONE_S: Final = 15.0
_CANCEL_S: Final = 15.0
_WITH_ERRORS: Final = {"job-completed-with-errors", "document-format-error", "unsupported-document-format"}


def find_job(client: IppClient, job: str) -> int | None:
    """Return the number of the newest job of that name, running or ended, None where the printer knows none.

    Raises SheetsGone, SheetsGarbled, SheetsRefused: only a plain answer may say that there is none.
    """
    found: list[int] = []
    for which in ("not-completed", "completed"):
        asked = {"which-jobs": keyword(which), "requested-attributes": keyword("job-id", "job-name")}
        try:
            answer = client.ask(Operation.GET_JOBS, asked)
        except SheetsRefused as refused:
            if refused.status == _NOT_FOUND:  # some printers say so of an empty list
                continue
            raise
        found += [_number_of(group) for group in answer.of(Tag.JOB) if group.first("job-name") == job]
    return max(found, default=None)


_NOT_FOUND: Final = 0x0406


def _number_of(group: Group) -> int:
    job = group.count("job-id")
    if job is None or job < 1:
        raise SheetsGarbled("a job without a number")
    return job


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
                ended = _ended(group, why)
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
                cancelled, why = now, status.code or _UNPROVEN
                self._cancel(job)
            if cancelled is not None and now - cancelled > _CANCEL_S:
                return SheetOutcome(Printed.UNKNOWN, why)
            self._pause(_POLL_S)

    def _tell(self, status: PrinterStatus) -> None:
        if status != self._told:
            self._told = status
            self._watch(status)

    def _job(self, job: int) -> Group:
        asked = {"job-id": number(job), "requested-attributes": keyword(*_JOB)}
        groups = self._client.ask(Operation.GET_JOB_ATTRIBUTES, asked).of(Tag.JOB)
        if not groups:
            raise SheetsGarbled("an answer without the job")
        return groups[0]

    def _cancel(self, job: int) -> None:
        try:
            self._client.ask(Operation.CANCEL_JOB, {"job-id": number(job)})
        except SheetsError:
            return  # it may have ended meanwhile, or the link is down: the state of the job decides


def _ended(job: Group, why: str) -> SheetOutcome | None:
    """Return the outcome of a job that has ended, None of one that has not. Raises SheetsGarbled."""
    state = job.count("job-state")
    try:
        at = JobState(state if state is not None else 0)
    except ValueError:
        raise SheetsGarbled("a job without a state") from None
    if not at.ended:
        return None
    if at is JobState.COMPLETED:
        flawed = _WITH_ERRORS & set(job.words("job-state-reasons"))
        return SheetOutcome(Printed.UNKNOWN, _UNPROVEN) if flawed else SheetOutcome(Printed.CONFIRMED)
    nothing = job.count("job-impressions-completed") == 0
    return SheetOutcome(Printed.HELD if nothing else Printed.UNKNOWN, why or _UNPROVEN)
