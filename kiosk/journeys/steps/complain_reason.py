"""怎么了: by choice, after the kind; what needs more words is asked by telephone or read from a photographed letter."""

from __future__ import annotations

from typing import Final

from kiosk.domain.complaints import STUCK
from kiosk.domain.words import say
from kiosk.journeys.complaining import REASONS, Choice

__all__ = ["STEP"]

STEP: Final = Choice(
    "reason",
    say("怎么了？"),
    say("选最接近的一个，细节有人来问。"),
    lambda run: REASONS.get(run.form.get("kind", ""), REASONS[STUCK]),
)
