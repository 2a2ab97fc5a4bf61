"""Deadlines of 2025 and 2026 against a table that another calendar counted (chinesecalendar), looked over by hand."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_workdays
from kiosk.domain.rules.deadlines import Pause, due_on, joint_due, light, office_day
from kiosk.domain.workdays import Workdays

DAYS = Workdays(load_workdays())
UTC = dt.UTC
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 11, 30)
TABLE = [
    ("2025-01-23", 1, "工作日", (), "2025-01-24"),
    ("2025-01-24", 1, "工作日", (), "2025-01-26"),
    ("2025-01-24", 2, "工作日", (), "2025-01-27"),
    ("2025-01-24", 5, "工作日", (), "2025-02-07"),
    ("2025-01-26", 5, "工作日", (), "2025-02-08"),
    ("2025-01-27", 1, "工作日", (), "2025-02-05"),
    ("2025-01-27", 5, "工作日", (), "2025-02-10"),
    ("2025-02-04", 5, "工作日", (), "2025-02-10"),
    ("2025-02-07", 1, "工作日", (), "2025-02-08"),
    ("2025-02-08", 1, "工作日", (), "2025-02-10"),
    ("2025-03-31", 5, "工作日", (), "2025-04-08"),
    ("2025-04-03", 1, "工作日", (), "2025-04-07"),
    ("2025-04-03", 5, "工作日", (), "2025-04-11"),
    ("2025-04-25", 1, "工作日", (), "2025-04-27"),
    ("2025-04-25", 5, "工作日", (), "2025-05-06"),
    ("2025-04-30", 1, "工作日", (), "2025-05-06"),
    ("2025-04-30", 5, "工作日", (), "2025-05-12"),
    ("2025-05-30", 1, "工作日", (), "2025-06-03"),
    ("2025-05-30", 5, "工作日", (), "2025-06-09"),
    ("2025-06-30", 20, "工作日", (), "2025-07-28"),
    ("2025-09-26", 1, "工作日", (), "2025-09-28"),
    ("2025-09-26", 5, "工作日", (), "2025-10-10"),
    ("2025-09-28", 5, "工作日", (), "2025-10-11"),
    ("2025-09-30", 1, "工作日", (), "2025-10-09"),
    ("2025-09-30", 5, "工作日", (), "2025-10-14"),
    ("2025-10-10", 1, "工作日", (), "2025-10-11"),
    ("2025-10-11", 1, "工作日", (), "2025-10-13"),
    ("2025-11-21", 5, "工作日", (), "2025-11-28"),
    ("2025-12-24", 5, "工作日", (), "2025-12-31"),
    ("2025-12-25", 5, "工作日", (), "2026-01-04"),
    ("2025-12-31", 1, "工作日", (), "2026-01-04"),
    ("2025-12-31", 2, "工作日", (), "2026-01-05"),
    ("2025-12-31", 5, "工作日", (), "2026-01-08"),
    ("2026-01-01", 1, "工作日", (), "2026-01-04"),
    ("2026-01-01", 3, "工作日", (), "2026-01-06"),
    ("2026-01-04", 0, "工作日", (), "2026-01-04"),
    ("2026-02-11", 5, "工作日", (), "2026-02-25"),
    ("2026-02-13", 1, "工作日", (), "2026-02-14"),
    ("2026-02-14", 1, "工作日", (), "2026-02-24"),
    ("2026-02-14", 5, "工作日", (), "2026-02-28"),
    ("2026-02-27", 1, "工作日", (), "2026-02-28"),
    ("2026-02-27", 2, "工作日", (), "2026-03-02"),
    ("2026-02-28", 5, "工作日", (), "2026-03-06"),
    ("2026-04-03", 1, "工作日", (), "2026-04-07"),
    ("2026-04-03", 5, "工作日", (), "2026-04-13"),
    ("2026-04-30", 1, "工作日", (), "2026-05-06"),
    ("2026-04-30", 5, "工作日", (), "2026-05-11"),
    ("2026-05-08", 1, "工作日", (), "2026-05-09"),
    ("2026-05-09", 5, "工作日", (), "2026-05-15"),
    ("2026-06-18", 1, "工作日", (), "2026-06-22"),
    ("2026-06-18", 5, "工作日", (), "2026-06-26"),
    ("2026-09-18", 1, "工作日", (), "2026-09-20"),
    ("2026-09-18", 5, "工作日", (), "2026-09-24"),
    ("2026-09-24", 1, "工作日", (), "2026-09-28"),
    ("2026-09-24", 5, "工作日", (), "2026-10-09"),
    ("2026-09-30", 1, "工作日", (), "2026-10-08"),
    ("2026-09-30", 5, "工作日", (), "2026-10-13"),
    ("2026-09-30", 15, "工作日", (), "2026-10-27"),
    ("2026-10-09", 1, "工作日", (), "2026-10-10"),
    ("2026-11-25", 20, "工作日", (), "2026-12-23"),
    ("2025-03-03", 5, "工作日", (("2025-03-05", "2025-03-07"),), "2025-03-13"),
    ("2025-09-26", 5, "工作日", (("2025-09-28", "2025-10-09"),), "2025-10-15"),
    ("2025-09-26", 5, "工作日", (("2025-10-01", "2025-10-08"),), "2025-10-10"),
    ("2026-02-11", 3, "工作日", (("2026-02-12", "2026-02-12"),), "2026-02-24"),
    ("2026-04-27", 10, "工作日", (("2026-04-28", "2026-04-29"), ("2026-05-06", "2026-05-07")), "2026-05-19"),
    ("2026-06-15", 3, "工作日", (("2026-06-01", "2026-06-15"),), "2026-06-18"),
    ("2026-11-20", 5, "工作日", (("2026-11-21", "2026-11-22"),), "2026-11-27"),
    ("2025-01-24", 15, "日", (), "2025-02-08"),
    ("2026-02-13", 15, "日", (), "2026-02-28"),
    ("2026-12-01", 15, "日", (), "2026-12-16"),
    ("2026-09-30", 1, "日", (), "2026-10-01"),
]


def day(text):
    return dt.date.fromisoformat(text)


def pauses_of(spans):
    return tuple(Pause(day(first), day(last), "公示") for first, last in spans)


@pytest.mark.parametrize(("start", "days", "unit", "spans", "due"), TABLE, ids=range(len(TABLE)))
def test_the_last_day_is_the_one_in_the_table(start, days, unit, spans, due):
    assert due_on(day(start), days, DAYS, pauses_of(spans), unit) == day(due)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (dt.datetime(2026, 2, 13, 15, 59, 59, tzinfo=UTC), "2026-02-13"),
        (dt.datetime(2026, 2, 13, 16, 0, tzinfo=UTC), "2026-02-14"),
        (dt.datetime(2026, 2, 13, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-8))), "2026-02-14"),
        (dt.datetime(2026, 1, 1, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=14))), "2025-12-31"),
    ],
    ids=["evening", "midnight", "west", "east"],
)
def test_the_offices_day_is_that_of_the_office(moment, expected):
    assert office_day(moment) == day(expected)


def test_a_moment_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        office_day(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_without_a_calendar_nothing_is_promised():
    assert due_on(day("2026-12-28"), 5, DAYS) is None
    assert due_on(day("2024-12-31"), 0, DAYS) == day("2024-12-31")
    assert due_on(day("2026-12-28"), 5, DAYS, unit="日") == day("2027-01-02")


def test_while_the_clock_stands_there_is_no_date():
    assert due_on(day("2026-03-02"), 3, DAYS, (Pause(day("2026-03-04"), None, "检验"),)) is None


def test_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="backwards"):
        due_on(FIRST, -1, DAYS)


@given(st.dates(FIRST, dt.date(2026, 8, 31)), st.integers(0, 40))
def test_a_pause_never_brings_a_deadline_nearer_and_one_day_more_never_costs_less(start, days):
    plain = due_on(start, days, DAYS)
    paused = due_on(start, days, DAYS, (Pause(start + dt.timedelta(2), start + dt.timedelta(9), "鉴定"),))
    assert start <= plain <= paused
    dues = [due_on(start, count, DAYS) for count in range(days + 1)]
    assert all(earlier < later for earlier, later in pairwise(dues))


@given(st.lists(st.one_of(st.none(), st.dates(FIRST, LAST)), max_size=4))
def test_a_joint_matter_is_done_when_its_last_lane_is(dues):
    whole = joint_due(dues)
    assert whole == (max(dues) if dues and None not in dues else None)


@given(st.dates(FIRST, dt.date(2026, 8, 31)), st.integers(1, 40))
def test_the_light_goes_from_green_by_yellow_to_red_and_never_back(start, days):
    due = due_on(start, days, DAYS)
    order = ["green", "yellow", "red"]
    seen = [order.index(light(start + dt.timedelta(n), due, days, DAYS)) for n in range((due - start).days + 3)]
    assert seen == sorted(seen)
    assert light(due, due, days, DAYS) == "yellow"
    assert light(due + dt.timedelta(1), due, days, DAYS) == "red"


def test_a_standing_clock_is_green_and_no_date_has_no_light():
    today = day("2026-03-04")
    assert light(today, None, 5, DAYS) is None
    assert light(today, None, 5, DAYS, (Pause(today, None, "听证"),)) == "green"
