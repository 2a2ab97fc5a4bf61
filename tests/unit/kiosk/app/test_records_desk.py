"""The records lane: what the memory needs is done between citizens, and whether a new case would be taken is told."""

import datetime as dt

import pytest

from config.load import load_audit_events, load_profile
from kiosk.app.opening import records
from kiosk.app.records_desk import RecordsDesk
from kiosk.domain.errands import Note
from kiosk.domain.reports import IntakeChanged
from offline_cache.case_numbers import uuid7
from offline_cache.errors import StoreFull
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store
from tests.main_loop import MainLoop

NOW = dt.datetime(2026, 11, 21, 9, 42, tzinfo=dt.UTC)


def file(store, count):
    for number in range(count):
        parcel = Parcel(b"envelope %d" % number, "elder-card", "claimant", b"locked")
        case_id = uuid7(int(NOW.timestamp() * 1000))
        Outbox(store).file(case_id, terminal_id="K0007", filed=NOW, ciphertexts=(), pack=lambda _n, one=parcel: one)


class Room:
    """A records desk on a real store, with what it told."""

    def __init__(self, folder, opened=None, **settings):
        self.loop, self.told, self.failed = MainLoop(), [], []
        profile = load_profile("demo", settings)
        opened = opened or (lambda: records(profile, folder, load_audit_events()))
        self.desk = RecordsDesk(self.loop.post, self.told.append, lambda: NOW, opened, failed=self.failed.append)

    def round(self):
        told = len(self.told)
        self.desk.round()
        self.loop.until(lambda: len(self.told) > told and not self.desk._busy)
        return self.told[-1]


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "store")
    yield opened
    opened.close()


def test_whether_a_case_would_be_taken_is_told_and_told_again_when_there_is_room(tmp_path, store):
    file(store, 2)
    room = Room(tmp_path, unsent_cases="2")
    assert room.round() == IntakeChanged("outbox-full")
    outbox = Outbox(store)
    outbox.accepted(outbox.due("case", int(NOW.timestamp() * 1000))[0].case_id, {}, 0)
    assert room.round() == IntakeChanged("")
    room.desk.close()


def test_a_recovered_store_is_brought_in_order_by_rounds_and_others_are_served_between(tmp_path, store):
    file(store, 120)
    store.close()
    (tmp_path / "store" / "store.db").unlink()
    room = Room(tmp_path)
    room.desk.round()
    room.desk.note(Note(1, "visit-began"))
    room.loop.until(lambda: not room.desk._busy)
    room.desk.close()
    again = Store.open(tmp_path / "store")
    assert again.rows("SELECT 1 FROM outbox WHERE length(envelope) = 0") == []
    events = [row["event"] for row in again.rows("SELECT event FROM journal ORDER BY id")]
    assert events == ["store-quarantined", "visit-began"]
    assert len(list((tmp_path / "store" / "intake").iterdir())) == 2
    again.close()


def test_a_store_that_cannot_be_opened_takes_nothing_and_is_tried_again(tmp_path):
    wanted = [StoreFull("full")]

    def opened():
        if wanted:
            raise wanted.pop()
        return records(load_profile("demo", {}), tmp_path, load_audit_events())

    room = Room(tmp_path, opened)
    assert room.round() == IntakeChanged("store-full")
    assert room.round() == IntakeChanged("")
    assert room.failed == []
    room.desk.close()
