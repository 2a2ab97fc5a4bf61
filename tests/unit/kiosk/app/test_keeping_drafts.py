"""The records lane keeps drafts beside its store, tells what it removed, and no disk stops a visit for one."""

import datetime as dt

import pytest
from platform_kit import finished_run

from config.load import load_audit_events, load_profile
from kiosk.app.opening import records
from kiosk.app.records_desk import RecordsDesk
from kiosk.domain.draft import draft_of
from kiosk.domain.errands import DropDraft, FindFiled, KeepDraft
from offline_cache.keys import DeviceKeys
from offline_cache.store import Store
from tests.main_loop import MainLoop

IMPRINT = b"i" * 32
RUN = finished_run()


class Room:
    """A records desk on a real store, at a time of its own."""

    def __init__(self, folder):
        self.folder, self.now = folder, dt.datetime.now(dt.UTC)
        self.boot()

    def boot(self):
        self.loop, self.told, self.failed = MainLoop(), [], []
        opened = lambda: records(load_profile("demo", {}), self.folder, load_audit_events())  # noqa: E731
        self.desk = RecordsDesk(self.loop.post, self.told.append, lambda: self.now, opened, failed=self.failed.append)

    def find(self):
        self.desk.find(FindFiled(1, RUN.identity, IMPRINT))
        self.loop.until(lambda: self.told)
        return self.told.pop().draft

    def events(self):
        self.desk.close()
        store = Store.open(self.folder / "store", DeviceKeys.load_or_create(self.folder / "keys").secret)
        found = [row["event"] for row in store.rows("SELECT event FROM journal ORDER BY id")]
        store.close()
        return found


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    yield one
    one.desk.close()


def test_what_is_kept_is_found_after_a_crash_until_it_is_dropped(room):
    room.desk.keep_draft(KeepDraft(1, RUN, IMPRINT))
    assert room.find() == draft_of(RUN, room.now)
    room.boot()
    assert room.find() == draft_of(RUN, room.now)
    room.desk.drop_draft(DropDraft(1, IMPRINT))
    assert room.find() is None
    assert room.failed == []


def test_the_beat_removes_it_in_time_and_says_so(room):
    room.desk.keep_draft(KeepDraft(1, RUN, IMPRINT))
    assert room.find()
    room.now += dt.timedelta(minutes=16)
    room.desk.round()
    room.loop.until(lambda: not room.desk._busy)
    assert list((room.folder / "drafts").iterdir()) == []
    assert "drafts-purged" in room.events()


def test_a_disk_that_refuses_is_written_down_and_stops_nobody(room):
    (room.folder / "drafts").write_bytes(b"in the way")
    room.desk.keep_draft(KeepDraft(1, RUN, IMPRINT))
    assert room.find() is None
    assert room.failed == []
    assert room.events() == ["draft-unkept"]
