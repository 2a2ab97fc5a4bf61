"""One person's walk through one service item: the step reached and the answers so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from config.schema import Material, ServiceItem, Step
    from kiosk.domain.case import Captured, Committed, Filed, Holding, Promise, Signature
    from kiosk.domain.inquiry import Found
    from kiosk.domain.paper_doubt import Doubt
    from kiosk.domain.person import Identity

__all__ = ["Run"]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Immutable: each accepted answer gives a new Run.

    `consulted` tells whether the licence store answered, `look` under which number it was asked; offline, `holdings` is
    empty and that is said; `withheld` are those that the person does not want used. `day` and `region` are those of its
    beginning: what depends on them is unknown without. `answers` are facts for the item's rules; what the person is
    `unsure` of is no fact. `form` is what was filled in or picked, by field; `found` is what was asked of the centre on
    the way, by kind; `filed` are this person's earlier cases at this terminal. `typing` is what stands in the field on
    the glass and is not taken yet, None before its first key. `retakes` counts the pictures of this step that were
    thrown away, `doubted` is what spoke against the last of them.
    """

    item: ServiceItem
    identity: Identity
    index: int = 0
    consulted: bool = False
    holdings: tuple[Holding, ...] = ()
    withheld: tuple[Holding, ...] = ()
    captured: tuple[Captured, ...] = ()
    promise: Promise | None = None
    signature: Signature | None = None
    day: dt.date | None = None
    region: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    commitments: tuple[Committed, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    filed: tuple[Filed, ...] = ()
    typing: str | None = None
    retakes: int = 0
    look: str = ""
    doubted: Doubt = ""

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
        """Return this run at another step; what was not taken at this one is gone."""
        return replace(self, index=index, typing=None, retakes=0, doubted="")

    def known(self, kind: str) -> Mapping[str, Any] | None:
        """Return the centre's answer to an inquiry of this kind, None while there is none."""
        found = self.found.get(kind)
        return found.document if found and found.state == "known" else None

    def learn(self, found: Found) -> Run:
        """Return this run with this inquiry standing so."""
        return replace(self, found={**self.found, found.inquiry.kind: found})

    def fill(self, **values: str) -> Run:
        """Return this run with these fields filled in."""
        return replace(self, form={**self.form, **values})

    def holds(self, license_type: str) -> Holding | None:
        """Return what an office holds of this licence type."""
        return next((h for h in self.holdings if h.license_type == license_type), None)

    def licence_for(self, material: Material) -> Holding | None:
        """Return what an office holds in the place of this paper, if it can be trusted as far as it must be."""
        held = self.holds(material.license_type) if material.license_type else None
        return held if held and held.trust <= material.min_trust else None
