"""预约: what one comes for, or a place that one holds already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.always import Always
from kiosk.journeys.booking import BOOKED, SLOTS, matters, mine, name_of, telephone
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import failed, waiting, wish

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class AppointMatter(Always):
    """Only the centre knows what is free: without a line no place is given, and nobody pretends."""

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask what is free, then what this person holds."""
        del when
        return wish(run, SLOTS) or (None if waiting(run, SLOTS) or failed(run, SLOTS) else wish(run, BOOKED))

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the places held, then the matters."""
        del when
        if waiting(run, SLOTS, BOOKED):
            return PickAsk(say("您要办什么？"), say("正在看哪些时段还有号。"), waiting=True)
        if failed(run, SLOTS, BOOKED):
            lead = say(
                "没联网，不知道哪里空着，不能给号。过一会儿再试；或拨 {tel} 预约，或到窗口取号。", tel=telephone(run)
            )
            return PickAsk(say("现在约不了号"), lead)
        held = tuple(
            PickRow(
                f"mine:{one.id}",
                say("已约 {day} {time}", day=one.slot.begins.date(), time=f"{one.slot.begins:%H:%M}"),
                tuple(filter(None, (name_of(run, one.matter), one.slot.window))),
                say("{ticket} 号", ticket=one.ticket),
                "ok",
                "ticket",
            )
            for one in mine(run)
        )
        rows = tuple(PickRow(one.id, one.name, one.bring[:1], icon="calendar-check") for one in matters(run))
        lead = say("选一样，再选日期和时段。") if not held else say("您约过的排在最前面，点开可以改约、取消、补打。")
        return PickAsk(say("您要办什么？"), lead, (*held, *rows), empty=say("现在没有可以预约的窗口。请拨 12345。"))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of a matter, or of a place that is held."""
        del when
        if not isinstance(answer, Pick):
            raise NotAccepted("answer-out-of-turn")
        kind, _, held = answer.id.rpartition(":")
        known = {one.id for one in (mine(run) if kind else matters(run))}
        if (held if kind else answer.id) not in known:
            raise NotAccepted("answer-out-of-turn")
        fresh = run.fill(slot_id="", replaces="", leave="", day="")
        return fresh.fill(mine=held, matter="") if kind else fresh.fill(mine="", matter=answer.id)


STEP: Final = AppointMatter()
