"""How people say what guides write: the words that search reads as other words, and those it passes over."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

__all__ = ["SearchWords", "load_search_words", "load_sounds"]

FILE = Path(__file__).with_name("search_words.toml")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """`said` are (spoken, written), the longest first; `dropped` say nothing, the longest first."""

    said: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]


@lru_cache(maxsize=1)
def load_search_words() -> SearchWords:
    """Read config/search_words.toml."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    said = sorted(table["words"].items(), key=lambda pair: -len(pair[0]))
    return SearchWords(tuple(said), tuple(sorted(table["drop"]["words"], key=len, reverse=True)))


@lru_cache(maxsize=1)
def load_sounds() -> dict[str, str]:
    """Return the sound of each character of GB 2312, by config/pinyin.toml."""
    table = tomllib.loads(FILE.with_name("pinyin.toml").read_text(encoding="utf-8"))
    return {character: sound for sound, characters in table.items() for character in characters}
