"""From which age an item is open, for people who sort and show items; the rules themselves decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.schema import ServiceItem

__all__ = ["youngest"]

OF_AGE: Final = re.compile(r"age >= (\d{1,3})")


def youngest(item: ServiceItem) -> int:
    """Return the age that every way into this item asks for, 0 when none does."""
    ages = (OF_AGE.fullmatch(condition.rule) for condition in item.conditions if not condition.member)
    return max((int(age.group(1)) for age in ages if age), default=0)
