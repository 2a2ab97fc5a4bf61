"""What is wrong with the promises of an item: deferral beyond its time, commitments for what no promise can replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.rules.credit import credit_flaws
from kiosk.domain.rules.eligibility import vocabulary
from kiosk.domain.rules.expression import RuleMalformed, read_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.schema import ServiceItem

__all__ = ["promise_flaws", "unreadable"]

MOST_TERMS = 3  # all of them and the consequence are on one screen, also in low reach


def promise_flaws(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield (dotted key, message) of every promise that goes too far."""
    yield from credit_flaws(item)
    deferral = item.deferral
    promised = deferral.promise_days or item.promise_days
    if deferral.allowed and deferral.max_days > promised:
        yield "deferral.max_days", f"longer than the promised {promised} working days"
    if item.anticipate_days is not None and promised > item.anticipate_days:
        yield "deferral.promise_days", f"longer than the statutory {item.anticipate_days}"
    known = {material.material_code for material in item.materials} | {one.id for one in item.conditions}
    for place, commitment in enumerate(item.commitments, start=1):
        if not 1 <= len(commitment.terms) <= MOST_TERMS:
            yield f"commitments[{place}].terms", f"expected 1 to {MOST_TERMS}, each to be ticked by itself"
        if commitment.offered_when:
            yield from unreadable(item, commitment.offered_when, f"commitments[{place}].offered_when")
        for code in commitment.replaces:
            if code not in known or code in item.deferral.core:
                yield f"commitments[{place}].replaces", f"{code} is no material or condition that a promise can replace"


def unreadable(item: ServiceItem, text: str, key: str) -> Iterator[tuple[str, str]]:
    """Yield why a rule text of this item cannot be read, if it cannot."""
    try:
        read_rule(text, vocabulary(item))
    except RuleMalformed as error:
        yield key, str(error)
