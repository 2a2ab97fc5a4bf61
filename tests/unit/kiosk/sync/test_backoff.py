"""Waits grow, spread, end at the ceiling, and heed the centre."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.backoff import CEILING_S, FLOOR_S, wait_s


@given(st.integers(0, 10_000), st.floats(0, 3600))
def test_a_wait_lies_between_floor_and_ceiling_and_never_below_the_centres_wish(attempts, wish):
    waited = wait_s(attempts, wish)
    assert max(FLOOR_S, wish) <= waited <= max(CEILING_S, wish)


def test_the_first_wait_is_short_and_later_ones_may_reach_the_ceiling():
    assert max(wait_s(1) for _ in range(200)) <= 4
    assert max(wait_s(50) for _ in range(200)) > CEILING_S / 2


def test_a_thousand_terminals_do_not_knock_together():
    assert len({wait_s(9) for _ in range(1000)}) > 900
