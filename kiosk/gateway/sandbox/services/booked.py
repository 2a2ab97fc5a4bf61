"""What is booked for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.services.book import MATTERS

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the places that are this person's."""
    matters = Records(desks.centre.register, MATTERS)
    found = [
        {**one, "matter": (matters.get(one["appointment_id"]) or {"matter": ""})["matter"]}
        for one in desks.appointments.booked(question.number)
    ]
    return {"appointments": found}
