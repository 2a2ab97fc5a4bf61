"""哪件事: what it is about; whoever comes from a dead end is not asked, for it is known."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import say
from kiosk.journeys.complaining import MATTERS, Choice

__all__ = ["STEP"]

STEP: Final = Choice(
    "matter", say("和哪件事有关？"), say("不知道选哪个，就选最后一个。"), lambda _run: MATTERS, known=True
)
