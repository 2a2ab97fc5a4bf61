"""评价之后: the rating is kept, and of a bad one by when it is put right; the slip says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.complaints import CORRECTION_DAYS
from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, Happening, TellAsk
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.satisfaction import Satisfaction
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import level_of

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.domain.words import Say
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

NAMES: Final = {
    Satisfaction.VERY_SATISFIED: say("非常满意"),
    Satisfaction.SATISFIED: say("满意"),
    Satisfaction.FAIRLY_SATISFIED: say("基本满意"),
    Satisfaction.DISSATISFIED: say("不满意"),
    Satisfaction.VERY_DISSATISFIED: say("非常不满意"),
}


class Thanks:
    """Says what was rated and what follows; nothing of it can be changed here."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a level was chosen: who skipped is not thanked for praise."""
        return level_of(run) is not None

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the rating, and of a bad one what happens by when."""
        level = _level(run)
        facts = (
            (say("评的是"), run.form["title"]),
            (say("终端"), run.form["counter"]),
            (say("您的评价"), NAMES[level]),
        )
        if not level.bad:
            return TellAsk(say("评价记下了"), say("谢谢您，评价不影响办事。"), facts, acts=(Act("go", say("完成")),))
        return TellAsk(
            say("评价记下了，有人核实"),
            say("由承办单位整改，再回访您。"),
            facts,
            timeline=(
                Happening(say("今天"), say("差评已记下"), "done"),
                Happening(_by(when), say("核实、整改、回访"), "now"),
            ),
            acts=(Act("print", say("打凭条")), Act("go", say("完成"))),
            tint="warn",
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go: it is read."""
        del when
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        return run

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the slip of a bad rating."""
        level = _level(run)
        if not level.bad:
            return None
        lines = (
            ("评的是", run.form["title"]),
            ("办件编号", run.form["number"] or run.form["case"]),
            ("终端", run.form["counter"]),
            ("评价", NAMES[level].chinese),
            ("整改期限", _by(when).chinese),
        )
        fields = {"title": "评价凭条", "lead": "差评已记下，有人核实", "applicant": run.identity.name}
        return Printout("slip", fields, lines, steps=("承办单位核实、整改", "整改后回访您", "到期没人找您，请拨 12345"))


def _level(run: Run) -> Satisfaction:
    level = level_of(run)
    if level is None:
        raise NotAccepted("answer-out-of-turn")
    return level


def _by(when: Moment) -> Say:
    """Return the last day of putting right; where no calendar covers it, the number of working days."""
    due = due_on(when.today, CORRECTION_DAYS, when.workdays)
    return say("最晚 {day}", day=due) if due else say("{n} 个工作日内", n=CORRECTION_DAYS)


STEP: Final = Thanks()
