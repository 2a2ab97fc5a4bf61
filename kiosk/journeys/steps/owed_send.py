"""补交: once more what goes where; then it is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.always import Always
from kiosk.journeys.by_receipt import query_code_of
from kiosk.journeys.progressing import cached, chosen
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import missing

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class OwedSend(Always):
    """Lets nothing through without its picture."""

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the case, the paper, the day, and what the receipt will prove."""
        case = chosen(run)
        if case is None:
            return _by_receipt(run, when)
        by: tuple[tuple[Words, Words], ...] = (
            ((say("最晚补上"), say("{day}", day=case.bring_by)),) if case.bring_by else ()
        )
        number = case.server_no or case.receipt_no
        return TellAsk(
            title=say("看看对不对"),
            lead=say("没联网，先存在本机，回执上的时间算数。") if cached(run) else say("交了就有回执。"),
            facts=(
                (say("事项"), case.title),
                (say("办件编号") if case.server_no else say("收件号"), number),
                (say("补交"), say("{paper}，已拍 1 页", paper=run.form.get("paper_name", ""))),
                *by,
                (say("现在时间"), say("{at}", at=when.now)),
            ),
            acts=(Act("go", say("没错，提交")),),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go when the paper was photographed."""
        del when
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        if missing(run) or not run.form.get("paper"):
            raise NotAccepted("review-incomplete")
        return run


def _by_receipt(run: Run, when: Moment) -> TellAsk:
    """Return what is known of a case that only its receipt names."""
    if not run.form.get("proof"):
        raise NotAccepted("answer-out-of-turn")
    return TellAsk(
        title=say("看看对不对"),
        lead=say("没联网，先存在本机，回执上的时间算数。"),
        facts=(
            (say("查询码"), query_code_of(run.form["proof"])),
            (say("补交"), say("{paper}，已拍 1 页", paper=run.form["paper_name"])),
            (say("现在时间"), say("{at}", at=when.now)),
            (say("下一步"), say("联网后送到，由经办部门核对是不是您的件")),
        ),
        acts=(Act("go", say("没错，提交")),),
    )


STEP: Final = OwedSend()
