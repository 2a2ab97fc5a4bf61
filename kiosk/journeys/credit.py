"""信用审批 at the terminal (F34): which tier the office's word opens for this matter; without a line, none."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Inquiry
from kiosk.domain.rules.credit import TIERS

if TYPE_CHECKING:
    from kiosk.domain.rules.facts import Value
    from kiosk.domain.run import Run

__all__ = ["credit_of", "credit_wish"]

CREDIT: Final = "credit-tier"


def credit_wish(run: Run) -> Inquiry | None:
    """Return the question for the tier, where the item has a table of tiers and it was not asked yet."""
    if not (run.item.credit.full or run.item.credit.noncore):
        return None
    found = run.found.get(CREDIT)
    if found is None:
        return Inquiry(CREDIT, str(uuid.uuid4()), {"item": run.item.id}, quiet=True)
    return found.inquiry if found.state == "asking" else None


def credit_of(run: Run) -> dict[str, Value]:
    """Return the fact that rules may use; what is no tier is none."""
    tier = (run.known(CREDIT) or {}).get("tier")
    return {"credit": tier} if tier in TIERS else {}
