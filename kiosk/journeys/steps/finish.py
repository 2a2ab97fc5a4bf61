"""The end of an errand that files nothing: what was wanted is in the hand. The attendant gives the card back."""

from __future__ import annotations

from typing import Final

from kiosk.journeys.ending import Ending

__all__ = ["STEP"]

STEP: Final = Ending()
