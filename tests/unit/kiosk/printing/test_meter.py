"""The meter counts what goes out, and the roll's own words correct it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.types import Condition, PrinterState, PrinterStatus
from kiosk.printing import PaperMeter
from offline_cache.paper_roll import PaperRoll
from offline_cache.store import Store

WELL = PrinterStatus(PrinterState.READY)
LOW = PrinterStatus(PrinterState.READY, frozenset({Condition.PAPER_LOW}))
OUT = PrinterStatus(PrinterState.BLOCKED, frozenset({Condition.PAPER_LOW, Condition.PAPER_OUT}))
COVER = PrinterStatus(PrinterState.BLOCKED, frozenset({Condition.COVER_OPEN}))
SILENT = PrinterStatus(PrinterState.UNAVAILABLE)
OPTIONS = {"roll_mm": "10000", "near_end_mm": "1000"}


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path)
    yield store
    store.close()


class Days:
    today = dt.date(2026, 11, 20)

    def __call__(self):
        return self.today


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def meter(store, days):
    return PaperMeter(PaperRoll(store), OPTIONS, days)


def use(meter, papers, mm=100):
    for _ in range(papers):
        meter.spent(mm, papers=1)


def test_a_full_roll_gives_as_many_papers_as_fit(meter):
    use(meter, 20)
    assert (meter.used_mm, meter.left_mm, meter.receipts_left) == (2000, 8000, 80)


def test_every_cut_and_every_strip_costs_paper(store):
    meter = PaperMeter(PaperRoll(store), OPTIONS | {"knife_mm": "12"})
    meter.spent(100, papers=1)
    meter.spent(30)
    assert meter.used_mm == 154
    assert meter.receipts_left == int((10000 - 154) / 112)


def test_the_count_outlives_the_process(store, meter):
    use(meter, 3)
    meter.see(LOW)
    again = PaperMeter(PaperRoll(store), OPTIONS)
    assert (again.used_mm, again.left_mm) == (300, 1000)


def test_the_near_end_sensor_is_believed_over_the_count(meter):
    use(meter, 20)
    meter.see(LOW)
    assert meter.left_mm == 1000
    use(meter, 4)
    assert meter.left_mm == 600
    use(meter, 90)
    assert meter.left_mm == 0


def test_a_roll_that_runs_out_teaches_what_the_sensors_word_was_worth(meter):
    use(meter, 80)
    meter.see(LOW)
    use(meter, 5)
    meter.see(OUT)
    assert (meter.left_mm, meter.receipts_left) == (0, 0)
    meter.see(WELL)
    assert meter.used_mm == 0
    use(meter, 80)
    meter.see(LOW)
    assert meter.left_mm == 500


@pytest.mark.parametrize("story", [[OUT, WELL], [LOW, COVER, WELL], [LOW, COVER, OUT, COVER, WELL]])
def test_a_change_of_rolls_is_noticed(meter, story):
    use(meter, 10)
    for status in story:
        meter.see(status)
    assert meter.used_mm == 0


@pytest.mark.parametrize(
    "story", [[COVER, WELL], [LOW, WELL], [LOW, SILENT, WELL], [OUT, LOW], [LOW, COVER, LOW], [SILENT]]
)
def test_what_is_no_change_of_rolls_keeps_the_count(meter, story):
    use(meter, 10)
    for status in story:
        meter.see(status)
    assert meter.used_mm == 1000


def test_a_technician_may_say_that_the_roll_is_new(meter):
    use(meter, 10)
    meter.see(LOW)
    meter.changed()
    assert (meter.used_mm, meter.left_mm) == (0, 10000)


def test_recent_use_tells_how_long_the_roll_lasts(meter, days):
    assert meter.days_left() is None
    use(meter, 10)
    days.today += dt.timedelta(days=1)
    use(meter, 10)
    assert meter.days_left() == 8000 / 1000
    days.today += dt.timedelta(days=40)
    assert meter.days_left() is None


def test_looking_again_at_the_same_state_writes_nothing(store, meter):
    meter.see(LOW)
    before = store.row("PRAGMA data_version")
    changes = store._db.conn.total_changes
    for _ in range(5):
        meter.see(LOW)
    assert (store.row("PRAGMA data_version"), store._db.conn.total_changes) == (before, changes)


@settings(max_examples=40, deadline=None)
@given(story=st.lists(st.one_of(st.sampled_from([WELL, LOW, OUT, COVER, SILENT]), st.floats(0, 300)), max_size=30))
def test_no_story_makes_a_count_that_cannot_be(tmp_path_factory, story):
    store = Store.open(tmp_path_factory.mktemp("state"))
    meter = PaperMeter(PaperRoll(store), OPTIONS)
    for event in story:
        if isinstance(event, float):
            meter.spent(event, papers=1)
        else:
            meter.see(event)
        assert meter.used_mm >= 0
        assert meter.left_mm >= 0
        assert meter.receipts_left >= 0
    again = PaperMeter(PaperRoll(store), OPTIONS)
    assert (again.used_mm, again.left_mm) == (meter.used_mm, meter.left_mm)
    store.close()
