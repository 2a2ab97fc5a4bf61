"""取回执: the end of the walk. The attendant files the case and hands out the receipt."""

from __future__ import annotations

from typing import Final

from kiosk.journeys.ending import Ending

__all__ = ["STEP"]

STEP: Final = Ending()
