"""What a job's state says of the paper (RFC 8011 §5.3.7 to §5.3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsGarbled
from drivers.ipp.codes import JobState
from drivers.types import Printed, SheetOutcome

if TYPE_CHECKING:
    from drivers.ipp.message import Group

__all__ = ["ASKED_OF_JOB", "UNPROVEN", "outcome_of"]

UNPROVEN: Final = "sheets-unproven"
"""Fault code: the job is over, or forgotten, and nothing proves a paper."""

ASKED_OF_JOB: Final = ("job-id", "job-state", "job-state-reasons", "job-impressions-completed")
_WITH_ERRORS: Final = {"job-completed-with-errors", "document-format-error", "unsupported-document-format"}


def outcome_of(job: Group, why: str) -> SheetOutcome | None:
    """Return the outcome of a job that has ended, None of one that has not. Raises SheetsGarbled.

    `why` is the fault code of what had it cancelled, "" for none.
    """
    state = job.count("job-state")
    try:
        at = JobState(state if state is not None else 0)
    except ValueError:
        raise SheetsGarbled("a job without a state") from None
    if not at.ended:
        return None
    if at is JobState.COMPLETED:
        flawed = _WITH_ERRORS & set(job.words("job-state-reasons"))
        return SheetOutcome(Printed.UNKNOWN, UNPROVEN) if flawed else SheetOutcome(Printed.CONFIRMED)
    nothing = job.count("job-impressions-completed") == 0
    return SheetOutcome(Printed.HELD if nothing else Printed.UNKNOWN, why or UNPROVEN)
