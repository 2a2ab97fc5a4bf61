"""Traditional characters read as the simplified ones that mean the same; the length of a text is kept."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

__all__ = ["simplified"]

TABLE = Path(__file__).with_name("simplified.toml")  # made by benchmarks/simplified.py


def simplified(text: str) -> str:
    """Return the text in simplified characters."""
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return str.maketrans(table["traditional"], table["simplified"])
