"""The till (统一支付): orders for bills, paid from a telephone that the lab plays; nothing here moves money.

An order goes created → paying → paid, closed or unknown. Its code lives for 120 s. While the wallet has scanned and
not said how it ended, the order is unknown and holds its bills for 30 min; then the wallet's own books decide.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.billing import bill
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["CODE_S", "HELD_S", "Till"]

CODE_S: Final = 120
HELD_S: Final = 30 * 60
ENDED: Final = frozenset({"paid", "closed"})
ACTS: Final = ("scan", "pay", "late", "lost", "refuse", "settle")


class Till:
    """Works inside the caller's transaction."""

    def __init__(self, centre: Centre) -> None:
        self._clock = centre.clock
        self._orders = Records(centre.register, "order")
        self._bills = Records(centre.register, "bill")
        self._meta = Records(centre.register, "till")

    def state_of(self, bill_id: str) -> str:
        """Return how one bill stands: open, held by an order that has not ended, or paid."""
        order = self._holding(bill_id)
        return "open" if order is None or order["state"] == "closed" else _BILL[order["state"]]

    def order(self, number: str, bill_ids: tuple[str, ...], cents: int, person: str) -> dict[str, Any]:
        """Return the order of this number, making it when it is new; a bill has one order that has not ended."""
        known = self._current(number)
        if known is not None:
            return known
        refused = self._refusal(bill_ids, cents)
        if refused:
            return {"order_no": number, "state": "closed", "reason": refused, "bills": [], "cents": cents}
        made: dict[str, Any] = {"order_no": number, "state": "created", "wallet": "", "reason": "", "told": ""}
        made |= {"bills": list(bill_ids), "cents": cents, "person": person, "created": stamp(self._clock.now())}
        for bill_id in bill_ids:
            self._bills.put(bill_id, {"order_no": number})
        self._meta.put("newest", {"order_no": number})
        return self._keep(made)

    def look(self, number: str) -> dict[str, Any]:
        """Return how an order stands. One that never arrived is closed for good: it cannot arrive any more."""
        known = self._current(number)
        return known or self._keep({"order_no": number, "state": "closed", "reason": "never-ordered", "bills": []})

    def close(self, number: str) -> dict[str, Any]:
        """Take an order back while nobody has scanned its code."""
        known = self.look(number)
        return self._end(known, "closed", "cancelled") if known["state"] == "created" else known

    def telephone(self, act: str, number: str = "", seconds: float = 10.0) -> dict[str, Any]:
        """Do what a citizen's wallet does with the newest order, or with this one. Raises ValueError.

        scan, pay. late: paid, and told after `seconds`. lost: paid, and never told. refuse: the bank says no.
        settle: the wallet's books arrive.
        """
        number = number or (self._meta.get("newest") or {"order_no": ""})["order_no"]
        known = self._current(number)
        if act not in ACTS or known is None or known["state"] in ENDED:
            raise ValueError("no such code")
        if act == "settle":
            return self._settled(known)
        if known["wallet"] == "paid":
            raise ValueError("paid already")
        if act in {"scan", "refuse"}:
            known["wallet"] = {"scan": "scanned", "refuse": "refused"}[act]
            return self._keep({**known, "state": "paying"}) if act == "scan" else self._settled(known)
        known |= {"wallet": "paid", "charges": known.get("charges", 0) + 1}
        if act == "late":
            told = self._clock.now() + dt.timedelta(seconds=seconds)
            return self._keep({**known, "state": "paying", "told": stamp(told)})
        return self._keep({**known, "state": "unknown"}) if act == "lost" else self._settled(known)

    def age_s(self, order: dict[str, Any]) -> float:
        """Return how long ago an order was made."""
        return (self._clock.now() - dt.datetime.fromisoformat(order["created"])).total_seconds()

    def _current(self, number: str) -> dict[str, Any] | None:
        """Return an order as it stands now: what time alone decides is decided first."""
        order = self._orders.get(number)
        if order is None or order["state"] in ENDED:
            return order
        age, told = self.age_s(order), order["told"]
        if told and self._clock.now() >= dt.datetime.fromisoformat(told):
            return self._settled(order)
        if age >= HELD_S:
            return self._settled(order)
        if age < CODE_S:
            return order
        if order["state"] == "created":
            return self._end(order, "closed", "expired")
        return self._keep({**order, "state": "unknown"})

    def _settled(self, order: dict[str, Any]) -> dict[str, Any]:
        """End an order as the wallet's books have it."""
        if order["wallet"] == "paid":
            return self._end(order, "paid", "")
        return self._end(order, "closed", "bank-refused" if order["wallet"] == "refused" else "not-paid")

    def _refusal(self, bill_ids: tuple[str, ...], cents: int) -> str:
        bills = [bill(one) for one in bill_ids]
        if not bills or None in bills or len(set(bill_ids)) < len(bill_ids):
            return "bill-unknown"
        states = {self.state_of(one) for one in bill_ids}
        if states != {"open"}:
            return "bill-paid" if "paid" in states else "bill-held"
        return "" if sum(one["cents"] for one in bills if one) == cents else "amount-changed"

    def _holding(self, bill_id: str) -> dict[str, Any] | None:
        claim = self._bills.get(bill_id)
        return self._current(claim["order_no"]) if claim else None

    def _end(self, order: dict[str, Any], state: str, reason: str) -> dict[str, Any]:
        return self._keep({**order, "state": state, "reason": reason, "ended": stamp(self._clock.now())})

    def _keep(self, order: dict[str, Any]) -> dict[str, Any]:
        self._orders.put(order["order_no"], order, order.get("person", ""))
        return order


_BILL: Final = {"created": "held", "paying": "held", "unknown": "held", "paid": "paid"}
