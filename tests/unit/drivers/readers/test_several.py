"""Several readers taken together: the first card wins until it is gone, and only all of them lost is a loss."""

import threading

import pytest

from drivers.discovery import names, open_device
from drivers.errors import CardWithdrawn, ReaderGone, SamRefused, UnknownDriver
from drivers.lab.cards.loopback import LoopbackReader
from drivers.readers import several
from drivers.readers.several import SeveralReaders
from drivers.types import Absent, Present, Unavailable
from tests.card_bench import make, read_in

SEEN_S = 5.0


class LostReader:
    """A reader that is not there, until `back` is set."""

    def __init__(self, code="reader-gone"):
        self.code = code
        self.back = threading.Event()
        self.closed = False

    def wait(self, timeout_s):
        return Absent() if self.back.wait(timeout_s) else Unavailable(self.code)

    def close(self):
        self.closed = True


@pytest.fixture
def slots():
    return {"contact": LoopbackReader(), "sam": LoopbackReader()}


@pytest.fixture
def reader(slots, monkeypatch):
    monkeypatch.setattr(several, "_SLICE_S", 0.02)
    reader = SeveralReaders(slots)
    assert reader.wait(0) == Absent(), "the first look tells at once"
    return reader


@pytest.mark.parametrize("slot", ["contact", "sam"])
def test_a_card_in_any_of_them_is_present_is_read_and_goes(reader, slots, slot):
    slots[slot].insert(make("resident"))
    assert reader.wait(SEEN_S) == Present(make("resident").atr)
    assert read_in(reader).name == "赵桂兰"
    slots[slot].remove()
    assert reader.wait(SEEN_S) == Absent()
    with pytest.raises(CardWithdrawn), reader.connect():
        pass


@pytest.mark.parametrize(("first", "second"), [("contact", "sam"), ("sam", "contact")])
def test_a_second_card_counts_when_the_first_is_gone(reader, slots, first, second):
    slots[first].insert(make("shebao"))
    assert reader.wait(SEEN_S) == Present(make("shebao").atr)
    slots[second].insert(make("resident", "ou"))
    assert reader.wait(0.1) == Present(make("shebao").atr)
    assert read_in(reader).name == "赵桂兰"
    slots[first].remove()
    assert reader.wait(SEEN_S) == Absent()
    assert reader.wait(SEEN_S) == Present(make("resident", "ou").atr)
    assert read_in(reader).name == "欧䶮𬭎"


def test_an_exchange_in_one_reader_is_a_card_gone_first(reader, slots):
    slots["sam"].insert(make("resident"))
    reader.wait(SEEN_S)
    slots["sam"].insert(make("resident", "ou"))
    assert reader.wait(SEEN_S) == Absent()
    assert reader.wait(SEEN_S) == Present(make("resident", "ou").atr)


@pytest.mark.parametrize("slot", ["contact", "sam"])
def test_waiting_ends_as_soon_as_there_is_news_in_any(reader, slots, slot):
    hand = threading.Timer(0.05, slots[slot].insert, (make("shebao"),))
    hand.start()
    assert isinstance(reader.wait(600), Present)
    hand.join()


def test_a_reader_that_is_lost_leaves_the_others_working_and_is_remembered(monkeypatch):
    monkeypatch.setattr(several, "_SLICE_S", 0.02)
    lost, slot = LostReader(), LoopbackReader()
    reader = SeveralReaders({"sam_serial": lost, "pcsc": slot})
    assert reader.wait(0) == Absent()
    assert reader.lost == {"sam_serial": "reader-gone"}
    slot.insert(make("shebao"))
    assert isinstance(reader.wait(SEEN_S), Present)
    lost.back.set()
    slot.remove()
    assert reader.wait(SEEN_S) == Absent()
    reader.wait(0)
    assert reader.lost == {}


@pytest.mark.parametrize(("code", "error"), [("reader-gone", ReaderGone), ("sam-refused", SamRefused)])
def test_only_all_of_them_lost_is_a_loss(monkeypatch, code, error):
    monkeypatch.setattr(several, "_SLICE_S", 0.02)
    members = {"a": LostReader(code), "b": LostReader()}
    reader = SeveralReaders(members)
    assert reader.wait(0) == Unavailable(code)
    with pytest.raises(error), reader.connect():
        pass
    members["b"].back.set()
    assert reader.wait(SEEN_S) == Absent()
    reader.close()
    assert members["a"].closed
    assert members["b"].closed


def test_a_reader_lost_with_its_card_is_a_card_gone(reader, slots, monkeypatch):
    slots["contact"].insert(make("shebao"))
    reader.wait(SEEN_S)
    monkeypatch.setattr(slots["contact"], "wait", lambda _: Unavailable("reader-gone"))
    assert reader.wait(SEEN_S) == Absent()
    assert reader.lost == {"contact": "reader-gone"}


def test_without_having_waited_connecting_looks_first(slots):
    slots["sam"].insert(make("resident"))
    assert read_in(SeveralReaders(slots)).name == "赵桂兰"


def test_the_psam_of_any_member_is_the_psam_of_all(slots):
    assert SeveralReaders(slots).psam is None
    slots["sam"].psam = lambda: "a slot"
    assert SeveralReaders(slots).psam() == "a slot"


def test_options_go_to_the_member_they_name_or_to_all(monkeypatch):
    opened = []
    monkeypatch.setattr(several, "open_reader", lambda family, name, options: opened.append((family, name, options)))
    options = {
        "members": "pcsc sam_serial",
        "pcsc.name": "Slot",
        "sam_serial.device": "/dev/ttyS1",
        "sam_serial.baud": "9600",
        "trust": "anchors",
    }
    open_device("readers", "several", options)
    assert opened == [
        ("readers", "pcsc", {"trust": "anchors", "name": "Slot"}),
        ("readers", "sam_serial", {"trust": "anchors", "device": "/dev/ttyS1", "baud": "9600"}),
    ]


@pytest.mark.parametrize("members", ["", "  ", "several", "sam_serial several", "sam_serial toaster"])
def test_members_that_make_no_sense_are_refused(members):
    with pytest.raises(UnknownDriver):
        open_device("readers", "several", {"members": members})


def test_the_drivers_of_this_room_are_found_by_name():
    assert {"several", "sam_serial", "pcsc"} <= set(names("readers"))
    assert "wlt" not in names("readers")
