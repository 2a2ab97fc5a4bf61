"""预约: the day (option part = "day"), then the half hour (part = "time")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.appointments import read_slots
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.booking import SLOTS, given, rows_of, telephone
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.appointments import Slot
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class AppointTime:
    """Shows what the centre said is free; whether it still is, booking tells."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a place is to be found, and not one to be left or given up."""
        return bool(run.form.get("matter")) and not run.form.get("leave")

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the days, or the half hours of the day that was chosen."""
        del when
        none = say("这几天都约满了。请过些时候再来看，或拨 {tel}。", tel=telephone(run))
        if run.step.options.get("part") == "time":
            return PickAsk(say("约几点？"), say("每半小时放几个号，先到先得。"), rows_of(self._of_day(run)), empty=none)
        return PickAsk(say("约哪一天？"), say("只列窗口上班的日子。"), self._days(run), empty=none)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of a day, or of a half hour that has places."""
        del when
        if not isinstance(answer, Pick):
            raise NotAccepted("answer-out-of-turn")
        part = run.step.options.get("part", "day")
        if part == "time":
            if answer.id not in {slot.id for slot in self._of_day(run) if slot.left}:
                raise NotAccepted("answer-out-of-turn")
            booked = given(run)
            if booked is None or booked.slot.id == answer.id:
                return run.fill(slot_id=answer.id)
            return run.fill(slot_id=answer.id, replaces=booked.id)
        if answer.id not in {row.id for row in self._days(run) if not row.off}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(day=answer.id, slot_id="")

    def _slots(self, run: Run) -> tuple[Slot, ...]:
        return read_slots(run.known(SLOTS) or {})

    def _of_day(self, run: Run) -> tuple[Slot, ...]:
        return tuple(slot for slot in self._slots(run) if slot.begins.date().isoformat() == run.form.get("day"))

    def _days(self, run: Run) -> tuple[PickRow, ...]:
        left: dict[str, int] = {}
        days = {}
        for slot in self._slots(run):
            day = slot.begins.date()
            days[day.isoformat()] = day
            left[day.isoformat()] = left.get(day.isoformat(), 0) + slot.left
        return tuple(
            PickRow(
                key,
                say("{day}", day=day),
                tag=say("还有 {n} 个号", n=left[key]) if left[key] else say("约满了"),
                tint="ok",
                icon="calendar-check",
                off=not left[key],
            )
            for key, day in days.items()
        )


STEP: Final = AppointTime()
