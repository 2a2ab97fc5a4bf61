"""办件查询: how one case stands: its way so far, its light, who has it, what comes next (F46, F54)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.rules.case_clock import clock_of
from kiosk.domain.rules.papers import SECOND_NOTICE
from kiosk.domain.words import say
from kiosk.journeys.progressing import cached, chosen, facts, light_of, sides, slip, stamp_of, state_of, timeline
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import MOST_SAID, about_again, open_again

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Printout
    from kiosk.domain.progress import Standing
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

_AGAIN: Final = Act("pick", say("再评一次"), "star", "rate")
_TRAIL: Final = Act("pick", say("办理过程"), "magnifying-glass", "trail")


class Progress:
    """A no is told with its reason, what to bring, and the way to a person."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a case was picked."""
        return chosen(run) is not None

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the case."""
        case = chosen(run)
        if case is None:
            raise NotAccepted("answer-out-of-turn")
        words, tint = state_of(case)
        light = light_of(clock_of(case, when.today, when.workdays))
        stuck = (
            (Act("escalate", say("办不成的事")),)
            if tint == "bad" or case.refused or case.added or (light and light[1] == "bad")
            else ()
        )
        return TellAsk(
            title=words,
            facts=((*_put_right(case), *facts(case, when)) if open_again(run, case) else facts(case, when)),
            timeline=timeline(case),
            acts=(
                *stuck,
                *((_AGAIN,) if open_again(run, case) else ()),
                *(() if run.identity.nameless or (stuck and open_again(run, case)) else (_TRAIL,)),
                Act("print", say("打进度凭条")),
                Act("go", say("看好了")),
            ),
            light=light[0] if light else "",
            tint=light[1] if light else tint,
            notice=stamp_of(case) if cached(run) else _second_notice(case),
            sides=sides(case, when),
            rule=SECOND_NOTICE if case.added else "",
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go, the wish to see every step, or the wish to rate what was put right."""
        del when
        case = chosen(run)
        if isinstance(answer, Pick) and answer.id == _TRAIL.id:
            return run.fill(trail="yes", title="")
        if isinstance(answer, Pick) and answer.id == _AGAIN.id and case and open_again(run, case):
            return run.fill(trail="", **about_again(case))
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        return run.fill(trail="", title="")

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the case on paper."""
        case = chosen(run)
        return slip(run, case, when) if case else None


def _put_right(case: Standing) -> tuple[tuple[Words, Words], ...]:
    """Tell what the office did about a bad rating."""
    return ((say("差评整改"), case.reply[:MOST_SAID] or say("已处理")),)


def _second_notice(case: Standing) -> Words:
    """Say that more is asked than was told at first, which nobody needs to accept (F06)."""
    told = say("又让您交：{papers}。补正只能一次说全，可以点“办不成的事”投诉。", papers="、".join(case.added))
    return told if case.added else ""


STEP: Final = Progress()
