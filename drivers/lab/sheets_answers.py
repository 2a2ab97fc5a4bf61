"""What the lab's A4 printer answers to each IPP operation (RFC 8011 §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.ipp.codes import JobState, Operation, Tag
from drivers.ipp.encode import keyword, name, number, yes
from drivers.ipp.message import Group, Message
from drivers.lab.sheets_jobs import FAULTS

if TYPE_CHECKING:
    from drivers.ipp.message import Attributes
    from drivers.lab.sheets_jobs import SheetJob, SheetPress

__all__ = ["answer"]

_OK, _BAD, _GONE, _NOT_POSSIBLE, _FORMAT, _UNKNOWN, _BUSY = 0, 0x0400, 0x0406, 0x0404, 0x040A, 0x0501, 0x0507
_FORMATS = ("application/pdf", "image/pwg-raster")
_IDLE, _PROCESSING, _STOPPED = 3, 4, 5


def answer(request: Message, press: SheetPress) -> Message:
    """Obey one request."""
    about = request.of(Tag.OPERATION)
    asked = about[0] if about else Group(Tag.OPERATION, {})
    status, groups = _obey(request, asked, press)
    preface: Attributes = {
        "attributes-charset": ((Tag.CHARSET, "utf-8"),),
        "attributes-natural-language": ((Tag.LANGUAGE, "zh-cn"),),
    }
    return Message(status, request.number, (Group(Tag.OPERATION, preface), *groups), version=request.version)


def _obey(request: Message, asked: Group, press: SheetPress) -> tuple[int, tuple[Group, ...]]:
    wanted = set(asked.words("requested-attributes"))
    number_asked = asked.count("job-id") or 0
    found: tuple[int, tuple[Group, ...]] = _UNKNOWN, ()
    match request.code:
        case Operation.GET_PRINTER_ATTRIBUTES:
            found = _OK, (_chosen(Tag.PRINTER, _printer(press), wanted),)
        case Operation.VALIDATE_JOB:
            found = _OK if asked.first("document-format") in _FORMATS else _FORMAT, ()
        case Operation.PRINT_JOB:
            found = _print(request, asked, press)
        case Operation.GET_JOBS:
            ended = asked.first("which-jobs") == "completed"
            jobs = (job for job in press.jobs if job.state.ended == ended)
            found = _OK, tuple(_chosen(Tag.JOB, _job(job), wanted or {"job-id", "job-uri"}) for job in jobs)
        case Operation.GET_JOB_ATTRIBUTES:
            jobs = (job for job in press.jobs if job.number == number_asked)
            groups = tuple(_chosen(Tag.JOB, _job(job), wanted) for job in jobs)
            found = (_OK if groups else _GONE), groups
        case Operation.CANCEL_JOB:
            found = {True: _OK, False: _NOT_POSSIBLE, None: _GONE}[press.cancel(number_asked)], ()
    return found


def _print(request: Message, asked: Group, press: SheetPress) -> tuple[int, tuple[Group, ...]]:
    job_name = asked.first("job-name")
    if asked.first("document-format") not in _FORMATS:
        return _FORMAT, ()
    if not request.document or not isinstance(job_name, str):
        return _BAD, ()
    job = press.take(job_name, request.document)
    return (_OK, (Group(Tag.JOB, _job(job)),)) if job else (_BUSY, ())


def _printer(press: SheetPress) -> Attributes:
    working = any(not job.state.ended for job in press.jobs)
    state = _STOPPED if press.blocked else _PROCESSING if working else _IDLE
    reasons = [FAULTS[fault] for fault in sorted(press.faults)] or ["none"]
    return {
        "printer-state": number(state, Tag.ENUM),
        "printer-state-reasons": keyword(*reasons),
        "printer-is-accepting-jobs": yes(value=True),
        "printer-make-and-model": ((Tag.TEXT, "Lab A4"),),
        "document-format-supported": tuple((Tag.MIME_TYPE, kind) for kind in _FORMATS),
        "media-supported": keyword("iso_a4_210x297mm"),
        "media-ready": keyword(*(() if "media-empty" in press.faults else ("iso_a4_210x297mm",))) or ((0x13, None),),
    }


def _job(job: SheetJob) -> Attributes:
    reason = {JobState.COMPLETED: "job-completed-successfully", JobState.CANCELED: "job-canceled-by-user"}
    return {
        "job-id": number(job.number),
        "job-name": name(job.name),
        "job-state": number(job.state, Tag.ENUM),
        "job-state-reasons": keyword(reason.get(job.state, "none")),
        "job-impressions-completed": number(job.impressions),
    }


def _chosen(tag: int, attributes: Attributes, wanted: set[str]) -> Group:
    everything = not wanted or "all" in wanted
    return Group(tag, {key: value for key, value in attributes.items() if everything or key in wanted})
