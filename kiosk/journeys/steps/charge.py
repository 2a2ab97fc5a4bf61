"""核对缴费: who, what, how much, by which rule (收费明白卡), before any code is shown."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.paying import yuan
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.paying import chosen, live
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Charge:
    """The order gets its number here, once: what is tried again later is the same order."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether something was picked."""
        return bool(run.form.get("bills"))

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return everything that decides whether this is the right payment."""
        del when
        bills = chosen(run)
        due, relief = sum(bill.due for bill in bills), sum(bill.relief for bill in bills)
        names = "、".join(dict.fromkeys(bill.payee for bill in bills))
        facts: list[tuple[Words, Words]] = [(say("给谁缴"), names)]
        facts += [(bill.title, bill.period) for bill in {(b.title, b.period): b for b in bills}.values()]
        if relief:
            reasons = "、".join(dict.fromkeys(bill.relief_basis for bill in bills if bill.relief_basis))
            facts += [(say("应缴"), yuan(due)), (reasons, f"−{yuan(relief)}")]
        facts += [(say("要付"), yuan(due - relief)), (say("收费依据"), bills[0].basis if bills else "")]
        return TellAsk(
            say("核对一下，再付款"),
            say("名字不对，请返回重选。"),
            tuple(facts),
            acts=(Act("go", say("没错，去付款")),),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go, where the item says by which rule and standard it charges. An order that is open stays the one."""
        del when
        if not isinstance(answer, Go) or not chosen(run) or not (run.item.fee.basis and run.item.fee.standard):
            raise NotAccepted("answer-out-of-turn")
        order = live(run)
        return run.fill(order=order.inquiry.id if order is not None else str(uuid.uuid4()))


STEP: Final = Charge()
