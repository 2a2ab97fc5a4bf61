"""一页看懂: the six answers before any paper is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.asks import GuideAsk
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.hours import next_opening
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
        return GuideAsk(run.item, judge(run.item, facts_of_run(run, when)), next_opening(run.item, when.now))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go unless a condition surely says no; what nobody can decide here goes to a person.

        An item that needs its office's own system at once waits for the office's hours.
        """
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        ask = self.ask(run, when)
        if not ask.eligible:
            raise NotAccepted("not-eligible")
        if ask.closed:
            raise NotAccepted("service-unavailable")
        return run


STEP: Final = Guide()
