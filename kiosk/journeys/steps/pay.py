"""扫码付款: one order, its code, and what became of it. What is unknown is never called failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.inquiry import Printout
from kiosk.domain.paying import ENDED, PayAsk, standing_of, yuan
from kiosk.journeys.paying import ORDERED, new_order, order_of
from kiosk.journeys.protocol import NotAccepted
from kiosk.privacy import mask_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Found, Inquiry
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

STAMP: Final = 16  # 2026-11-25T10:02
NOT_AN_INVOICE: Final = "本条是缴费凭条，不是发票。要发票或票据，请向收费单位索取。"
HOLD_ON: Final = ("请勿重复支付", "30 分钟后再放同一张卡，机器先查这一笔", "有疑问请带本条到窗口，或拨 12345")


class Pay:
    """Waits for the centre to say paid or closed; only then the way leads on to something else."""

    camera = False
    orders = ORDERED

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Order what was confirmed; the order's number was given when it was confirmed."""
        del when
        order, wanted = order_of(run), run.form.get("order")
        if order is None or (wanted and order.inquiry.id != wanted):
            return new_order(run)
        return order.inquiry if order.state == "asking" else None

    def poll(self, run: Run) -> Inquiry | None:
        """Look again while the order may still change; to look never makes an order."""
        order = order_of(run)
        if order is None or order.state == "asking" or standing_of(order) in ENDED | {"asking", "unsent"}:
            return None
        return replace(order.inquiry, what={**order.inquiry.what, "act": "look"}, keep=False)

    def settled(self, run: Run) -> str:
        """Return the number of the order whose end is on the glass, "" while there is none."""
        order = order_of(run)
        return order.inquiry.id if order is not None and standing_of(order) in ENDED else ""

    def ask(self, run: Run, when: Moment) -> PayAsk:
        """Return the order as it stands."""
        del when
        order = order_of(run)
        what, said = (order.inquiry.what, order.document) if order else (new_order(run).what, {})
        standing = standing_of(order)
        return PayAsk(
            standing=standing,
            order_no=_number(order),
            payee=what.get("payee", ""),
            title=what.get("title", ""),
            period=what.get("period", ""),
            cents=int(what.get("cents", "0")),
            qr=str(said.get("qr", "")) if standing == "code" else "",
            left_s=int(said.get("left_s", 0)),
            why=str(said.get("text_zh", "")),
            paid_at=_stamp(said),
            resumed="order" not in run.form,
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go when it is over, and when nobody can say: the slip and the card then go home."""
        del when
        if not isinstance(answer, Go) or standing_of(order_of(run)) not in ENDED | {"unknown"}:
            raise NotAccepted("answer-out-of-turn")
        return run

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return 缴费凭条 for what is paid, and the slip that says not to pay again for what nobody knows yet."""
        ask = self.ask(run, when)
        lines = (("给谁缴", ask.payee), ("项目", ask.title), ("期间", ask.period), ("金额", yuan(ask.cents)))
        number = (("订单号", _grouped(ask.order_no)),)
        who = {"applicant": mask_name(run.identity.name)}
        if ask.standing == "paid":
            paid = (("付款时间", ask.paid_at),)
            fields = {"title": "缴费凭条（非发票）", "lead": "已缴清", **who, "note": NOT_AN_INVOICE}
            return Printout("slip", fields, lines=(*lines, *paid, *number))
        if ask.standing == "unknown":
            fields = {"title": "支付结果确认中", "lead": "请勿重复支付", **who}
            return Printout("slip", fields, lines=(*lines, *number), steps=HOLD_ON)
        return None


def _number(order: Found | None) -> str:
    """Return the merchant's order number as people can read it out."""
    return order.inquiry.id.replace("-", "").upper() if order else ""


def _grouped(number: str) -> str:
    """Set a number apart in fours, so that it can be read out."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def _stamp(said: Mapping[str, object]) -> str:
    return str(said.get("paid_at", ""))[:STAMP].replace("T", " ")


STEP: Final = Pay()
