"""Working days as the State Council arranges them, 调休 included; a year that is not known is never guessed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.schema import YearCalendar

__all__ = ["Workdays"]

SATURDAY: Final = 5


class Workdays:
    """The calendars of the years that are known."""

    def __init__(self, years: Mapping[int, YearCalendar]) -> None:
        self._worked = {day for calendar in years.values() for day in calendar.workdays}
        self._off = {
            holiday.first + dt.timedelta(days=offset)
            for calendar in years.values()
            for holiday in calendar.holidays
            for offset in range((holiday.last - holiday.first).days + 1)
        }
        self._years = frozenset(years)

    def is_workday(self, day: dt.date) -> bool | None:
        """Whether offices work on `day`; None when its year has no calendar."""
        if day.year not in self._years:
            return None
        return day in self._worked or (day.weekday() < SATURDAY and day not in self._off)
