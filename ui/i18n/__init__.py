"""The words on the glass: written in Chinese where they are used, put into English from en.toml."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Protocol

from config.region_words import in_region

__all__ = ["Translate", "mark", "translator"]

_ENGLISH = Path(__file__).with_name("en.toml")


class Translate(Protocol):
    """Turns a Chinese sentence into the reader's language and fills its {places}."""

    def __call__(self, chinese: str, **facts: object) -> str:
        """Return the sentence; raises KeyError when the English table does not hold it."""


def mark(chinese: str) -> str:
    """Mark a sentence of a table for translation where it is used; returns it unchanged."""
    return chinese


def translator(*, english: bool, region: str = "") -> Translate:
    """Return the translator for one language; Chinese in the words of a region (six digits), where it has its own."""
    return _english if english else functools.partial(_chinese, region)


def _chinese(region: str, chinese: str, /, **facts: object) -> str:
    said = in_region(chinese, region)
    return said.format(**facts) if facts else said


def _english(chinese: str, **facts: object) -> str:
    if not chinese:
        return ""
    sentence = english_words()[chinese]
    return sentence.format(**facts) if facts else sentence


@functools.cache
def english_words() -> dict[str, str]:
    """Return the English table, keyed by the Chinese sentence."""
    table: dict[str, str] = tomllib.loads(_ENGLISH.read_text(encoding="utf-8"))
    return table
