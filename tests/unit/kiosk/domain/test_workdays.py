"""Working days with 调休, and honesty about years that nobody has arranged yet."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_workdays
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.workdays import Workdays

WORKDAYS = Workdays(load_workdays())
DAYS_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def add(start: dt.date, days: int) -> dt.date | None:
    return due_on(start, days, WORKDAYS)


def on(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def test_five_working_days_after_a_saturday_end_on_friday():
    assert add(on(11, 21), 5) == on(11, 27)


def test_the_day_itself_does_not_count():
    assert add(on(11, 23), 1) == on(11, 24)
    assert add(on(11, 23), 0) == on(11, 23)


@pytest.mark.parametrize("day", [on(1, 4), on(2, 14), on(2, 28), on(5, 9), on(9, 20), on(10, 10)])
def test_offices_work_on_the_weekend_days_given_back(day):
    assert day.weekday() >= 5
    assert WORKDAYS.is_workday(day) is True


@pytest.mark.parametrize("day", [on(1, 1), on(2, 15), on(2, 23), on(4, 6), on(5, 5), on(6, 19), on(9, 25), on(10, 7)])
def test_offices_rest_on_holidays(day):
    assert WORKDAYS.is_workday(day) is False


def test_spring_festival_is_stepped_over():
    assert add(on(2, 13), 1) == on(2, 14)
    assert add(on(2, 13), 2) == on(2, 24)


def test_2026_has_the_working_days_of_the_arrangement():
    days = (on(1, 1) + dt.timedelta(days=n) for n in range(365))
    assert sum(bool(WORKDAYS.is_workday(day)) for day in days) == 248


def test_a_deadline_in_a_year_without_calendar_is_not_guessed():
    assert add(on(12, 31), 1) is None
    assert add(on(12, 28), 5) is None
    assert add(dt.date(2030, 5, 5), 1) is None
    assert WORKDAYS.is_workday(dt.date(2027, 1, 4)) is None


def test_deadlines_do_not_run_backwards():
    with pytest.raises(ValueError, match="backwards"):
        add(on(11, 21), -1)


@given(DAYS_2026, st.integers(1, 60))
def test_a_deadline_is_a_working_day_with_exactly_that_many_behind_it(start, days):
    due = add(start, days)
    if due is None:
        assert start + dt.timedelta(days=days) > on(9, 1)
        return
    between = (start + dt.timedelta(days=n) for n in range(1, (due - start).days + 1))
    assert WORKDAYS.is_workday(due) is True
    assert sum(bool(WORKDAYS.is_workday(day)) for day in between) == days


@given(DAYS_2026, st.integers(0, 20), st.integers(0, 20))
def test_deadlines_add_up(start, first, second):
    middle = add(start, first)
    if middle is not None:
        assert add(middle, second) == add(start, first + second)


@given(st.dates(), st.integers(0, 400))
def test_no_calendar_means_no_date(start, days):
    assert due_on(start, days, Workdays({})) in ({start} if days == 0 else {None})
