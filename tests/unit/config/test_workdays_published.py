"""Our calendar of working days against the one that others keep: every day of every year that both know."""

import datetime as dt

import chinese_calendar
import pytest

from config.load import load_workdays
from kiosk.domain.workdays import Workdays

YEARS = load_workdays()
DAYS = Workdays(YEARS)


@pytest.mark.parametrize("year", sorted(YEARS))
def test_every_day_of_the_year_is_worked_or_not_as_published(year):
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(offset) for offset in range((dt.date(year + 1, 1, 1) - first).days)]
    assert [day for day in days if DAYS.is_workday(day) is not chinese_calendar.is_workday(day)] == []
