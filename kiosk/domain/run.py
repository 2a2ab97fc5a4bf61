"""One person's walk through one service item: the step reached and the answers so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from config.schema import ServiceItem, Step
    from kiosk.domain.case import Captured, Committed, Holding, Promise, Signature
    from kiosk.domain.person import Identity

__all__ = ["Run"]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Immutable: each accepted answer gives a new Run.

    `consulted` tells whether the licence store answered; offline, `holdings` is empty and that is said. `day` and
    `region` are those of its beginning: what depends on them is unknown without. `answers` are facts for the item's
    rules; what the person is `unsure` of is no fact.
    """

    item: ServiceItem
    identity: Identity
    index: int = 0
    consulted: bool = False
    holdings: tuple[Holding, ...] = ()
    captured: tuple[Captured, ...] = ()
    promise: Promise | None = None
    signature: Signature | None = None
    day: dt.date | None = None
    region: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    commitments: tuple[Committed, ...] = ()

    @property
    def step(self) -> Step:
        """The step to show now."""
        return self.item.steps[self.index]

    @property
    def stages(self) -> tuple[str, ...]:
        """The words of the step bar: stages in order, each once."""
        return tuple(dict.fromkeys(step.stage for step in self.item.steps))

    @property
    def stage(self) -> int:
        """1-based place in the step bar."""
        return self.stages.index(self.step.stage) + 1

    def at(self, index: int) -> Run:
        """Return this run at another step."""
        return replace(self, index=index)

    def holds(self, license_type: str) -> Holding | None:
        """Return what an office holds of this licence type."""
        return next((h for h in self.holdings if h.license_type == license_type), None)
