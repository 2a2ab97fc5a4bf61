"""What is wrong with the rules of a form: a field may only depend on what both sides know when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.eligibility import vocabulary
from kiosk.domain.rules.expression import RuleMalformed, read_rule
from kiosk.domain.rules.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.schema import ServiceItem
    from kiosk.domain.rules.facts import Fact

__all__ = ["form_flaws"]

KNOWN_HERE: Final = frozenset({"card", "terminal", "answer"})


def form_flaws(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield (dotted key, message) of every field whose id is a fact of everybody's, or whose `when` cannot be decided.

    What only the centre or the licence store knows would be asked by one side and not by the other.
    """
    words = vocabulary(item)
    ahead = {field.id for field in item.fields}
    for place, field in enumerate(item.fields, start=1):
        if field.id in FACTS:
            yield f"fields[{place}].id", "expected a word of small letters that is no fact of everybody's"
        if field.when:
            yield from _undecided(field.when, words, ahead, f"fields[{place}].when")
        ahead.discard(field.id)


def _undecided(text: str, words: dict[str, Fact], ahead: set[str], key: str) -> Iterator[tuple[str, str]]:
    try:
        rule = read_rule(text, words)
    except RuleMalformed as error:
        yield key, str(error)
        return
    for name in sorted(rule.names):
        if name in ahead:
            yield key, f"{name} is asked later"
        elif words[name].origin not in KNOWN_HERE:
            yield key, f"{name} is not known when the form is filled in"
