"""受理条件: whether this person may have this matter, each condition with its own verdict, members apart.

The citizen's preview and the platform's decision call the same function (F16); the platform merely knows more facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.expression import Rule, decide, doubts, read_rule
from kiosk.domain.rules.facts import FACTS, Fact
from kiosk.domain.rules.truth import Truth, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.item_parts import Condition
    from config.schema import ServiceItem
    from kiosk.domain.rules.facts import Value

__all__ = ["DELIVERY", "Judgement", "Verdict", "judge", "rule_id", "vocabulary"]

DELIVERY: Final = "delivery"
"""The step that asks how the result comes, and the fact that its answer is."""
KEPT: Final = 1024  # rule texts: a catalogue of hundreds of items


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one condition. `rule_id` names it for a complaint, `doubts` the facts that nobody knows yet."""

    rule_id: str
    truth: Truth
    text: str
    instead: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of one applicant on one item. `truth` UNKNOWN is decided by a person, never by the machine.

    `members` holds, for a joint item, what each member's own conditions say; one member's NO leaves the others alone.
    """

    truth: Truth
    verdicts: tuple[Verdict, ...]
    members: Mapping[str, Truth]

    @property
    def against(self) -> tuple[Verdict, ...]:
        """The verdicts that say no."""
        return tuple(verdict for verdict in self.verdicts if verdict.truth is Truth.NO)

    @property
    def open(self) -> tuple[Verdict, ...]:
        """The verdicts that a person must give."""
        return tuple(verdict for verdict in self.verdicts if verdict.truth is Truth.UNKNOWN)


def judge(item: ServiceItem, facts: Mapping[str, Value]) -> Judgement:
    """Judge an applicant by all conditions of an item; none is left out because another one failed (一次性告知).

    Raises RuleMalformed for an item that the catalogue's linter would not have let in.
    """
    words = vocabulary(item)
    verdicts = {condition: _verdict(item, condition, words, facts) for condition in item.conditions}
    common = all_of(verdict.truth for condition, verdict in verdicts.items() if not condition.member)
    members = {
        member.id: all_of([common, *(v.truth for c, v in verdicts.items() if c.member == member.id)])
        for member in item.members
    }
    whole = any_of(members.values()) if members else common
    return Judgement(whole, tuple(verdicts.values()), members)


def vocabulary(item: ServiceItem) -> dict[str, Fact]:
    """Return the facts that rules of this item may speak of: everybody's, the answers to its own questions and form."""
    asked = {question.id: Fact(bool, "answer", question.text) for question in item.questions}
    chosen = {field.id: Fact(str, "answer", field.label) for field in item.fields if field.kind == "choice"}
    posted = {DELIVERY: Fact(str, "answer", "怎么取")} if any(one.kind == DELIVERY for one in item.steps) else {}
    return {**FACTS, **asked, **chosen, **posted}


def rule_id(item: ServiceItem, key: str) -> str:
    """Return the name of a rule: item, version and key, for receipts, complaints and the ledger."""
    return f"{item.id}@{item.version}#{key}"


def _verdict(item: ServiceItem, condition: Condition, words: Mapping[str, Fact], facts: Mapping[str, Value]) -> Verdict:
    rule = _read(condition.rule, tuple(words.items()))
    truth = decide(rule, facts)
    return Verdict(rule_id(item, condition.id), truth, condition.text, condition.instead, doubts(rule, facts))


@lru_cache(maxsize=KEPT)
def _read(text: str, words: tuple[tuple[str, Fact], ...]) -> Rule:
    return read_rule(text, dict(words))
