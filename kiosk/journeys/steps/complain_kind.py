"""说什么: 办不成的事, 投诉, 咨询 or 建议; who is in danger calls first."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import say
from kiosk.journeys.complaining import KINDS, Choice

__all__ = ["STEP"]

STEP: Final = Choice("kind", say("您想说什么？"), say("有危险先拨 110、119、120。"), lambda _run: KINDS, known=True)
