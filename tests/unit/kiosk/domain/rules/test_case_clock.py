"""By when a case is done, counted by hand from moments as they were stamped: any clock abroad, any minute of a day."""

import datetime as dt

import pytest

from config.load import load_workdays
from kiosk.domain.progress import Change, Lane, Standing
from kiosk.domain.rules.case_clock import clock_of
from kiosk.domain.workdays import Workdays

DAYS = Workdays(load_workdays())


def standing(accepted, days, *changes):
    """A case under way; `changes` are (moment, state)."""
    begun = dt.datetime.fromisoformat(accepted)
    told = (
        Change(begun, "accepted", "", ()),
        *(Change(dt.datetime.fromisoformat(at), to, "", ()) for at, to in changes),
    )
    lanes = tuple(Lane("", "", one) for one in days)
    return Standing("c", "r", "n", "i", "t", told[-1].state, begun, begun, lanes, (), None, told)


def last_day(case, today="2025-01-01"):
    return clock_of(case, dt.date.fromisoformat(today), DAYS).due


MOMENTS = [
    ("2026-02-13T23:59:00+08:00", 1, "2026-02-14"),  # Fri before midnight: the worked Saturday is day 1
    ("2026-02-14T00:01:00+08:00", 1, "2026-02-24"),  # two minutes later it is Saturday: the whole festival follows
    ("2026-02-13T15:59:59+00:00", 1, "2026-02-14"),  # 23:59:59 in Beijing, Friday
    ("2026-02-13T16:00:00+00:00", 1, "2026-02-24"),  # 00:00 in Beijing, Saturday
    ("2025-12-31T23:59:00+08:00", 1, "2026-01-04"),  # off until Sat 3 Jan, Sun 4 Jan is worked
    ("2026-01-01T00:01:00+08:00", 1, "2026-01-04"),  # the same from New Year's Day
    ("2025-09-30T10:00:00-08:00", 1, "2025-10-09"),  # Wed 1 Oct 02:00 in Beijing; off until Wed 8 Oct
    ("2025-09-25T20:00:00-04:00", 1, "2025-09-28"),  # Fri 26 Sep 08:00 in Beijing; Sun 28 Sep is worked
    ("2026-01-04T01:00:00+14:00", 1, "2026-01-04"),  # Sat 3 Jan 19:00 in Beijing; Sun 4 Jan is day 1
    ("2025-04-26T12:00:00+08:00", 2, "2025-04-28"),  # a resting Saturday; 1 Sun 27 Apr, 2 Mon 28 Apr
    ("2026-09-19T20:00:00+08:00", 1, "2026-09-20"),  # a resting Saturday night; Sun 20 Sep is worked
    ("2026-12-30T23:59:00+08:00", 1, "2026-12-31"),  # Wed; Thu 31 Dec is the last day that is known
    ("2026-12-31T00:01:00+08:00", 1, None),  # Thu; nobody knows 2027
]


@pytest.mark.parametrize(("accepted", "days", "due"), MOMENTS, ids=range(len(MOMENTS)))
def test_the_office_counts_from_its_own_day_of_acceptance(accepted, days, due):
    assert last_day(standing(accepted, [days])) == (dt.date.fromisoformat(due) if due else None)


PAUSED = [
    # accepted Tue 10 Jun, stands Thu 12 Jun only: 1 Wed 11, 2 Fri 13, 3 Mon 16, 4 Tue 17, 5 Wed 18 Jun
    ([("2025-06-12T23:50:00+08:00", "suspended"), ("2025-06-13T00:10:00+08:00", "processing")], "2025-06-18"),
    # stands and goes on within one day: no day is lost; 1 Wed 11, 2 Thu 12, 3 Fri 13, 4 Mon 16, 5 Tue 17 Jun
    ([("2025-06-12T09:00:00+08:00", "suspended"), ("2025-06-12T16:00:00+08:00", "processing")], "2025-06-17"),
    # told by a clock in UTC: stands Thu 12 (from 00:30 in Beijing) to Fri 13 Jun; 1 Wed 11, 2 Mon 16 … 5 Thu 19 Jun
    ([("2025-06-11T16:30:00+00:00", "suspended"), ("2025-06-13T16:30:00+00:00", "processing")], "2025-06-19"),
    # asked for a paper after acceptance: the office waits from Wed 11 to Fri 13 Jun; 1 Mon 16 … 5 Fri 20 Jun
    ([("2025-06-11T09:00:00+08:00", "supplement"), ("2025-06-14T10:00:00+08:00", "processing")], "2025-06-20"),
    # twice: stands Wed 11, and Mon 16 to Tue 17; 1 Thu 12, 2 Fri 13, 3 Wed 18, 4 Thu 19, 5 Fri 20 Jun
    (
        [
            ("2025-06-11T09:00:00+08:00", "suspended"),
            ("2025-06-12T09:00:00+08:00", "processing"),
            ("2025-06-16T09:00:00+08:00", "suspended"),
            ("2025-06-18T09:00:00+08:00", "processing"),
        ],
        "2025-06-20",
    ),
]


@pytest.mark.parametrize(("changes", "due"), PAUSED, ids=range(len(PAUSED)))
def test_what_the_office_waited_for_is_not_its_time(changes, due):
    assert last_day(standing("2025-06-10T09:00:00+08:00", [5], *changes)) == dt.date.fromisoformat(due)


def test_a_pause_that_goes_on_has_no_last_day_and_says_so():
    case = standing("2025-06-10T09:00:00+08:00", [5], ("2025-06-12T09:00:00+08:00", "suspended"))
    clock = clock_of(case, dt.date(2025, 6, 20), DAYS)
    assert (clock.due, clock.paused, clock.light) == (None, True, "green")


@pytest.mark.parametrize(
    ("lanes", "due"),
    [([3, 5, 2], "2026-05-11"), ([5, 5], "2026-05-11"), ([1], "2026-05-06"), ([0, 1], "2026-05-06")],
    ids=["three", "two", "one", "one-at-once"],
)
def test_lanes_side_by_side_end_with_the_longest_never_with_their_sum(lanes, due):
    """Thu 30 Apr 2026: off until Tue 5 May; 1 Wed 6, 2 Thu 7, 3 Fri 8, 4 Sat 9 (worked), 5 Mon 11 May."""
    assert last_day(standing("2026-04-30T16:59:00+08:00", lanes)) == dt.date.fromisoformat(due)
