"""One exam for every card reader: the loopback, the real pcscd with its virtual reader, a SAM_V module, several."""

import threading

import pytest

from drivers.discovery import open_device
from drivers.errors import CardWithdrawn
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.reader import LabReader
from drivers.lab.sam import LabSam
from drivers.lab.vpcd import READER
from drivers.types import Absent, Present
from tests.card_bench import SELECT, disturbed, make, read_in
from tests.pcscd_service import pcscd

SEEN_S = 5.0
SAM_KINDS = {"shebao": "resident", "resident": "foreigner2023"}
MADE_UP = {"sam", "several"}
"""Readers that make an answer to reset up for each insertion."""


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


class SamBench:
    """A SAM_V module on a pseudo-terminal; it sees 身份证 alone."""

    def __init__(self, options=None):
        self.lab = LabSam()
        device = self.lab.start()["reader.device"]
        options = options or {"driver": "sam_serial", "device": device}
        self.reader = open_device("readers", options["driver"], {**options, "sam_serial.device": device})

    def insert(self, kind, who="zhao"):
        self.lab.command(["insert", SAM_KINDS[kind], "--person", who])

    def remove(self):
        self.lab.command(["remove"])

    def close(self):
        self.reader.close()
        self.lab.stop()


class SeveralBench(SamBench):
    """The same module as one of two, beside one that is not there."""

    def __init__(self):
        super().__init__({"driver": "several", "members": "pcsc sam_serial", "pcsc.name": "no such reader"})


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


BENCHES = {"loopback": LoopbackBench, "sam": SamBench, "several": SeveralBench}


@pytest.fixture(params=[*BENCHES, pytest.param("pcscd", marks=pytest.mark.pcscd)])
def bench(request):
    known = BENCHES.get(request.param)
    bench = known() if known else PcscdBench(request.getfixturevalue("lab"))
    bench.makes_up = request.param in MADE_UP
    assert bench.reader.wait(0) == Absent(), "the first look tells at once"
    yield bench
    bench.close()


def present(bench, kind):
    """Wait for the card; return it as it should be reported, of a made-up answer to reset only that it is none."""
    seen = bench.reader.wait(SEEN_S)
    assert isinstance(seen, Present)
    assert seen == Present(seen.atr if bench.makes_up else make(kind).atr)
    return seen


def test_a_card_put_in_is_present_with_its_atr_and_then_gone(bench):
    bench.insert("shebao")
    present(bench, "shebao")
    bench.remove()
    assert bench.reader.wait(SEEN_S) == Absent()


def test_waiting_without_news_ends_in_time_and_repeats_what_is_known(bench):
    assert bench.reader.wait(0.02) == Absent()
    bench.insert("shebao")
    seen = present(bench, "shebao")
    assert bench.reader.wait(0.02) == seen


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
    seen = present(bench, "resident")
    with bench.reader.connect() as channel:
        assert channel.atr == seen.atr


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
    first = present(bench, "shebao")
    bench.insert("resident")
    assert bench.reader.wait(SEEN_S) == Absent()
    assert present(bench, "resident") != first
