"""The facts of a receipt as they lie in the outbox under the card's lock, and back as a Filed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kiosk.domain.case import Acknowledgement, Filed, Promise, Received
from kiosk.journeys.following import next_steps
from kiosk.journeys.joint import member_lines
from kiosk.journeys.standing import rows
from kiosk.privacy import mask_name
from kiosk.sync.case_statuses import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.case_status import CaseStatus
    from kiosk.domain.run import Run
    from offline_cache.print_journal import PrintJob
    from offline_cache.rows import Numbers

__all__ = [
    "acknowledgement_of",
    "answer_of",
    "answered_of",
    "filed_of",
    "read_filed",
    "reason_of",
    "refusal_of",
    "write_filed",
]

GIVEN = {"on_file", "captured"}


def filed_of(run: Run, numbers: Numbers, filed: dt.datetime) -> Filed:
    """Return what a receipt needs of a run that has just been committed."""
    item, promise = run.item, run.promise
    return Filed(
        case_id=numbers.case_id,
        receipt_no=numbers.receipt_no,
        query_code=numbers.query_code,
        item_id=item.id,
        task_name=item.task_name,
        dept_name=item.dept_name,
        masked_name=run.identity.name if run.identity.nameless else mask_name(run.identity.name),
        materials=_given(run, filed),
        filed=filed,
        promise=promise,
        promised_names=tuple(item.material(code).short_name for code in promise.material_codes) if promise else (),
        next_steps=next_steps(run),
        members=member_lines(run),
        form=item.form,
    )


def _given(run: Run, filed: dt.datetime) -> tuple[str, ...]:
    """Name what was handed in; a paper that an earlier case still needed bears the name that it has there."""
    if "paper_name" in run.form:
        return (run.form["paper_name"],)
    return tuple(row.material.short_name for row in rows(run, filed.date()) if row.standing in GIVEN)


def write_filed(filed: Filed) -> bytes:
    """Return the facts as JSON, without what changes later (copies, acknowledgement)."""
    promise = filed.promise
    due = promise.due.isoformat() if promise and promise.due else None
    facts = {
        "case_id": filed.case_id,
        "receipt_no": filed.receipt_no,
        "query_code": filed.query_code,
        "item_id": filed.item_id,
        "task_name": filed.task_name,
        "dept_name": filed.dept_name,
        "masked_name": filed.masked_name,
        "materials": filed.materials,
        "filed": filed.filed.isoformat(),
        "promise": {"material_codes": promise.material_codes, "days": promise.days, "due": due} if promise else None,
        "promised_names": filed.promised_names,
        "next_steps": filed.next_steps,
        "members": filed.members,
        "form": filed.form,
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def read_filed(
    facts: bytes, answer: Mapping[str, str], job: PrintJob | None, status: CaseStatus | None = None
) -> Filed:
    """Return the Filed with what the centre answered and told, and what the printer did since."""
    said: dict[str, Any] = json.loads(facts)
    reason = reason_of(answer)
    promise = said["promise"]
    return Filed(
        case_id=said["case_id"],
        receipt_no=said["receipt_no"],
        query_code=said["query_code"],
        item_id=said["item_id"],
        task_name=said["task_name"],
        dept_name=said["dept_name"],
        masked_name=said["masked_name"],
        materials=tuple(said["materials"]),
        filed=dt.datetime.fromisoformat(said["filed"]),
        promise=Promise(tuple(promise["material_codes"]), promise["days"], _date(promise["due"])) if promise else None,
        promised_names=tuple(said["promised_names"]),
        next_steps=tuple(said["next_steps"]),
        members=tuple(said.get("members", ())),
        copies=job.copies if job else 0,
        printed=bool(job and job.given),
        acknowledgement=acknowledgement_of(answer) or _accepted(said["case_id"], status),
        form=said.get("form", ""),
        status=status or (refused(reason) if reason is not None else None),
    )


def _accepted(case_id: str, status: CaseStatus | None) -> Acknowledgement | None:
    """Return the acceptance (受理) of a case that the centre at first had only received."""
    if status is None or status.accepted is None or not status.server_no:
        return None
    return Acknowledgement(case_id, status.server_no, status.accepted)


def answer_of(said: Acknowledgement | Received) -> dict[str, str]:
    """Return what the centre said to a case as the outbox keeps it."""
    if isinstance(said, Received):
        return {"case_id": said.case_id, "received": said.received.isoformat()}
    return {
        "case_id": said.case_id,
        "server_no": said.server_no,
        "accepted": said.accepted.isoformat(),
        "due": said.due.isoformat() if said.due else "",
    }


def answered_of(answer: Mapping[str, str]) -> Acknowledgement | Received | None:
    """Return what the centre said to a case, None when it has not taken it."""
    if "received" in answer:
        return Received(answer["case_id"], dt.datetime.fromisoformat(answer["received"]))
    if "accepted" not in answer:
        return None
    accepted = dt.datetime.fromisoformat(answer["accepted"])
    return Acknowledgement(answer["case_id"], answer["server_no"], accepted, _date(answer["due"]))


def acknowledgement_of(answer: Mapping[str, str]) -> Acknowledgement | None:
    """Return the acceptance (受理) that the outbox keeps, None while there is none: 收件 by the centre is none."""
    said = answered_of(answer)
    return said if isinstance(said, Acknowledgement) else None


def refusal_of(reason: Mapping[str, Any]) -> dict[str, str]:
    """Return why the centre refused a case, {code, text_zh, bring}, as the outbox keeps it."""
    return {"refused": json.dumps(reason, ensure_ascii=False)}


def reason_of(answer: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Return why the centre refused a case, in its own words; None where it did not, or said nothing."""
    reason: Mapping[str, Any] | None = json.loads(answer.get("refused", "null"))
    return reason


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
