"""选账单: what is owed, by whom (masked), for when; one bill, or all that are open in one payment (打包收费)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.paying import yuan
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.always import Always
from kiosk.journeys.paying import ALL, BILLS, asked_for, known_bills, live, taken_back
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.paying import Bill
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class PickBill(Always):
    """Asks what is owed; an order that is still open is taken back first, where nobody has scanned it."""

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Take the open order back, then ask what is owed now."""
        del when
        order = live(run)
        if order is not None and order.state == "asking":
            return order.inquiry
        if order is not None and order.inquiry.what["act"] != "close":
            return taken_back(order)
        bills, words = run.found.get(BILLS), asked_for(run)
        if bills is None or bills.inquiry.what != words:
            return Inquiry(BILLS, str(uuid.uuid4()), words)
        return bills.inquiry if bills.state == "asking" else None

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the bills; what is paid or waits for its result cannot be picked."""
        del when
        bills, found = known_bills(run), run.found.get(BILLS)
        rows = [_row(run, bill) for bill in bills]
        open_now = [bill for bill in bills if bill.state == "open"]
        if len(open_now) > 1:
            total = yuan(sum(bill.cents for bill in open_now))
            names = say("{n} 笔一次付清", n=len(open_now))
            rows.append(PickRow(ALL, say("一起缴"), (names,), total, "ok", "files"))
        refused = (run.known(BILLS) or {}).get("refused") or {}
        empty: Words = refused.get("text_zh") or say("没有查到要缴的费。要查历年的，请到窗口，或拨 12345。")
        waiting = found is None or found.state == "asking" or found.inquiry.what != asked_for(run)
        return PickAsk(
            say("选要缴的费"), say("名字只显示一部分，请认准再选。"), tuple(rows), waiting and not _failed(run), empty
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one that can be picked, or all that are open."""
        pickable = {row.id for row in self.ask(run, when).rows if not row.off}
        if not isinstance(answer, Pick) or answer.id not in pickable:
            raise NotAccepted("answer-out-of-turn")
        ids = [one.id for one in known_bills(run) if one.state == "open"] if answer.id == ALL else [answer.id]
        return run.fill(bills=",".join(ids))


def _failed(run: Run) -> bool:
    return any(one.state == "failed" for one in run.found.values())


def _row(run: Run, bill: Bill) -> PickRow:
    whose = say("本人 {name}", name=bill.payee) if bill.own else bill.payee
    relief = say("应缴 {due}，资助 {relief}", due=yuan(bill.due), relief=yuan(bill.relief))
    lines: tuple[Words, ...] = (f"{bill.title} {bill.period}", *((relief,) if bill.relief else ()))
    if bill.state == "paid":
        return PickRow(bill.id, whose, lines, say("已缴清"), "ok", off=True)
    if bill.state == "held":
        mine = live(run)
        own = mine is not None and bill.id in mine.inquiry.what["bills"].split(",")
        return PickRow(bill.id, whose, (*lines[:1], say("有一次支付还没有结果")), say("确认中"), "warn", off=not own)
    return PickRow(bill.id, whose, lines, yuan(bill.cents))


STEP: Final = PickBill()
