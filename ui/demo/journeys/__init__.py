"""Journeys that walk themselves: one file for each service item, named by its id.

Each offers `walk(walk, card)`, from the empty terminal to the empty terminal; `offline(walk, card)` where the item
cannot be done without a line, and shows what it says then. It may name a `CARD` of its own: words of `lab card insert`.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["item_journey", "item_journeys"]


def item_journeys() -> list[str]:
    """Return the ids of the items that have a journey."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def item_journey(item_id: str) -> ModuleType:
    """Load the journey of an item."""
    return importlib.import_module(f"{__name__}.{item_id.replace('-', '_')}")
