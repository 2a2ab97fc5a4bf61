"""What is wrong with the rules of an item, told before anybody meets it: config.load calls this for every file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.domain.rules.eligibility import vocabulary
from kiosk.domain.rules.expression import RuleMalformed, read_rule
from kiosk.domain.rules.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.schema import ServiceItem

__all__ = ["flaws"]

ALWAYS = "True"
MOST_TERMS = 3  # all of them and the consequence are on one screen, also in low reach
KEY = re.compile(r"[a-z][a-z0-9-]*")
WORD = re.compile(r"[a-z][a-z0-9_]*")


def flaws(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield (dotted key, message) of every rule that cannot be read, names nothing known, or leaves a dead end."""
    members = {member.id for member in item.members}
    seen: set[str] = set()
    for place, condition in enumerate(item.conditions, start=1):
        key = f"conditions[{place}]"
        if not KEY.fullmatch(condition.id) or condition.id in seen:
            yield f"{key}.id", "expected small letters, digits and hyphens, each id once"
        seen.add(condition.id)
        yield from _flaw(item, condition.rule, f"{key}.rule")
        if condition.rule != ALWAYS and not condition.instead:
            yield f"{key}.instead", "says no without saying what to do instead"
        if condition.member and condition.member not in members:
            yield f"{key}.member", f"no member {condition.member}"
    for place, question in enumerate(item.questions, start=1):
        if not WORD.fullmatch(question.id) or question.id in FACTS:
            yield f"questions[{place}].id", "expected a word of small letters that is no fact of everybody's"
        if question.id not in _words(item):
            yield f"questions[{place}].id", "asked, and no rule needs the answer"
    for place, material in enumerate(item.materials, start=1):
        if material.required_when:
            yield from _flaw(item, material.required_when, f"materials[{place}].required_when")
    yield from _promises(item)


def _promises(item: ServiceItem) -> Iterator[tuple[str, str]]:
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
            yield from _flaw(item, commitment.offered_when, f"commitments[{place}].offered_when")
        for code in commitment.replaces:
            if code not in known or code in item.deferral.core:
                yield f"commitments[{place}].replaces", f"{code} is no material or condition that a promise can replace"


def _flaw(item: ServiceItem, text: str, key: str) -> Iterator[tuple[str, str]]:
    try:
        read_rule(text, vocabulary(item))
    except RuleMalformed as error:
        yield key, str(error)


def _words(item: ServiceItem) -> set[str]:
    """Return every word that the readable rules of this item use."""
    found: set[str] = set()
    rules = (one.rule for one in item.conditions)
    papers = (one.required_when for one in item.materials)
    for text in (*rules, *papers, *(one.offered_when for one in item.commitments)):
        found |= set(re.findall(r"[a-z][a-z0-9_]*", text))
    return found
