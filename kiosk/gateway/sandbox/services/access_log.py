"""access-log: who looked at a person's data, in what, for which matter, under which number, on what ground (C13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.clock import stamp

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

MOST: Final = 50
NUMBER: Final = 8  # digits of a query's id are enough to be found again


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the looks at the data of the person whose card asks, the newest first."""
    catalogue = desks.centre.catalogue
    looks = []
    for one in desks.access.of(question.number, MOST):
        item = read_item(catalogue, one["item_id"]) if catalogue and one["item_id"] else None
        looks.append(
            {
                "at": one["at"],
                "terminal": one["device_id"],
                "source": one["source"],
                "matter": item.task_name if item else "",
                "asked": one["asked"],
                "held": one["held"],
                "rests_on": one["rests_on"],
                "by_agent": bool(one["agent"]),
                "no": one["query_id"].replace("-", "")[:NUMBER].upper(),
            }
        )
    return {"as_of": stamp(desks.centre.clock.now()), "looks": looks}
