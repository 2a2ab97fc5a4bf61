"""payments: one order for one or several bills. The inquiry's id is the merchant's order number.

Asked: `act` order (with `bills`, ids joined by commas, and `cents`), look, or close. The same id is the same order
whatever is asked: it is paid once or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.till import CODE_S, Till

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

TEXTS = {
    "bill-held": "这笔账单还有一次支付没有结果，请勿重复支付，30 分钟内会有结果。",
    "bill-paid": "这笔账单已经缴清，不用再付。",
    "bill-unknown": "没有查到这笔账单，请返回重新查询。",
    "amount-changed": "应缴金额有变化，请返回重新核对。",
    "expired": "付款码过期了，没有人扫，没有扣钱。",
    "cancelled": "付款已取消，没有扣钱。",
    "bank-refused": "付款方银行没有同意，没有扣钱。请看看余额或换一种方式。",
    "not-paid": "核对过了，没有付成，没有扣钱。",
    "never-ordered": "上次没有下单成功，没有扣钱。",
}


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return how the order stands, with its code while it can be scanned. Raises Problem 422 for words unknown."""
    till, what = Till(desks.centre), question.what
    match what.get("act", ""):
        case "order" if what.get("cents", "").isdecimal():
            bill_ids = tuple(one for one in what.get("bills", "").split(",") if one)
            order = till.order(question.id, bill_ids, int(what["cents"]), question.number)
        case "look":
            order = till.look(question.id)
        case "close":
            order = till.close(question.id)
        case _:
            raise Problem(422, "urn:kiosk:schema")
    said: dict[str, Any] = {"state": order["state"], "reason": order.get("reason", ""), "simulated": True}
    said["text_zh"] = TEXTS.get(said["reason"], "")
    if order["state"] == "created":
        said["qr"] = f"SIMPAY:{order['order_no']}:{order['cents']}"
        said["left_s"] = max(0, int(CODE_S - till.age_s(order)))
    if order["state"] == "paid":
        said["paid_at"] = order["ended"]
    return said
