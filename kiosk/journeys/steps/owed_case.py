"""补交: which case still needs a paper; any terminal knows, by the card (C8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.always import Always
from kiosk.journeys.progressing import PROGRESS, cached, owing
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import waiting, wish

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.domain.words import Say
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class OwedCase(Always):
    """Without a line the cases of this terminal are known, so that a last day is not lost."""

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask how this person's cases stand."""
        del when
        return wish(run, PROGRESS)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the cases with what each still needs, and by when."""
        if waiting(run, PROGRESS):
            return PickAsk(say("您要补哪一件？"), _whose(run), waiting=True)
        rows = tuple(
            PickRow(
                case.case_id,
                case.title,
                (
                    say("还差 {papers}", papers="、".join(paper.name for paper in case.owed)),
                    say("最晚 {day}补上", day=case.bring_by) if case.bring_by else case.receipt_no,
                ),
                say("已过期") if case.bring_by and case.bring_by < when.today else say("去补"),
                "warn" if case.bring_by and case.bring_by < when.today else "brand",
                "files",
            )
            for case in owing(run)
        )
        if cached(run):
            here = say("没联网，只看得到在这台机器上交的。现在补，时间一样算数。")
            none = say("没联网，这台机器不知道您欠什么。带了回执就扫一扫，或到 1 楼 A01 窗口，或拨 12345。")
            return PickAsk(say("您要补哪一件？"), here if rows else none, rows, acts=(Act("go", say("扫回执补别的")),))
        none = say("没有查到还缺材料的办件。刚接到通知的，请过一会儿再查；有疑问请拨 12345。")
        return PickAsk(say("您要补哪一件？"), say("只补缺的，别的不用再交。"), rows, empty=none)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of a case; without a line Go, to say by the receipt which one it is."""
        del when
        if isinstance(answer, Go) and cached(run):
            return run.fill(by_receipt="yes", proof="", case="", for_case="", paper="", paper_name="")
        if not isinstance(answer, Pick) or answer.id not in {case.case_id for case in owing(run)}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(by_receipt="", proof="", case=answer.id, for_case=answer.id, paper="", paper_name="")


def _whose(run: Run) -> Say:
    return say("只看得到委托人还缺的材料。") if run.identity.agent else say("刷了卡，只看得到您本人的。")


STEP: Final = OwedCase()
