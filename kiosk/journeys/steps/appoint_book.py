"""预约: the order is put, and what the centre gave is told: a ticket, or what else is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.appointments import read_slots
from kiosk.domain.plain_asks import Act, PickAsk, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.booking import BOOK, TAKE, facts, given, order, rows_of, slip, telephone
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import failed

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.appointments import Slot
    from kiosk.domain.asks import Ask
    from kiosk.domain.inquiry import Inquiry, Printout
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class AppointBook:
    """Only what the centre answered is a ticket; a half hour that is gone is answered with three others."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether there is anything to order."""
        return not run.form.get("leave") and bool(run.form.get("slot_id") or run.form.get("replaces"))

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Return the order until it is answered."""
        del when
        return order(run)

    def ask(self, run: Run, when: Moment) -> Ask:
        """Return the ticket, the cancelling, or the other half hours."""
        del when
        if failed(run, BOOK):
            lead = say("没联上中心平台，不知道给没给上。再试一次不会约两个号。")
            return TellAsk(say("还没约上"), lead, acts=(Act("go", say("先不约了")),))
        answer = run.known(BOOK)
        if answer is None or order(run) is not None:
            return TellAsk(say("正在给您占号"), say("几秒钟就好。"), waiting=True)
        if refused := answer.get("refused"):
            rows = rows_of(self._free(run))
            text = str(refused.get("text_zh", "")) if isinstance(refused, dict) else ""
            title = say("换一个时段吧") if rows else say("没约上")
            none = say("请退回去另选一天，或拨 {tel}。", tel=telephone(run))
            return PickAsk(title, text, rows, empty=none, acts=(Act("go", say("先不约了")),))
        booking = given(run)
        if booking is None:
            return TellAsk(say("已经取消"), say("号已让给别人，想来时再约。"), acts=(Act("go", say("好了")),))
        lead = say("迟到 15 分钟可改约；来不了，请刷卡改约或取消。")
        title = say("改约好了") if run.form.get("replaces") else say("约好了")
        light = say("{ticket} 号", ticket=booking.ticket)
        return TellAsk(title, lead, facts(run, booking), acts=(TAKE, Act("go", say("好了"))), light=light, tint="ok")

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go, or the Pick of another half hour."""
        del when
        if isinstance(answer, Pick) and answer.id in {slot.id for slot in self._free(run)}:
            return run.fill(slot_id=answer.id)
        if not isinstance(answer, Go) or (run.known(BOOK) is None and not failed(run, BOOK)):
            raise NotAccepted("answer-out-of-turn")
        return run

    def stays(self, run: Run) -> bool:
        """Whether another half hour was chosen, which is to be ordered first."""
        return run.known(BOOK) is not None and order(run) is not None

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the ticket, once it was given."""
        del when
        booking = given(run) if order(run) is None else None
        return slip(run, booking) if booking else None

    def _free(self, run: Run) -> tuple[Slot, ...]:
        return read_slots(run.known(BOOK) or {}, "free")


STEP: Final = AppointBook()
