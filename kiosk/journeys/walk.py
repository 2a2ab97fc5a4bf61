"""Walk a service item step by step: pure, without glass, device or clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.identity_level import suffices
from kiosk.domain.inquiry import Found
from kiosk.domain.run import Run
from kiosk.journeys.kinds import step_kinds
from kiosk.journeys.protocol import Inquiring, NotAccepted, Ordering, Printing, Scanning, Staying
from kiosk.journeys.standing import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from config.schema import ServiceItem
    from kiosk.domain.answers import Answer
    from kiosk.domain.asks import Ask
    from kiosk.domain.inquiry import Inquiry, Printout
    from kiosk.domain.person import Identity
    from kiosk.journeys.protocol import JourneyStep, Moment

__all__ = ["Walk"]

LAST: Final = "receipt"
END: Final = "finish"


class Walk:
    """Moves a run along its item's steps; `steps` are the step kinds by name."""

    def __init__(self, steps: Mapping[str, JourneyStep]) -> None:
        self._steps = steps

    @classmethod
    def of_all_kinds(cls) -> Walk:
        """Return a walk that knows every kind in kiosk/journeys/steps/."""
        return cls(step_kinds())

    def start(self, item: ServiceItem, identity: Identity, when: Moment | None = None) -> Run:
        """Return a run at the item's first step; what depends on the day and place is unknown without `when`.

        Raises NotAccepted for an item that only a window serves yet.
        """
        if not item.steps:
            raise NotAccepted("item-needs-window")
        run = Run(item, identity, day=when.today if when else None, region=when.region if when else "")
        return self._first_wanted(run, range(len(item.steps))) or run

    def ask(self, run: Run, when: Moment) -> Ask:
        """Return what the step reached shows."""
        return self._kind(run).ask(run, when)

    def forward(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take an answer and stand at the next step that has something to ask. Raises NotAccepted."""
        kind = self._kind(run)
        answered = settle(kind.accept(run, answer, when))
        if isinstance(kind, Staying) and kind.stays(answered):
            return answered
        there = self._first_wanted(answered, range(run.index + 1, len(run.item.steps))) or answered
        if self.over(there) and not suffices(there.item, there.identity):
            raise NotAccepted("identity-level")
        return there

    def back(self, run: Run) -> Run | None:
        """Return the run at the step before, answers kept as far as they still fit; None at the first one."""
        return self._first_wanted(settle(run), range(run.index - 1, -1, -1))

    def before(self, run: Run) -> Iterator[Run]:
        """Yield the run at each earlier step that has something to ask."""
        return (there for there in map(run.at, range(run.index)) if self._kind(there).wanted(there))

    def at_or_after(self, run: Run) -> Run:
        """Return the run at its own step, or at the next that has something to ask."""
        return self._first_wanted(run, range(run.index, len(run.item.steps))) or run

    def needs_camera(self, run: Run) -> bool:
        """Whether the document camera must be open at this step."""
        return self._kind(run).camera

    def scans(self, run: Run) -> bool:
        """Whether the camera looks for codes at this step."""
        kind = self._kind(run)
        return isinstance(kind, Scanning) and kind.scans

    def over(self, run: Run) -> bool:
        """Whether everything is answered: the case is to be filed and its receipt handed out."""
        return run.step.kind == LAST

    def ended(self, run: Run) -> bool:
        """Whether the visit is over with nothing to file."""
        return run.step.kind == END

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Return what this step wants of the centre now."""
        kind = self._kind(run)
        return kind.inquiry(run, when) if isinstance(kind, Inquiring) else None

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the paper that this step offers now."""
        kind = self._kind(run)
        return kind.printout(run, when) if isinstance(kind, Printing) else None

    def poll(self, run: Run) -> Inquiry | None:
        """Return how this step looks at its order again, None where it has none that can change."""
        kind = self._kind(run)
        return kind.poll(run) if isinstance(kind, Ordering) else None

    def settled(self, run: Run) -> str:
        """Return the id of the order whose end this step shows, "" for none."""
        kind = self._kind(run)
        return kind.settled(run) if isinstance(kind, Ordering) else ""

    def resumed(self, item: ServiceItem, identity: Identity, order: Inquiry, when: Moment) -> Run | None:
        """Return a run at the step that watches an order of an earlier visit; None where the item has none any more."""
        looked = replace(order, what={**order.what, "act": "look"}, keep=False)
        for index, step in enumerate(item.steps):
            kind = self._steps[step.kind]
            if isinstance(kind, Ordering) and kind.orders == order.kind:
                run = Run(item, identity, index, day=when.today, region=when.region)
                return run.learn(Found(looked))
        return None

    def _kind(self, run: Run) -> JourneyStep:
        return self._steps[run.step.kind]

    def _first_wanted(self, run: Run, order: Iterable[int]) -> Run | None:
        candidates = (run.at(index) for index in order)
        return next((there for there in candidates if self._kind(there).wanted(there)), None)
