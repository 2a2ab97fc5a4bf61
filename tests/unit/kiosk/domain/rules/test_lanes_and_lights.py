"""Lanes of a joint matter stand alone (F40), and a light turns once however often anybody looks (F46)."""

import datetime as dt
import random
from dataclasses import replace
from itertools import pairwise

import applicants
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_workdays
from kiosk.domain.progress import Change, Lane, Standing
from kiosk.domain.rules.case_clock import clock_of
from kiosk.domain.rules.deadlines import due_on, office_day
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.lanes import whole
from kiosk.domain.rules.lights import light_on, turns
from kiosk.domain.rules.truth import Truth
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import open_catalogue

JOINT = [item for item in open_catalogue().items if item.members]
DAYS = Workdays(load_workdays())
ZONE = dt.timezone(dt.timedelta(hours=8))
DAY = dt.timedelta(days=1)
MOMENTS = st.integers(0, 570 * 24 * 60).map(
    lambda minutes: dt.datetime(2025, 1, 1, tzinfo=ZONE) + dt.timedelta(minutes=minutes)
)
STATES = st.lists(st.sampled_from(["open", "done", "refused"]), min_size=1, max_size=5)


@given(STATES)
def test_a_matter_is_open_while_a_lane_is_and_done_when_one_is_done_at_the_end(states):
    if "open" in states:
        assert whole(states) == "open"
    else:
        assert whole(states) == ("done" if "done" in states else "refused")
    assert whole(reversed(states)) == whole(states)


@given(STATES, st.integers(0, 4))
def test_to_refuse_one_lane_ends_no_other(states, place):
    place %= len(states)
    after = [*states[:place], "refused", *states[place + 1 :]]
    others = states[:place] + states[place + 1 :]
    assert (whole(after) == "open") is ("open" in others)
    assert whole(after) != "refused" or set(others) <= {"refused"}


@pytest.mark.parametrize("item", JOINT, ids=[item.id for item in JOINT])
@given(seed=st.integers(0, 2**32))
def test_what_one_member_says_changes_no_other_member_s_verdict(item, seed):
    chance = random.Random(seed)
    applicant = applicants.anybody(chance)
    facts = {"age": applicant.identity.age_on(applicants.FILED.date())}
    facts |= {"local_household": chance.random() < 0.5} if chance.random() < 0.8 else {}
    judged = judge(item, facts)
    for member in item.members:
        alone = replace(
            item,
            members=(member,),
            conditions=tuple(one for one in item.conditions if one.member in {"", member.id}),
        )
        assert judge(alone, facts).members[member.id] is judged.members[member.id]
    verdicts = set(judged.members.values())
    assert (judged.truth is Truth.NO) is (verdicts == {Truth.NO})
    assert (judged.truth is Truth.YES) is (Truth.YES in verdicts)


@given(
    MOMENTS,
    st.lists(st.tuples(st.integers(0, 25), st.sampled_from(["open", "done", "refused"])), min_size=1, max_size=4),
)
def test_the_whole_is_due_with_its_longest_lane_whatever_became_of_the_others(accepted, lanes):
    told = tuple(Lane("", "", days, state) for days, state in lanes)
    case = Standing("c", "r", "n", "i", "t", "processing", accepted, accepted, told, (), None, (change(accepted),))
    counted = [days for days, state in lanes if state != "refused"] or [days for days, _ in lanes]
    due = max(due_on(office_day(accepted), days, DAYS) for days in counted)
    assert clock_of(case, office_day(accepted), DAYS).due == (due if max(counted) else None)


def change(at, state="accepted"):
    return Change(at, state, "", ())


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def under_way(days, *changes):
    told = tuple(change(at(moment), state) for moment, state in changes)
    lanes = (Lane("", "", days),)
    return Standing("c", "r", "n", "i", "t", told[-1].state, told[0].at, told[0].at, lanes, (), None, told)


def turned(case, first, last):
    return [(str(day), light) for day, light in turns(case, None, (dt.date.fromisoformat(first), last), DAYS)]


def test_over_a_whole_year_each_turn_happens_once_on_the_day_that_was_counted_by_hand():
    """Ten working days from Mon 2 Mar 2026 end on Mon 16 Mar. It stands from Wed 11 to Fri 13 Mar, so on Thu 19 Mar.

    Two are left (a fifth) on Tue 17 Mar: yellow. Red from Fri 20 Mar on, until it is finished in December.
    """
    case = under_way(
        10,
        ("2026-03-02T10:00", "accepted"),
        ("2026-03-03T10:00", "processing"),
        ("2026-03-11T10:00", "suspended"),
        ("2026-03-14T10:00", "processing"),
        ("2026-12-01T10:00", "completed"),
    )
    expected = [("2026-03-02", "green"), ("2026-03-17", "yellow"), ("2026-03-20", "red")]
    assert turned(case, "2026-01-01", dt.date(2026, 12, 31)) == expected


def test_a_pause_brings_the_light_back_to_green_and_that_is_told_too():
    """Five from Mon 2 Mar 2026 end on Mon 9 Mar; one is left on Fri 6 Mar: yellow. It stands on Mon 9 and Tue 10 Mar.

    The last working day is then Wed 11 Mar; on Tue 10 it still stands (green), on Wed 11 nothing is left: yellow.
    """
    case = under_way(
        5,
        ("2026-03-02T10:00", "accepted"),
        ("2026-03-09T10:00", "suspended"),
        ("2026-03-11T10:00", "processing"),
    )
    expected = [("2026-03-02", "green"), ("2026-03-06", "yellow"), ("2026-03-09", "green"), ("2026-03-11", "yellow")]
    assert turned(case, "2026-03-01", dt.date(2026, 3, 11)) == expected
    assert turned(case, "2026-03-01", dt.date(2026, 3, 13))[-1] == ("2026-03-12", "red")


@given(
    MOMENTS,
    st.integers(1, 20),
    st.lists(st.integers(1, 9 * 24), max_size=6),
    st.lists(st.integers(1, 30), min_size=1, max_size=20),
)
def test_however_seldom_one_looks_the_turns_are_the_same_and_no_two_alike_follow_each_other(begun, days, gaps, looks):
    told, now = [change(begun), change(begun + dt.timedelta(hours=1), "processing")], begun
    for n, gap in enumerate(gaps):
        now += dt.timedelta(hours=gap + 1)
        told.append(change(now, "suspended" if n % 2 == 0 else "processing"))
    lanes = (Lane("", "", days),)
    case = Standing("c", "r", "n", "i", "t", told[-1].state, begun, begun, lanes, (), None, tuple(told))
    first = office_day(begun)
    last = first + sum(looks) * DAY
    daily = list(turns(case, None, (first, last), DAYS))
    seen, light, day = [], None, first
    for step in looks:
        found = list(turns(case, light, (day, day + step * DAY), DAYS))
        seen += found
        light, day = (found[-1][1] if found else light), day + step * DAY
    assert seen == daily
    assert all(before[1] != after[1] for before, after in pairwise(daily))
    assert all(light_on(case, when, DAYS) == lit for when, lit in daily)
