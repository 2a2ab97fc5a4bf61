"""Two clocks: the wall's, and the office's own, which a demonstration may hurry."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.gateway.sandbox.register import Register

__all__ = ["BEIJING", "Clock", "stamp"]

BEIJING = dt.timezone(dt.timedelta(hours=8))


def stamp(moment: dt.datetime) -> str:
    """Return a moment as the contract writes it."""
    return moment.isoformat(timespec="seconds")


class Clock:
    """`now` is the wall's time. `office_s` counts the seconds that officials have worked; it stands still at first."""

    def __init__(self, register: Register, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._register, self._monotonic = register, monotonic
        self._seen = monotonic()

    def now(self) -> dt.datetime:
        """Return the wall's time, in Beijing's zone, by as much ahead as the platform is set to."""
        return dt.datetime.now(BEIJING) + dt.timedelta(seconds=self._register.get("setting.clock_ahead_s", 0))

    def office_s(self) -> float:
        """Return the office's time."""
        self.hurry(0.0)
        return float(self._register.get("office_s", 0.0))

    def set_speed(self, speed: float) -> None:
        """Let the office's clock run this many times as fast as the wall's; 0 stops it."""
        self.hurry(0.0)
        self._register.put("office_speed", max(speed, 0.0))

    def hurry(self, seconds: float) -> None:
        """Move the office's clock on."""
        seen, self._seen = self._seen, self._monotonic()
        passed = (self._seen - seen) * self._register.get("office_speed", 0.0) + max(seconds, 0.0)
        if passed:
            self._register.put("office_s", self._register.get("office_s", 0.0) + passed)
