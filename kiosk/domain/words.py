"""Sentences that a step says: ours are translated where they are shown, what others say is left as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["Bilingual", "Fact", "Say", "Words", "bilingual", "say"]


@dataclass(frozen=True, slots=True, repr=False)
class Say:
    """A Chinese sentence with {places}; its English stands in ui/i18n/en.toml."""

    text: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def chinese(self) -> str:
        """The sentence as a paper prints it: 11 月 27 日, 09:30."""
        return self.text.format(**{name: _plain(fact) for name, fact in self.facts}) if self.facts else self.text


@dataclass(frozen=True, slots=True, repr=False)
class Bilingual:
    """What a file of the catalogue says in both languages; `english` "" stays Chinese."""

    text: str
    english: str = ""

    @property
    def chinese(self) -> str:
        """The sentence as a paper prints it."""
        return self.text


Words = str | Say | Bilingual
Fact = str | int | dt.date | dt.datetime | Say


def say(text: str, **facts: Fact) -> Say:
    """Return a sentence of ours. A date is said as the reader's language says it, an aware moment with its time."""
    return Say(text, tuple(facts.items()))


def bilingual(text: str, english: str) -> Words:
    """Return both wordings as one; "" where nothing is said."""
    return Bilingual(text, english) if text else ""


def _plain(fact: Fact) -> str:
    if isinstance(fact, Say):
        return fact.chinese
    if isinstance(fact, dt.datetime):
        return f"{fact.year} 年 {fact.month} 月 {fact.day} 日 {fact:%H:%M}"
    return f"{fact.year} 年 {fact.month} 月 {fact.day} 日" if isinstance(fact, dt.date) else str(fact)
