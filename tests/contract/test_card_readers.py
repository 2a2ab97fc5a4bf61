"""One exam for every card reader: the loopback, and the real pcscd with its virtual reader."""

import threading

import pytest

from drivers.discovery import open_device
from drivers.errors import CardWithdrawn
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.reader import LabReader
from drivers.lab.vpcd import READER
from drivers.types import Absent, Present
from tests.card_bench import SELECT, disturbed, make, read_in
from tests.pcscd_service import pcscd

SEEN_S = 5.0


class LoopbackBench:
    """The reader under test and the citizen's hand."""

    def __init__(self):
        self.reader = LoopbackReader()

    def insert(self, kind, who="zhao"):
        self.reader.insert(make(kind, who))

    def remove(self):
        self.reader.remove()

    def close(self):
        self.reader.close()


class PcscdBench:
    """The same over pcscd: the hand is the lab's."""

    def __init__(self, lab):
        self.lab = lab
        self.reader = open_device("readers", "pcsc", {"name": READER})

    def insert(self, kind, who="zhao"):
        self.lab.command(["insert", kind, "--person", who])

    def remove(self):
        self.lab.command(["remove"])

    def close(self):
        self.reader.close()
        self.remove()
        witness = open_device("readers", "pcsc", {"name": READER})
        while witness.wait(0) != Absent():
            witness.wait(SEEN_S)
        witness.close()


@pytest.fixture(scope="module")
def lab():
    """Return the lab's one hand: it knows how long the virtual reader must rest between two cards."""
    with pcscd() as service:
        yield LabReader(service)


@pytest.fixture(params=["loopback", pytest.param("pcscd", marks=pytest.mark.pcscd)])
def bench(request):
    bench = LoopbackBench() if request.param == "loopback" else PcscdBench(request.getfixturevalue("lab"))
    assert bench.reader.wait(0) == Absent(), "the first look tells at once"
    yield bench
    bench.close()


def test_a_card_put_in_is_present_with_its_atr_and_then_gone(bench):
    bench.insert("shebao")
    assert bench.reader.wait(SEEN_S) == Present(make("shebao").atr)
    bench.remove()
    assert bench.reader.wait(SEEN_S) == Absent()


def test_waiting_without_news_ends_in_time_and_repeats_what_is_known(bench):
    assert bench.reader.wait(0.02) == Absent()
    bench.insert("shebao")
    bench.reader.wait(SEEN_S)
    assert bench.reader.wait(0.02) == Present(make("shebao").atr)


def test_waiting_ends_as_soon_as_there_is_news(bench):
    hand = threading.Timer(0.05, bench.insert, ("shebao",))
    hand.start()
    assert isinstance(bench.reader.wait(600), Present)
    hand.join()


def test_a_whole_card_is_read_and_may_be_read_again(bench):
    bench.insert("shebao", "ou")
    bench.reader.wait(SEEN_S)
    first, second = read_in(bench.reader), read_in(bench.reader)
    assert (first.name, first.number) == (second.name, second.number) == ("欧䶮𬭎", "999901195003120055")


def test_the_channel_knows_the_cards_atr(bench):
    bench.insert("resident")
    bench.reader.wait(SEEN_S)
    with bench.reader.connect() as channel:
        assert channel.atr == make("resident").atr


def test_an_empty_reader_has_nothing_to_connect(bench):
    with pytest.raises(CardWithdrawn), bench.reader.connect():
        pass


def test_a_card_pulled_between_two_apdus_is_withdrawn(bench):
    bench.insert("shebao")
    bench.reader.wait(SEEN_S)
    with pytest.raises(CardWithdrawn):
        disturbed(bench.reader, bench.remove, SELECT)


def test_a_connection_never_goes_on_with_another_card(bench):
    bench.insert("shebao")
    bench.reader.wait(SEEN_S)
    with pytest.raises(CardWithdrawn):
        disturbed(bench.reader, lambda: bench.insert("shebao", "ou"), SELECT)


def test_a_card_exchanged_unseen_is_gone_before_the_next_is_present(bench):
    bench.insert("shebao")
    assert isinstance(bench.reader.wait(SEEN_S), Present)
    bench.insert("resident")
    assert bench.reader.wait(SEEN_S) == Absent()
    assert bench.reader.wait(SEEN_S) == Present(make("resident").atr)
