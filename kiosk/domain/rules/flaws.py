"""What is wrong with the rules of an item, told before anybody meets it: config.load calls this for every file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.domain.rules.facts import FACTS
from kiosk.domain.rules.form_flaws import form_flaws
from kiosk.domain.rules.promise_flaws import promise_flaws, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.schema import ServiceItem

__all__ = ["flaws"]

ALWAYS = "True"
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
        yield from unreadable(item, condition.rule, f"{key}.rule")
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
            yield from unreadable(item, material.required_when, f"materials[{place}].required_when")
    yield from form_flaws(item)
    yield from promise_flaws(item)


def _words(item: ServiceItem) -> set[str]:
    """Return every word that the readable rules of this item use."""
    found: set[str] = set()
    rules = (one.rule for one in item.conditions)
    papers = (one.required_when for one in item.materials)
    fields = (one.when for one in item.fields)
    for text in (*rules, *papers, *fields, *(one.offered_when for one in item.commitments)):
        found |= set(re.findall(r"[a-z][a-z0-9_]*", text))
    return found
