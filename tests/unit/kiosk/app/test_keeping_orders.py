"""An order goes to the centre only when it is written down; with the card it is found again."""

import datetime as dt

import pytest

from config.load import load_audit_events, load_profile
from kiosk.app.opening import records
from kiosk.app.records_desk import RecordsDesk
from kiosk.domain.errands import FindFiled, Inquire, Settle
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.person import Identity
from kiosk.domain.reports import FiledFound
from offline_cache.errors import StoreFull
from tests.main_loop import MainLoop

NOW = dt.datetime(2026, 11, 25, 9, 42, tzinfo=dt.UTC)
WHO = Identity("resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified")
ORDER = Inquiry("payments", "0198c0de-5a1e-7b00-a1b2-c3d4e5f60718", {"act": "order", "cents": "40000"}, keep=True)


class Room:
    """A records desk, with what it told and what it put to the centre."""

    def __init__(self, folder, opened=None):
        self.loop, self.told, self.put = MainLoop(), [], []
        opened = opened or (lambda: records(load_profile("demo", {}), folder, load_audit_events()))
        self.desk = RecordsDesk(self.loop.post, self.told.append, lambda: NOW, opened, failed=self.told.append)

    def keep(self):
        self.desk.keep(Inquire(1, WHO, ORDER), self.put.append)
        self.loop.until(lambda: self.put or self.told)

    def find(self):
        self.desk.find(FindFiled(1, WHO))
        self.loop.until(lambda: self.told)
        return self.told.pop()


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    yield one
    one.desk.close()


def test_what_is_put_is_written_down_and_found_until_it_is_settled(room):
    room.keep()
    assert room.put == [Inquire(1, WHO, ORDER)]
    assert room.find() == FiledFound(1, (), (ORDER,))
    room.desk.settle(Settle(1, ORDER.id))
    assert room.find() == FiledFound(1, (), ())


def test_what_cannot_be_written_down_is_not_ordered(tmp_path):
    def full():
        raise StoreFull("full")

    room = Room(tmp_path, full)
    room.keep()
    assert room.put == []
    (said,) = room.told
    assert (said.found.state, said.found.code) == ("failed", "store-full")
    room.desk.close()
