"""bills: what is owed by a person and the household, by another person's number, or for a supplier's account.

Asked: item, and nothing, `number`, or `supplier` and `account`. Names come masked: enough to see that it is the right
one, too little to learn who it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.billing import bills_of, holder, owed_by
from kiosk.gateway.sandbox.till import Till

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

UNKNOWN = {"code": "account-unknown", "text_zh": "没有查到这个号码，请核对后再输一次。"}


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the bills with how each stands (open, held, paid), or why there are none."""
    till, what = Till(desks.centre), question.what
    owner = f"{what['supplier']}/{what.get('account', '')}" if what.get("supplier") else what.get("number", "")
    if owner and holder(owner) is None:
        return {"bills": [], "refused": UNKNOWN}
    item = what.get("item", "")
    found = list(bills_of(owner, item)) if owner else owed_by(question.number, item)
    return {"bills": [{**one, "state": till.state_of(one["id"])} for one in found]}
