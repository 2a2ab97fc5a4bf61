"""How clauses do not end: pairs and threes of characters that go on, characters that end one only inside a word."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

__all__ = ["torn_end"]

TABLE = Path(__file__).with_name("torn_ends.toml")  # made by benchmarks/torn_ends.py
SIZE = 3


def torn_end(clause: str, *, running: bool) -> bool:
    """Whether a clause of Han characters stops where none does: 不服的，可以提起行政诉; 敬请谅.

    Two characters are proof enough in a `running` sentence only, not in a name or a heading.
    """
    pairs, threes, words = _tables()
    before, last = clause[-2:-1], clause[-1:]
    if clause[-SIZE:-1] in threes.get(last, frozenset()):
        return True
    return running and (before in pairs.get(last, "") or (last in words and before not in words[last]))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, frozenset[str]], dict[str, str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    threes = {last: frozenset(before.split(" ")) for last, before in table["threes"].items()}
    return table["pairs"], threes, table["words"]
