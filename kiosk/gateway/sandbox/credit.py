"""The credit platform (信用平台): which of the three tiers somebody's record opens, by credit.toml (F34)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

__all__ = ["tier_of"]

KNOWN: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
UNKNOWN: Final = "deferral"  # nobody is worse off for having no record


def tier_of(number: str) -> str:
    """Return the tier of a person."""
    return str(KNOWN["tiers"].get(KNOWN["grades"].get(number, ""), UNKNOWN))
