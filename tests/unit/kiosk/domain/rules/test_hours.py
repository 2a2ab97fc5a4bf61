"""The hours of an office's own system, and the next opening."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_services
from kiosk.domain.rules.deadlines import OFFICE_ZONE
from kiosk.domain.rules.hours import next_opening

ITEM = load_services()["pension-proof"]


def at(text, zone=OFFICE_ZONE):
    return dt.datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("06:00-23:00", "21 05:59:59", "21 06:00"),
        ("06:00-23:00", "21 06:00", None),
        ("06:00-23:00", "21 22:59:59", None),
        ("06:00-23:00", "21 23:00", "22 06:00"),
        ("06:00-23:00", "22 00:00", "22 06:00"),
        ("06:00-24:00", "21 23:59:59", None),
        ("06:00-24:00", "22 00:00", "22 06:00"),
        ("00:00-24:00", "22 00:00", None),
        ("00:30-23:30", "22 00:29", "22 00:30"),
        ("00:30-23:30", "21 23:30", "22 00:30"),
        ("22:00-04:00", "21 23:00", None),
        ("22:00-04:00", "22 03:59", None),
        ("22:00-04:00", "22 04:00", "22 22:00"),
    ],
)
def test_before_and_after_midnight(hours, now, opens):
    assert next_opening(replace(ITEM, backend_hours=hours), at(now)) == (opens and at(opens))


def test_the_last_evening_of_a_month_leads_into_the_next():
    assert next_opening(ITEM, at("30 23:30")) == dt.datetime(2026, 12, 1, 6, tzinfo=OFFICE_ZONE)


def test_the_offices_clock_counts_not_the_terminals():
    assert next_opening(ITEM, at("21 22:00", dt.UTC)) is None  # 06:00 the next day in Beijing
    assert next_opening(ITEM, at("21 21:59", dt.UTC)) == at("22 06:00")


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))


@given(CLOCK, CLOCK, st.integers(0, 363 * 86_400))
def test_the_next_opening_is_open_ahead_and_within_a_day(first, last, seconds):
    item = replace(ITEM, backend_hours=f"{first}-{last}")
    now = dt.datetime(2026, 1, 1, tzinfo=OFFICE_ZONE) + dt.timedelta(seconds=seconds)
    opens = next_opening(item, now)
    if opens is not None:
        assert now < opens <= now + dt.timedelta(days=1)
        assert next_opening(item, opens) is None
        assert next_opening(item, opens - dt.timedelta(minutes=1)) is not None
