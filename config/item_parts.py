"""Frozen shapes inside a service item that rules decide on: conditions, questions, members, commitments."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Commitment", "Condition", "Member", "Question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One 受理条件: `rule` decides it (kiosk.domain.rules), `text` says it, `instead` names the way round.

    `member` is the member of a joint item that it concerns, "" the whole.
    """

    id: str
    rule: str
    text: str
    instead: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """情形问答: one question to be answered with yes or no; the answer is the fact `id` of the item's rules."""

    id: str
    text: str
    text_en: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One matter inside a joint item (联办): decided by its own office, in its own time, whatever becomes of others."""

    id: str
    name: str
    dept_name: str
    dept_uscc: str
    promise_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """告知承诺: after being told its `terms`, a signed promise stands in the place of the materials it `replaces`."""

    id: str
    title: str
    terms: tuple[str, ...]
    replaces: tuple[str, ...]
    consequence: str
