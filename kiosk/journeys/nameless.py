"""Without a card (F54, F63): what may be asked and said by somebody whom nobody knows.

Such a visit has a number of its own that no card bears: what it files is nobody's, and is found by its query code.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Final

from kiosk.domain.person import NAMELESS, Identity

if TYPE_CHECKING:
    from config.schema import ServiceItem

__all__ = ["PHONE_CODE", "WITHOUT_CARD", "known", "nobody", "open_to_nobody"]

WITHOUT_CARD: Final = "without-card"
"""What is picked where a card is asked for and none is wanted."""
PHONE_CODE: Final = "phone-code"
"""What is picked where a card is asked for and a telephone is there."""

KINDS: Final = frozenset(
    {
        *("guide", "questions", "form", "capture", "receipt", "finish"),
        *("complain_kind", "complain_matter", "complain_reason", "complain_contact", "complain_check", "notice"),
        *("progress_code", "progress_found", "progress_case", "progress", "case_trail", "data_access"),
        *("rate", "reason", "thanks"),
    }
)
"""The kinds of steps that are not wanted of nobody, or ask nothing of a person and show nothing of one."""


def open_to_nobody(item: ServiceItem) -> bool:
    """Whether this item can be done without a card: it wants none, and no step of it is about a person."""
    return bool(item.steps) and not item.identity_required and {step.kind for step in item.steps} <= KINDS


def known(identity: Identity | None) -> Identity | None:
    """Return whom a card has told, None for nobody."""
    return None if identity is None or identity.nameless else identity


def nobody() -> Identity:
    """Return who stands here for this one visit."""
    return Identity(NAMELESS, "不留名", secrets.token_hex(16), "", dt.date.min, "unverified")
