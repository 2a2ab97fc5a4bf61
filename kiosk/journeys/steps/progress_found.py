"""凭回执查 (F54): the one case of a receipt, without a name; or why there is none, and what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.by_receipt import BY_CODE, asked
from kiosk.journeys.progressing import cases, state_of
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import failed, waiting

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class ProgressFound:
    """Shows what the receipt is about and nothing of anybody."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a receipt was shown."""
        return (
            run.identity.nameless and not run.form.get("leave") and bool(run.form.get("code") or run.form.get("proof"))
        )

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask for the case."""
        del when
        return asked(run)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the case, or what to do instead."""
        del when
        title, leave = say("回执上的这一件"), (Act("go", say("不查了")),)
        if waiting(run, BY_CODE):
            return PickAsk(title, say("几秒钟就好。"), waiting=True)
        if failed(run, BY_CODE):
            offline = say("没联网，凭回执查不了。刷身份证能看在本机交的件，或拨 12345。")
            return PickAsk(title, empty=offline, acts=leave)
        rows = tuple(
            PickRow(
                case.case_id,
                case.title,
                (say("{day} 交的", day=case.received.date()), case.receipt_no),
                *state_of(case),
                icon="file-text",
            )
            for case in cases(run)
        )
        refused = (run.known(BY_CODE) or {}).get("refused")
        text = str(refused.get("text_zh", "")) if isinstance(refused, dict) else ""
        none: Words = text or say("没有查到。请返回再试，或刷身份证查。")
        return PickAsk(title, say("点开看办到哪一步，不显示姓名。"), rows, empty=none, acts=leave)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of the case, or Go."""
        del when
        if isinstance(answer, Go) and not waiting(run, BY_CODE):
            return run.fill(case="")
        if not isinstance(answer, Pick) or answer.id not in {case.case_id for case in cases(run)}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(case=answer.id)


STEP: Final = ProgressFound()
