"""credit-tier: which tier of 信用审批 a person's record opens for one matter; never the grade (F34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.credit import tier_of

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]


def answer(_desks: Desks, question: Question) -> dict[str, Any]:
    """Return the tier."""
    return {"tier": tier_of(question.number)}
