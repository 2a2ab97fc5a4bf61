"""Find a job at the printer by its name (RFC 8011 §4.2.6): what makes a paper come out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsGarbled, SheetsRefused
from drivers.ipp.codes import Operation, Tag
from drivers.ipp.encode import keyword

if TYPE_CHECKING:
    from drivers.ipp.message import Group
    from drivers.sheets.ipp_client import IppClient

__all__ = ["find_job"]

_NOT_FOUND: Final = 0x0406


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


def _number_of(group: Group) -> int:
    job = group.count("job-id")
    if job is None or job < 1:
        raise SheetsGarbled("a job without a number")
    return job
