"""What the steps of a payment share: the order of a run, and the words that its inquiry carries."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Inquiry
from kiosk.domain.paying import ENDED, read_bills, standing_of

if TYPE_CHECKING:
    from kiosk.domain.inquiry import Found
    from kiosk.domain.paying import Bill
    from kiosk.domain.run import Run

__all__ = [
    "ALL",
    "BILLS",
    "ORDERED",
    "asked_for",
    "chosen",
    "known_bills",
    "live",
    "new_order",
    "order_of",
    "taken_back",
]

ORDERED: Final = "payments"
BILLS: Final = "bills"
ALL: Final = "all"


def order_of(run: Run) -> Found | None:
    """Return the run's order, as it was last heard of."""
    return run.found.get(ORDERED)


def live(run: Run) -> Found | None:
    """Return the run's order while it has not ended: no other may be made beside it."""
    order = order_of(run)
    return order if order is not None and standing_of(order) not in ENDED else None


def known_bills(run: Run) -> tuple[Bill, ...]:
    """Return what is owed, as the centre said it."""
    return read_bills(run.known(BILLS) or {})


def chosen(run: Run) -> tuple[Bill, ...]:
    """Return the bills that were picked to be paid together."""
    ids = run.form.get(BILLS, "").split(",")
    return tuple(bill for bill in known_bills(run) if bill.id in ids)


def asked_for(run: Run) -> dict[str, str]:
    """Return the words that ask what is owed; after an order has ended, they are asked anew."""
    order = order_of(run)
    return {"item": run.item.id, "after": order.inquiry.id if order and not live(run) else ""}


def new_order(run: Run) -> Inquiry:
    """Return the order for what was chosen. It is written down before it is put: whatever happens, it is found again.

    Only what is masked is in it.
    """
    bills = chosen(run)
    words = {
        "act": "order",
        "item": run.item.id,
        "bills": ",".join(bill.id for bill in bills),
        "cents": str(sum(bill.cents for bill in bills)),
        "payee": "、".join(dict.fromkeys(bill.payee for bill in bills)),
        "title": "、".join(dict.fromkeys(bill.title for bill in bills)),
        "period": "、".join(dict.fromkeys(bill.period for bill in bills)),
    }
    return Inquiry(ORDERED, run.form.get("order") or str(uuid.uuid4()), words, keep=True)


def taken_back(order: Found) -> Inquiry:
    """Return the wish to take an order back; the centre refuses it while it may be paid."""
    return replace(order.inquiry, what={**order.inquiry.what, "act": "close"}, keep=False)
