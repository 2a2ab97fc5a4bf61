"""补交: which of the missing papers is brought now, each with a receipt of its own; or the cover sheet to post them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.posting import cover_of
from kiosk.journeys.progressing import chosen
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Printout
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class OwedPaper:
    """Nothing but what the case still needs can be handed in here."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a case was picked."""
        return chosen(run) is not None

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the papers."""
        del when
        case = chosen(run)
        if case is None:
            raise NotAccepted("answer-out-of-turn")
        rows = tuple(PickRow(paper.code, paper.name, tag=say("去拍"), icon="camera") for paper in case.owed)
        post = (Act("print", say("不在手边？打寄件封面"), "paper-plane-tilt"),) if case.query_code else ()
        return PickAsk(say("现在补哪一样？"), say("一样一样补，每样都给回执。"), rows, acts=post)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Pick of a paper. The picture of another one falls."""
        del when
        case = chosen(run)
        names = {paper.code: paper.name for paper in case.owed} if case else {}
        if not isinstance(answer, Pick) or answer.id not in names:
            raise NotAccepted("answer-out-of-turn")
        pages = run.captured if run.form.get("paper") == answer.id else ()
        return replace(run, captured=pages).fill(paper=answer.id, paper_name=names[answer.id])

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the label and the cover sheet."""
        case = chosen(run)
        return cover_of(run, case, when) if case else None


STEP: Final = OwedPaper()
