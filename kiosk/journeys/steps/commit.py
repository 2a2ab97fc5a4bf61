"""告知承诺: a promise in a paper's place. The step's option `commitment` names which; declining is the ordinary way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Commit, Decline
from kiosk.domain.asks import CommitAsk
from kiosk.domain.case import Committed
from kiosk.domain.rules.commitments import text_sha256
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import offerable, replaceable

if TYPE_CHECKING:
    from config.item_parts import Commitment
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Commits:
    """Tells the terms and what a false promise costs; postpones nothing: that is kiosk.journeys.steps.promise."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether it may be offered and would save this person a paper."""
        return offerable(run, _commitment(run))

    def ask(self, run: Run, when: Moment) -> CommitAsk:
        """Return the commitment and the papers that it replaces."""
        del when
        return CommitAsk(_commitment(run), replaceable(run, _commitment(run)))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Commit with every term ticked, or Decline. A signature given under other promises falls."""
        del when
        commitment = _commitment(run)
        others = tuple(one for one in run.commitments if one.id != commitment.id)
        match answer:
            case Decline():
                signature = run.signature if others == run.commitments else None
                return replace(run, commitments=others, signature=signature)
            case Commit(ticked, dwell_ms) if ticked == tuple(range(len(commitment.terms))) and self.wanted(run):
                given = Committed(commitment.id, text_sha256(commitment), dwell_ms, len(ticked))
                return replace(run, commitments=(*others, given), signature=None)
            case _:
                raise NotAccepted("answer-out-of-turn")


def _commitment(run: Run) -> Commitment:
    return run.item.commitment(run.step.options["commitment"])


STEP: Final = Commits()
