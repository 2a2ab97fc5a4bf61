"""补交: the last day has passed: what that means, what can be said for it, and that the paper is taken all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.progressing import chosen
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class OwedLate:
    """Never silently lost: the office decides, and a person can be asked."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the last day of the case has passed, by the day on which the visit began."""
        case = chosen(run)
        return bool(case and case.bring_by and run.day and case.bring_by < run.day)

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return consequence and ways."""
        del when
        case = chosen(run)
        if case is None or case.bring_by is None:
            raise NotAccepted("answer-out-of-turn")
        return TellAsk(
            title=say("过了补交的日期"),
            lead=say("还是可以交，收不收由经办部门决定。"),
            facts=(
                (say("事项"), case.title),
                (say("还差"), run.form.get("paper_name", "")),
                (say("约定日期"), say("{day}", day=case.bring_by)),
                (say("后果"), say("可能退件，承诺没做到会记一笔")),
                (say("有正当理由"), say("生病、灾害等不可抗力，可申请延期，请人工处理")),
            ),
            acts=(Act("escalate", say("申请延期")), Act("go", say("先补交"))),
            light=say("已过期"),
            tint="warn",
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go: it is handed in although it is late."""
        del when
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        return run


STEP: Final = OwedLate()
