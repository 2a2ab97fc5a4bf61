"""A sample that anybody can draw again, and an interval that holds the truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sampling import drawn, sure_between

CASES = [f"case-{n}" for n in range(100)]


def test_the_same_seed_draws_the_same_whatever_the_order():
    assert drawn(CASES, "2026-11", 10) == drawn(reversed(CASES), "2026-11", 10)
    assert drawn(CASES, "2026-11", 10) != drawn(CASES, "2026-12", 10)
    assert set(drawn(CASES, "s", 500)) == set(CASES)


@given(st.sets(st.text(min_size=1, max_size=8), max_size=30), st.integers(0, 10))
def test_more_cases_never_change_the_order_of_those_that_were_drawn(cases, count):
    before = drawn(cases, "s", count)
    after = drawn([*cases, "another one"], "s", count)
    assert [one for one in after if one in before] == [one for one in before if one in after]


def test_the_interval_of_the_seed_texts_figure():
    """S2: 812 asked, 99.8 % satisfied. Wilson's limits, counted by hand: 0.9911 and 0.9993."""
    low, high = sure_between(810, 812)
    assert (round(low, 4), round(high, 4)) == (0.9911, 0.9993)


@given(st.integers(1, 5000), st.data())
def test_the_share_found_lies_in_it(asked, data):
    good = data.draw(st.integers(0, asked))
    low, high = sure_between(good, asked)
    assert 0 <= low <= good / asked <= high <= 1


def test_nobody_asked_says_nothing():
    assert sure_between(0, 0) is None
    with pytest.raises(ValueError, match="part"):
        sure_between(3, 2)
