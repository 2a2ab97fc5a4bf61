"""What the terminal's memory needs at its start and then every hour: each alarm once, order in small parts."""

import datetime as dt
import json
import time

import pytest

from config.load import load_audit_events, load_faults, load_profile
from kiosk.app import opening
from kiosk.sync import upkeep as upkeep_module
from kiosk.sync.contact import CARD
from kiosk.sync.unsent_limits import limits_of
from offline_cache.alarms import Alarms
from offline_cache.case_numbers import uuid7
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica
from offline_cache.rows import Parcel
from offline_cache.store import Store

DAY_MS = 86_400_000


def now_ms():
    return time.time_ns() // 1_000_000


def file(outbox, days_ago):
    at_ms = now_ms() - days_ago * DAY_MS
    at = dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC)
    parcel = Parcel(b"envelope", "elder-card", "claimant", b"locked")
    return outbox.file(uuid7(at_ms), terminal_id="K0007", filed=at, ciphertexts=(), pack=lambda _numbers: parcel)


def start(folder, **settings):
    """Start, do what is due, stop; return why no new case is taken."""
    records = opening.records(load_profile("demo", settings), folder, load_audit_events())
    while records.upkeep.step(now_ms()):
        pass
    refusal = records.upkeep.refusal(now_ms())
    records.filing.close()
    return refusal


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "store")
    yield opened
    opened.close()


def noted(store):
    return [(row["event"], json.loads(row["detail"])) for row in store.rows("SELECT event, detail FROM journal")]


ONE = {"count": "1"}


@pytest.mark.parametrize(
    ("days", "events"),
    [
        (0, []),
        (1, ["case-unsynced-24h"]),
        (3, ["case-unsynced-24h", "case-unsynced-72h"]),
        (5, ["case-unsynced-24h", "case-unsynced-72h", "case-unsynced-4d"]),
    ],
)
def test_cases_that_have_waited_too_long_are_told_once_whatever_restarts_come(tmp_path, store, days, events):
    outbox = Outbox(store)
    numbers = file(outbox, days)
    for _ in range(3):
        start(tmp_path)
    assert noted(store) == [(event, ONE) for event in events]
    assert set(Alarms(store).standing()) == set(events)
    outbox.accepted(numbers.case_id, {}, now_ms())
    start(tmp_path)
    assert Alarms(store).standing() == {}
    file(outbox, days)
    start(tmp_path)
    assert noted(store) == [(event, ONE) for event in events * 2]


def test_what_the_centre_has_had_for_a_month_is_purged_and_told(tmp_path, store):
    outbox = Outbox(store)
    outbox.accepted(file(outbox, 0).case_id, {}, now_ms() - 40 * DAY_MS)
    file(outbox, 0)
    start(tmp_path)
    assert noted(store) == [("personal-data-purged", ONE)]
    assert outbox.counts() == {"queued": 1}


def test_a_quarantine_is_told_once(tmp_path, store):
    file(Outbox(store), 0)
    store.close()
    (tmp_path / "store" / "store.db").write_bytes(b"")
    for _ in range(2):
        start(tmp_path)
    again = Store.open(tmp_path / "store")
    assert [event for event, _ in noted(again)] == ["store-quarantined"]
    again.close()


def test_a_filling_outbox_is_told_before_it_is_full_and_a_full_one_takes_nothing(tmp_path, store):
    outbox = Outbox(store)
    for _ in range(4):
        file(outbox, 0)
    assert start(tmp_path, unsent_cases="5") == ""
    assert noted(store) == [("outbox-filling", {"count": "4"})]
    last = file(outbox, 0)
    assert start(tmp_path, unsent_cases="5") == "outbox-full"
    assert noted(store)[1:] == [("outbox-full", {"count": "5"})]
    outbox.accepted(last.case_id, {}, now_ms())
    assert start(tmp_path, unsent_cases="5") == ""


def test_of_the_profile_and_the_centres_card_the_stricter_counts(store):
    replica, profile = Replica(store), load_profile("demo", {"unsent_cases": "100", "unsent_days": "10"})
    assert limits_of(profile, replica).cases == 100
    unsent = {"cases": 20, "bytes": 1 << 40, "days": 20}
    replica.keep(CARD, "", json.dumps({"limits": {"unsent": unsent}}).encode(), 0)
    found = limits_of(profile, replica)
    assert (found.cases, found.bytes, found.days, found.warn) == (20, 2048 << 20, 10, 0.8)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"limits": 3}', b'{"limits": {"unsent": {"cases": "many", "days": -1}}}']
)
def test_a_card_without_sensible_limits_changes_nothing(store, body):
    replica, profile = Replica(store), load_profile("demo", {})
    replica.keep(CARD, "", body, 0)
    assert limits_of(profile, replica).cases == 2000
    assert limits_of(profile, replica).days == 30


def test_every_alarm_names_the_fault_that_holds_its_remedy():

    assert set(upkeep_module.FAULTS.values()) <= set(load_faults())
    assert set(upkeep_module.FAULTS) <= set(load_audit_events().events)
