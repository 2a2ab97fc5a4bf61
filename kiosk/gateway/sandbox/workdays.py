"""Working days as the centre publishes them, counted by the rule that the terminal counts by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_workdays
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.workdays import Workdays

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["working_days_after"]

CALENDAR = Workdays(load_workdays(Path(__file__).parent / "feeds" / "workdays" / "workdays.toml"))


def working_days_after(day: dt.date, count: int) -> dt.date | None:
    """Return the day `count` working days after `day`; None when a year on the way has no calendar."""
    return due_on(day, count, CALENDAR)
