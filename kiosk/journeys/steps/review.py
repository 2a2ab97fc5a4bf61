"""核对提交: everything once more, then the case is filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.asks import ReviewAsk
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import missing, owed, promise_due, rows, settle

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Review:
    """Shows what will be filed; lets nothing through that is not whole."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> ReviewAsk:
        """Return every paper with its standing, the promise and whether it is signed."""
        promise = run.promise
        return ReviewAsk(
            rows=rows(run, when.today),
            promise_due=promise.due if promise else promise_due(run, when),
            promised=tuple(run.item.material(code) for code in promise.material_codes) if promise else (),
            signed=run.signature is not None,
            committed=tuple(run.item.commitment(one.id) for one in run.commitments),
            delivery=run.form.get("delivery", ""),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go when no paper is missing, what is owed is promised, and all of it is signed."""
        del when
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        promised = bool(run.promise) == bool(owed(run)) and settle(run) is run
        signed = run.signature is not None or all(step.kind != "sign" for step in run.item.steps)
        if missing(run) or not promised or not signed:
            raise NotAccepted("review-incomplete")
        return run


STEP: Final = Review()
