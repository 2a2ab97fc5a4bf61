"""办件查询: which case; all that this person's card opens, at the centre and at this terminal (F54)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.progressing import PROGRESS, cached, cases, stamp_of, state_of
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import open_again
from kiosk.journeys.wishing import waiting, wish

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

_LOOKS: Final = Act("pick", say("谁看过我的数据"), "eye", "looks")
_LEAVE: Final = (Act("go", say("不查了")),)


class ProgressCase:
    """Shows nobody else's; without a line what this terminal knows, and since when."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a card says whose cases are meant."""
        return not run.identity.nameless

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask how this person's cases stand."""
        del when
        return wish(run, PROGRESS)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the cases, the newest first."""
        del when
        if waiting(run, PROGRESS):
            return PickAsk(say("您的办件"), say("刷了卡，只看得到您本人的。"), waiting=True)
        found = cases(run)
        rows = tuple(
            PickRow(
                case.case_id,
                case.title,
                (
                    say("{day} 交的", day=case.received.date()),
                    say("差评已整改，可以再评一次") if open_again(run, case) else case.receipt_no,
                ),
                state_of(case)[0],
                state_of(case)[1],
                "file-text",
            )
            for case in found
        )
        if cached(run):
            none = say("没联网，这台机器上没有您交的件。联网后再查，或拨 12345。")
            return PickAsk(say("您在这里办过的"), stamp_of(found[0]) if found else none, rows, acts=_LEAVE)
        none = say("没有查到您的办件。刚交的请过一会儿再查；在别处交的，请拨 12345。")
        return PickAsk(say("您的办件"), say("点一件，看办到哪一步。"), rows, empty=none, acts=(_LOOKS, *_LEAVE))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of a case, the wish to know who looked at one's data, or Go."""
        del when
        if isinstance(answer, Go) and not waiting(run, PROGRESS):
            return run.fill(case="", looks="")
        if isinstance(answer, Pick) and answer.id == _LOOKS.id and run.known(PROGRESS) is not None:
            return run.fill(case="", looks="yes")
        if not isinstance(answer, Pick) or answer.id not in {case.case_id for case in cases(run)}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(case=answer.id, looks="")


STEP: Final = ProgressCase()
