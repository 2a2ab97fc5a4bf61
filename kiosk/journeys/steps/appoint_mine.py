"""预约: a place that one holds: the ticket again, another time, or none any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.booking import TAKE, chosen, facts, slip
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Printout
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class AppointMine:
    """Nothing is given up by looking at it."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the person chose a place that is held."""
        return chosen(run) is not None

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the place with what can be done about it."""
        del when
        booking = chosen(run)
        if booking is None:
            raise NotAccepted("answer-out-of-turn")
        acts = (
            Act("pick", say("取消预约"), "x-circle", "cancel"),
            Act("pick", say("改约时间"), "calendar-check", "move"),
            TAKE,
            Act("go", say("看好了，结束")),
        )
        lead = say("迟到 15 分钟可改约；来不了，请改约或取消。")
        return TellAsk(say("您约的是这个号"), lead, facts(run, booking), acts=acts)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go (leave it as it is), or the Pick of another time or of giving it up."""
        del when
        booking = chosen(run)
        if booking is None:
            raise NotAccepted("answer-out-of-turn")
        match answer:
            case Go():
                return run.fill(leave="yes")
            case Pick("move"):
                return run.fill(leave="", replaces=booking.id, matter=booking.matter, slot_id="")
            case Pick("cancel"):
                return run.fill(leave="", replaces=booking.id, matter="", slot_id="")
        raise NotAccepted("answer-out-of-turn")

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the ticket."""
        del when
        booking = chosen(run)
        return slip(run, booking) if booking else None


STEP: Final = AppointMine()
