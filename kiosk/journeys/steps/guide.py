"""一页看懂: the six answers before any paper is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Appeal, Go
from kiosk.domain.asks import GuideAsk
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.hours import next_opening
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.one_tap import ONE_TAP, at_one_tap
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.run_facts import facts_of_run

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

APPEAL: Final = "appeal"


class Guide:
    """Shows who, how long, how much, what to bring and what comes of it; stops nobody without saying when and where."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell whether the item has a guide."""
        return run.item.guide is not None

    def ask(self, run: Run, when: Moment) -> GuideAsk:
        """Return the guide, with what the item's conditions say of this person."""
        judged = judge(run.item, facts_of_run(run, when))
        opens = next_opening(run.item, when.now)
        return GuideAsk(run.item, judged, opens, one_tap=judged.truth is Truth.YES and at_one_tap(run, when.today))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go unless a condition surely says no; what nobody can decide here goes to a person.

        So does what a condition says no to, where the person appeals: the case then names the rules. An item that
        needs its office's own system at once waits for the office's hours.
        """
        ask = self.ask(run, when)
        match answer:
            case Go() if ask.eligible:
                form = {name: value for name, value in run.form.items() if name not in {APPEAL, ONE_TAP}}
                taken = replace(run, form={**form, ONE_TAP: "yes"} if ask.one_tap else form)
            case Appeal() if not ask.eligible:
                taken = run.fill(**{APPEAL: " ".join(verdict.rule_id for verdict in ask.judgement.against)})
            case Go():
                raise NotAccepted("not-eligible")
            case _:
                raise NotAccepted("answer-out-of-turn")
        if ask.closed:
            raise NotAccepted("service-unavailable")
        return taken


STEP: Final = Guide()
