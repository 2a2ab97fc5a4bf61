"""核对: everything that is handed in, who answers it by when; then it is filed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, Happening, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.always import Always
from kiosk.journeys.complaining import facts, reply_by, reply_days
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import missing

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

UNRULED: Final = "unruled"
DAY: Final = "answer_by"
RULE: Final = frozenset({"rule", "because", DAY})
NEEDED: Final = ("kind", "matter", "reason")


class ComplainCheck(Always):
    """Shows what was said, the rule that stopped the person among it, and by when there is an answer."""

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return what will be filed."""
        by, days = reply_by(run, when), reply_days(run)
        removable = (Act("pick", say("不带规定"), id=UNRULED),) if run.form.get("rule") else ()
        answered = say("最晚 {day}", day=by) if by else say("{n} 个工作日内", n=days)
        return TellAsk(
            say("核对一下"),
            say("提交后有人负责到底。"),
            (*facts(run), (say("照片"), say("{n} 页", n=len(run.captured)))) if run.captured else facts(run),
            timeline=(
                Happening(say("现在"), say("本机收件，给您凭条"), "now"),
                Happening(say("联网后"), say("12345 或承办单位受理")),
                Happening(answered, say("答复您；超期请拨 12345")),
            ),
            acts=(*removable, Act("go", say("没错，提交"))),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go when everything is said, with the day of the answer; Pick leaves out what stopped the person."""
        if answer == Pick(UNRULED) and run.form.get("rule"):
            return replace(run, form={name: said for name, said in run.form.items() if name not in RULE})
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        named = run.identity.nameless or bool(run.form.get("contact"))
        if missing(run) or not named or any(not run.form.get(name) for name in NEEDED):
            raise NotAccepted("review-incomplete")
        by = reply_by(run, when)
        return run.fill(**{DAY: f"{by.month} 月 {by.day} 日" if by else ""})

    def stays(self, run: Run) -> bool:
        """Whether it is looked over once more: something was left out of it."""
        return DAY not in run.form


STEP: Final = ComplainCheck()
