"""办理过程 (F47): every step of one case as the ledger has it: what, who, when. Nobody can change one unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, Happening, TellAsk
from kiosk.domain.trail import read_trail
from kiosk.domain.words import say
from kiosk.journeys.progressing import chosen
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import failed, waiting, wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.plain_asks import Point
    from kiosk.domain.run import Run
    from kiosk.domain.trail import TrailStep
    from kiosk.domain.words import Say
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

_TRAIL: Final = "case-trail"
_SEAL: Final = 16
_EVENTS: Final[Mapping[str, tuple[Say, Point]]] = {
    "received": (say("收件"), "done"),
    "accepted": (say("受理"), "done"),
    "refused": (say("不予受理"), "bad"),
    "supplement": (say("一次告知要补什么"), "warn"),
    "supplied": (say("收到补交的材料"), "done"),
    "suspended": (say("挂起，期限停着"), "warn"),
    "resumed": (say("开始审核"), "done"),
    "completed": (say("办结"), "done"),
    "returned": (say("退件"), "bad"),
    "withdrawn": (say("撤回"), "done"),
    "rated": (say("收到评价"), "done"),
    "corrected": (say("差评已整改"), "done"),
    "illegal-move": (say("不合规的一步，系统拦下了"), "warn"),
    "lane-done": (say("联办中的一项办好了"), "done"),
    "lane-refused": (say("联办中的一项没办成"), "bad"),
    "light-yellow": (say("亮黄灯：快到期限"), "warn"),
    "light-red": (say("亮红灯：超过期限"), "bad"),
}


class CaseTrail:
    """Shown where it was asked for, of one's own case alone."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the way of the chosen case was asked for."""
        return run.form.get("trail") == "yes" and chosen(run) is not None

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask for the steps of the chosen case."""
        del when
        return wish(run, _TRAIL, case_id=run.form["case"])

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the steps, oldest first."""
        del when
        if waiting(run, _TRAIL):
            return TellAsk(say("办理过程"), waiting=True)
        if failed(run, _TRAIL):
            return TellAsk(say("办理过程"), say("没联网，现在看不到。联网后再看，或拨 12345。"), acts=(_BACK,))
        case, seal = chosen(run), self._seal(run)
        return TellAsk(
            say("办理过程"),
            say("每一步谁办的、几时办的，都记着。"),
            facts=((say("事项"), case.title if case else ""), (say("存证号"), seal)),
            timeline=tuple(Happening(say("{at}", at=one.at), _what(one), _EVENTS[one.event][1]) for one in _steps(run)),
            acts=(Act("print", say("打办理过程")), _BACK),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go."""
        del when
        if not isinstance(answer, Go) or waiting(run, _TRAIL):
            raise NotAccepted("answer-out-of-turn")
        return run

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the steps on paper, with the number by which a later change is found out."""
        case = chosen(run)
        if case is None or run.known(_TRAIL) is None:
            return None
        lines = tuple((f"{one.at:%Y-%m-%d %H:%M}", _what(one).chinese) for one in _steps(run))
        note = f"{when.now:%Y-%m-%d %H:%M} 查到的台账，存证号 {self._seal(run)}。"
        fields = {"title": "办理过程", "lead": case.title, "applicant": run.identity.name, "note": note}
        return Printout("slip", fields, lines, steps=("以后再查，前面的步骤应当一样；不一样，请拨 12345",))

    def _seal(self, run: Run) -> str:
        return str((run.known(_TRAIL) or {}).get("seal", ""))[:_SEAL].upper()


def _steps(run: Run) -> tuple[TrailStep, ...]:
    return tuple(one for one in read_trail(run.known(_TRAIL) or {}) if one.event in _EVENTS)


def _what(one: TrailStep) -> Say:
    who = one.office or say("自助终端 {id}", id=one.terminal)
    return say("{what}（{who}）", what=_EVENTS[one.event][0], who=who)


_BACK: Final = Act("go", say("看好了"))
STEP: Final = CaseTrail()
