"""What the terminal knows of its clock, and says when it does not know."""

import datetime as dt

import pytest
from receipt_cases import NOW

from kiosk.receipts.clock import UNCOMPARED, Clock, keep_clock, known_clock
from offline_cache.replica import Replica
from offline_cache.store import Store

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def replica(tmp_path):
    store = Store.open(tmp_path / "store")
    yield Replica(store)
    store.close()


def test_before_the_first_comparison_nothing_is_claimed(replica):
    assert known_clock(replica, NOW) == UNCOMPARED == Clock(None, None)


def test_the_drift_is_counted_from_the_middle_of_the_question_and_ages(replica):
    keep_clock(replica, (NOW - 5 * SECOND).isoformat(), NOW - SECOND, NOW + SECOND)
    assert known_clock(replica, NOW + SECOND) == Clock(5, 0)
    assert known_clock(replica, NOW + 3601 * SECOND) == Clock(5, 3600)


def test_a_comparison_from_the_future_is_none(replica):
    keep_clock(replica, NOW.isoformat(), NOW, NOW)
    assert known_clock(replica, NOW - 60 * SECOND) == UNCOMPARED


@pytest.mark.parametrize("said", ["", "soon", "2026-11-21T09:48:30"])
def test_what_is_no_time_is_not_remembered(replica, said):
    keep_clock(replica, said, NOW, NOW)
    assert known_clock(replica, NOW) == UNCOMPARED
