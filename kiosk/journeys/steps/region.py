"""跨域通办 (F41): which region's office handles the matter; it is handed in here all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.words import Bilingual, say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.routing import HANDLED_IN, choices, home, sent_to

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class WhichRegion:
    """Nothing is chosen before; where only one region can handle it, nobody is asked."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether there is a choice."""
        return bool(choices(run))

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the regions, this one first, each with its office and how the result comes."""
        del when
        here = home(run)
        rows = []
        for one in choices(run):
            office = one.office(run.item.id)
            away = say("办好后 EMS 寄给您，邮费到付") if run.identity.address else say("办好后到当地窗口取")
            way = say("就在本地") if one is here else away
            tag = say("已选") if run.form.get(HANDLED_IN) == one.code else ""
            name = Bilingual(one.name, one.name_en)
            rows.append(PickRow(one.code, name, (office.dept_name if office else "", way), tag, icon="map-pin"))
        lead = say("归哪里管，就由哪里的部门办。在这台机器交就行，不用跑过去。")
        return PickAsk(say("由哪里办？"), lead, tuple(rows))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a region."""
        del when
        if not isinstance(answer, Pick) or answer.id not in {one.code for one in choices(run)}:
            raise NotAccepted("answer-out-of-turn")
        return sent_to(run, answer.id)


STEP: Final = WhichRegion()
