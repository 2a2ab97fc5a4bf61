"""留不留名: both ways get an answer under the query code."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import say
from kiosk.journeys.complaining import CONTACTS, Choice

__all__ = ["STEP"]

STEP: Final = Choice("contact", say("要写您的名字吗？"), say("都会答复，凭条上的查询码能查。"), lambda _run: CONTACTS)
