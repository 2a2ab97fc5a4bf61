"""备齐材料: every paper at once (一次性告知), and where each one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.asks import MaterialsAsk
from kiosk.journeys.credit import credit_wish
from kiosk.journeys.one_tap import ONE_TAP
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import promise_due, rows

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Materials:
    """Shows what is on file, what to photograph, what may follow and what nobody needs any more."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the item asks for any paper, and not all of them are held (一键办理)."""
        return bool(run.item.materials) and ONE_TAP not in run.form

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask which papers this person's record saves, where the item's table has any."""
        del when
        return credit_wish(run)

    def ask(self, run: Run, when: Moment) -> MaterialsAsk:
        """Return all rows; `consulted` says whether the licence store could be asked."""
        return MaterialsAsk(
            item=run.item,
            rows=rows(run, when.today),
            cancelled=tuple(one.name for one in run.item.cancelled),
            consulted=run.consulted,
            promise_due=promise_due(run, when),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go: the list is read."""
        del when
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        return run


STEP: Final = Materials()
