"""Working days as the State Council arranges them, for the dates the centre promises."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

__all__ = ["working_days_after"]

YEARS = tomllib.loads((Path(__file__).parent / "feeds" / "workdays" / "workdays.toml").read_text(encoding="utf-8"))
SATURDAY = 5


def working_days_after(day: dt.date, count: int) -> dt.date | None:
    """Return the day `count` working days after `day`; None when a year on the way has no calendar."""
    while count > 0:
        day += dt.timedelta(days=1)
        year = YEARS.get(str(day.year))
        if year is None:
            return None
        off = day.weekday() >= SATURDAY or any(one["first"] <= day <= one["last"] for one in year["holidays"])
        count -= int(day in year["workdays"] or not off)
    return day
