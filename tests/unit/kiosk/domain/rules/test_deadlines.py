"""Deadlines of 2025 and 2026 against a table that was counted by hand, row by row, and what holds of any deadline."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_workdays
from kiosk.domain.rules.deadlines import Pause, Yellow, due_on, joint_due, light, office_day
from kiosk.domain.workdays import Workdays

DAYS = Workdays(load_workdays())
UTC = dt.UTC
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 11, 30)


def day(text):
    return dt.date.fromisoformat(text)


def pauses_of(text):
    spans = (span.split("..") for span in text.split())
    return tuple(Pause(day(first), day(last) if last else None, "公示") for first, last in spans)


def read_table():
    lines = Path(__file__).with_name("deadlines.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines if not line.startswith("#")]


TABLE = read_table()
NAMED = re.compile(r"(?:(\d+) )?(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d+) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


@pytest.mark.parametrize("row", TABLE, ids=range(len(TABLE)))
def test_the_last_day_is_the_one_that_was_counted_by_hand(row):
    start, days, spans, due, _ = row
    assert due_on(day(start), int(days), DAYS, pauses_of(spans)) == (None if due == "-" else day(due))


@pytest.mark.parametrize("row", TABLE, ids=range(len(TABLE)))
def test_the_counting_is_written_down_without_a_slip(row):
    start, days, _, due, counted = row
    place, reached = day(start) - dt.timedelta(4), (0, day(start))
    for number, weekday, date, month in NAMED.findall(counted):
        named = dt.datetime.strptime(f"{date} {month} {place.year} +0800", "%d %b %Y %z").date()
        named = named if named >= place else named.replace(year=named.year + 1)
        assert f"{named:%a}" == weekday
        if number:
            assert (int(number), named) > reached
            place, reached = named, (int(number), named)
    if due != "-":
        assert reached == (int(days), day(due))


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


@pytest.mark.parametrize(
    ("yellow", "first"),
    [
        (Yellow(), "2026-03-12"),
        (Yellow(50, 1), "2026-03-09"),
        (Yellow(0, 1), "2026-03-13"),
        (Yellow(20, 3), "2026-03-11"),
    ],
    ids=["as-published", "half", "last-but-one", "three-days"],
)
def test_from_when_a_light_is_yellow_can_be_set(yellow, first):
    """Ten working days from Mon 2 Mar 2026 end on Mon 16 Mar; on Thu 12 Mar two are left, on Fri 13 Mar one."""
    due = due_on(day("2026-03-02"), 10, DAYS)
    days = (day("2026-03-02") + dt.timedelta(n) for n in range(20))
    assert due == day("2026-03-16")
    assert next(one for one in days if light(one, due, 10, DAYS, yellow=yellow) == "yellow") == day(first)
