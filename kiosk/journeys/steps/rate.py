"""五级评价: five equal faces, none chosen; skipping is as wide as any, and counts as nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.asks import RateAsk
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import given, level_of

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["SKIP", "STEP"]

SKIP: Final = "0"
LEVELS: Final = frozenset("12345")


class Rate:
    """Asks for one of five levels of the case that was picked."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a case is to be rated and is not yet: whoever only looks at it is not asked."""
        return bool(run.form.get("title")) and not given(run)

    def ask(self, run: Run, when: Moment) -> RateAsk:
        """Return what is rated: matter, number, counter."""
        del when
        level = level_of(run)
        return RateAsk(run.form["title"], run.form["number"], run.form["counter"], level.value if level else 0)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a level; 0 skips, and then no level is kept."""
        del when
        if not isinstance(answer, Pick) or answer.id not in {SKIP, *LEVELS}:
            raise NotAccepted("answer-out-of-turn")
        form = {name: value for name, value in run.form.items() if name not in {"level", "reason"}}
        return replace(run, form=form if answer.id == SKIP else {**form, "level": answer.id})


STEP: Final = Rate()
