"""Counts of days: never below the threshold, never lost, never twice."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.tallies import LEAST, MOST_KINDS, Tally, closed, counted

FIRST = dt.date(2026, 11, 20)
TAPS = st.tuples(st.integers(0, 5), st.sampled_from(["pension-proof", "utility-pay"]), st.sampled_from(["a", "b", "c"]))


def day(number):
    return (FIRST + dt.timedelta(days=number)).isoformat()


@given(st.lists(TAPS, max_size=60))
def test_whatever_the_clock_does_no_batch_speaks_of_a_single_visitor_and_nothing_is_lost_or_told_twice(taps):
    tally, told, days = Tally(), Counter(), []
    for number, item, question in [*taps, (9, "pension-proof", "a")]:
        if tally.day != day(number):
            before = tally.day
            tally, batch = closed(tally, day(number))
            assert all(count >= LEAST for count in batch.values())
            told.update(batch)
            days += [before] * bool(batch)
        tally = counted(tally, item, question)
    assert days == sorted(set(days))
    seen = Counter((item, question) for _, item, question in [*taps, (9, "pension-proof", "a")])
    assert told + Counter(tally.counts) == seen


def test_what_is_too_little_for_one_day_goes_on_into_the_next():
    tally = Tally(day(0))
    for _ in range(LEAST - 1):
        tally = counted(tally, "pension-proof", "month")
    tally, told = closed(tally, day(1))
    assert (told, tally.counts) == ({}, {("pension-proof", "month"): LEAST - 1})
    tally, told = closed(counted(tally, "pension-proof", "month"), day(2))
    assert (told, tally) == ({("pension-proof", "month"): LEAST}, Tally(day(2), day(1)))


def test_the_tally_is_bounded():
    tally = Tally(day(0))
    for number in range(MOST_KINDS + 5):
        tally = counted(tally, f"item-{number}", "a")
    assert len(tally.counts) == MOST_KINDS
    assert counted(tally, "item-0", "a").counts[("item-0", "a")] == 2
