"""后补承诺: what follows later, how, by when, and what if late (容缺受理)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Agree
from kiosk.domain.asks import PromiseAsk
from kiosk.domain.case import Promise
from kiosk.domain.rules.deferral import days_for
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import owed, promise_due

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Later:
    """Asks for the promise to bring what is owed; never agreed to beforehand."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether anything is owed."""
        return bool(owed(run))

    def ask(self, run: Run, when: Moment) -> PromiseAsk:
        """Return what follows and by when; `due` None where no calendar covers it: the centre's notice then counts."""
        return PromiseAsk(owed(run), days_for(run.item), promise_due(run, when))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Agree. A signature given before under another promise falls."""
        if not isinstance(answer, Agree):
            raise NotAccepted("answer-out-of-turn")
        codes = tuple(material.material_code for material in owed(run))
        promise = Promise(codes, days_for(run.item), promise_due(run, when)) if codes else None
        signature = run.signature if promise == run.promise else None
        return replace(run, promise=promise, signature=signature)


STEP: Final = Later()
