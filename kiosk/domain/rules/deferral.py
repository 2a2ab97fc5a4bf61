"""容缺受理: whether a case may be taken in although something is missing, and until when it must follow.

Postponing is not replacing: 告知承诺 (kiosk.domain.rules.papers) puts a promise in a material's place, this only gives
time. S2: 必要申请材料齐全、符合法定形式且作出书面承诺; the time never goes beyond the item's own promised time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.rules.credit import word_is_taken
from kiosk.domain.rules.eligibility import rule_id
from kiosk.domain.rules.papers import missing
from kiosk.domain.rules.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from config.schema import Material, ServiceItem
    from kiosk.domain.rules.facts import Value
    from kiosk.domain.rules.papers import Requirement

__all__ = ["Offer", "days_for", "offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What may follow, and within how many working days after acceptance; `rule_id` names what allows it."""

    materials: tuple[Material, ...]
    days: int
    rule_id: str


def days_for(item: ServiceItem) -> int:
    """Return the working days that a deferred paper has: never more than the item promises, 0 when it has none."""
    deferral = item.deferral
    limits = [deferral.max_days, deferral.promise_days or item.promise_days]
    if item.anticipate_days is not None:
        limits.append(item.anticipate_days)
    return min(limits) if deferral.allowed else 0


def offer(
    item: ServiceItem, requirements: Collection[Requirement], have: Collection[str], facts: Mapping[str, Value]
) -> Offer | None:
    """Return the offer, None when there is nothing to defer or no right to: then the ordinary way is open.

    Every core material must be there, everything missing must be deferrable, and an earlier promise must not lie
    broken (S2; the citizen is told neutrally, F34).
    """
    days = days_for(item)
    lacking = missing(requirements, have)
    codes = {material.material_code for material in lacking}
    demanded = {one.material.material_code for one in requirements if one.truth is not Truth.NO}
    core = set(item.deferral.core) & demanded
    allowed = codes and codes <= set(item.deferral.deferrable) and core <= set(have)
    if days < 1 or not allowed or not word_is_taken(facts):
        return None
    return Offer(lacking, days, rule_id(item, "deferral"))
