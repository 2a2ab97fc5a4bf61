"""Booking, rebooking and cancelling a place; a full half hour is refused with those that are free next."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["MATTERS", "answer"]

MATTERS = "appointment-matter"
TWICE = "这件事您当天已经约过一次。可以改那一次的时间，或者另选一天。"


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the place, or `refused` and `free`; `what` has slot_id ("" cancels), replaces ("" none), matter."""
    what, matters = question.what, Records(desks.centre.register, MATTERS)
    wish = {name: what.get(name) or None for name in ("slot_id", "replaces")}
    matter = what.get("matter", "")
    if wish["slot_id"] and _twice(desks, question, wish["replaces"], matter):
        return {"refused": {"code": "booked-already", "text_zh": TWICE}, "free": _free(desks)}
    digest = hashlib.sha256(json.dumps(dict(what), sort_keys=True).encode()).hexdigest()
    try:
        given = desks.appointments.enter(question.id, question.number, digest, **wish)
    except Problem as problem:
        return {"refused": {"code": problem.kind.rpartition(":")[2], "text_zh": problem.zh}, "free": _free(desks)}
    matters.put(question.id, {"matter": matter})
    return {**given, "appointment_id": question.id, "matter": matter}


def _twice(desks: Desks, question: Question, replaces: str | None, matter: str) -> bool:
    """Whether another place of the same day is for the same matter (同一事项同日限约 1 次)."""
    matters, day = Records(desks.centre.register, MATTERS), question.what.get("slot_id", "")[:8]
    others = (one for one in desks.appointments.booked(question.number) if one["slot_id"][:8] == day)
    keys = {one["appointment_id"] for one in others} - {replaces, question.id}
    return any((matters.get(key) or {}).get("matter") == matter for key in keys)


def _free(desks: Desks) -> list[dict[str, Any]]:
    return [slot for slot in desks.appointments.slots() if slot["left"]][:3]
