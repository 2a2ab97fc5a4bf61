"""Which service items end with a case that this terminal must take in and answer for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.schema import ServiceItem

__all__ = ["files_a_case"]

_FILING = "receipt"


def files_a_case(item: ServiceItem) -> bool:
    """Whether the item's steps lead to filing: such an item is not begun while nothing new is taken."""
    return any(step.kind == _FILING for step in item.steps)
