"""信用审批 (F34): what the tier that the office decided changes: papers that are not asked for, or no 容缺.

A tier is a fact like any other, `credit`; it is never a condition, so no verdict and no screen can speak of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from config.schema import ServiceItem
    from kiosk.domain.rules.facts import Value

__all__ = ["ORDINARY", "TIERS", "credit_flaws", "saved", "word_is_taken"]

ORDINARY: Final = "ordinary"
TIERS: Final = ("full", "noncore", "deferral", ORDINARY)


def saved(item: ServiceItem, facts: Mapping[str, Value]) -> frozenset[str]:
    """Return the codes of the materials that this applicant's record saves them."""
    tiers = {"full": (*item.credit.full, *item.credit.noncore), "noncore": item.credit.noncore}
    return frozenset(tiers.get(str(facts.get("credit", "")), ()))


def word_is_taken(facts: Mapping[str, Value]) -> bool:
    """Whether a promise of this applicant counts, to bring a paper later or in its place."""
    return facts.get("credit") != ORDINARY and facts.get("promise_broken") is not True


def credit_flaws(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield (dotted key, message) of every tier that goes too far, and of conditions that would show a record."""
    known = {material.material_code: material for material in item.materials}
    for name, codes in (("full", item.credit.full), ("noncore", item.credit.noncore)):
        for code in codes:
            if code not in known or known[code].capture == "id_reader":
                yield f"credit.{name}", f"{code} is no material, or proves who somebody is"
    for code in set(item.credit.noncore) & set(item.deferral.core):
        yield "credit.noncore", f"{code} is a core material"
    for place, condition in enumerate(item.conditions, start=1):
        if "credit" in condition.rule:
            yield f"conditions[{place}].rule", "a verdict on somebody's record would be shown"
