"""一页看懂: the six answers before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.asks import GuideAsk
from kiosk.domain.rules.eligibility import judge
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import facts_of_run

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Guide:
    """Shows who, how long, how much, what to bring and what comes of it; stops nobody without saying when and where."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell whether the item has a guide."""
        return run.item.guide is not None

    def ask(self, run: Run, when: Moment) -> GuideAsk:
        """Return the guide, with what the item's conditions say of this person."""
        return GuideAsk(run.item, judge(run.item, facts_of_run(run, when)))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go unless a condition surely says no; what nobody can decide here goes to a person."""
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        if not self.ask(run, when).eligible:
            raise NotAccepted("not-eligible")
        return run


STEP: Final = Guide()
