"""差评原因: why it was bad, by choice; nobody has to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.satisfaction import REASONS
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import given, level_of

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

WORDS: Final = {
    "untold": say("没有一次告诉我要带什么"),
    "trips": say("让我多跑了路"),
    "late": say("超过了承诺的时间"),
    "manner": say("态度不好"),
    "extra": say("要了指南上没有的材料"),
    "fee": say("多收了钱"),
    "machine": say("机器不好用"),
    "other": say("别的原因，请问我"),
}


class Reason:
    """Asks only after a bad level; whoever says nothing has rated all the same."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the level is bad and the rating not given yet."""
        level = level_of(run)
        return level is not None and level.bad and not given(run)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the reasons, each with the same weight."""
        del when
        rows = tuple(
            PickRow(reason, WORDS[reason], tag=say("已选") if run.form.get("reason") == reason else "")
            for reason in REASONS
        )
        lead = say("会有人核实、整改，再回访。")
        return PickAsk(say("哪里没做好？"), lead, rows, acts=(Act("go", say("不说原因")),))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a reason, or Go without one."""
        del when
        match answer:
            case Go():
                return replace(run, form={name: value for name, value in run.form.items() if name != "reason"})
            case Pick(reason) if reason in REASONS:
                return run.fill(reason=reason)
            case _:
                raise NotAccepted("answer-out-of-turn")


STEP: Final = Reason()
