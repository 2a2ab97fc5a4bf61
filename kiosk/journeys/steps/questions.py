"""情形问答: the item's own questions, so that guide and papers are those of this person (最小颗粒化)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Reply
from kiosk.domain.asks import QuestionsAsk
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Questions:
    """Asks yes, no or unclear; nothing is answered beforehand, and what is unclear goes to a person."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the item asks anything."""
        return bool(run.item.questions)

    def ask(self, run: Run, when: Moment) -> QuestionsAsk:
        """Return the questions, with what was said before."""
        del when
        return QuestionsAsk(run.item.questions, run.answers, run.unsure)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take a Reply to every question. A signature given under other answers falls."""
        del when
        if not isinstance(answer, Reply):
            raise NotAccepted("answer-out-of-turn")
        said = dict(answer.said)
        if len(said) != len(answer.said) or said.keys() != {question.id for question in run.item.questions}:
            raise NotAccepted("answer-out-of-turn")
        answers = {key: value for key, value in said.items() if value is not None}
        signature = run.signature if answers == run.answers else None
        return replace(run, answers=answers, unsure=frozenset(said.keys() - answers.keys()), signature=signature)


STEP: Final = Questions()
