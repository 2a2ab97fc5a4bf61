"""The card process's conversation with its parent, over a loopback reader: a real pipe, the worker in a thread."""

import threading
from multiprocessing import Pipe

import pytest

from drivers.errors import CardMute, CardWithdrawn, UnknownDriver
from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.readers import worker
from drivers.types import CardReading, Unavailable
from tests.card_bench import make

DEADLINE_S = 10.0


class Parent:
    """The parent's end of the pipe."""

    def __init__(self, link):
        self.link = link

    def say(self, *message):
        self.link.send(message)

    def hear(self):
        assert self.link.poll(DEADLINE_S), "the worker is silent"
        return self.link.recv()

    def hear_all(self, last):
        """Return the messages up to the first of kind `last`, which is the last one returned."""
        messages = [self.hear()]
        while messages[-1][0] != last:
            messages.append(self.hear())
        return messages


@pytest.fixture
def reader():
    return LoopbackReader()


@pytest.fixture
def parent(reader, monkeypatch):
    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: reader)
    ours, theirs = Pipe()
    thread = threading.Thread(target=worker.serve, args=(theirs, "loopback", {}))
    thread.start()
    yield Parent(ours)
    ours.close()
    thread.join(DEADLINE_S)
    assert not thread.is_alive(), "hanging up did not stop the worker"
    theirs.close()


class Stuttering(LoopbackReader):
    """Refuses the first connections with the errors given."""

    def __init__(self, *errors):
        super().__init__(make("shebao"))
        self.errors = list(errors)
        self.connections = 0

    def connect(self):
        self.connections += 1
        if self.errors:
            raise self.errors.pop(0)
        return super().connect()


def test_it_tells_what_is_there_and_what_changes(parent, reader):
    assert parent.hear() == ("absent",)
    reader.insert(make("shebao"))
    assert parent.hear() == ("present", False)
    reader.remove()
    assert parent.hear() == ("absent",)


def test_it_reads_when_told_to(parent, reader):
    reader.insert(make("shebao", "ou"))
    parent.hear_all("present")
    parent.say("read", 7)
    messages = parent.hear_all("reading")
    assert all(kind == "progress" and number == 7 for kind, number, _ in messages[:-1])
    parts = [part for *_, part in messages[:-1]]
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    _, number, reading = messages[-1]
    assert number == 7
    assert isinstance(reading, CardReading)
    assert (reading.name, reading.evidence["apdus"]) == ("欧䶮𬭎", "17")


def test_it_reads_again_when_told_again(parent, reader):
    reader.insert(make("resident"))
    parent.hear_all("present")
    for number in (1, 2):
        parent.say("read", number)
        assert parent.hear_all("reading")[-1][1] == number


def test_reading_an_empty_reader_fails(parent):
    parent.hear_all("absent")
    parent.say("read", 1)
    assert parent.hear() == ("failed", 1, "card-withdrawn")


def test_a_card_pulled_in_mid_reading_fails_and_is_gone(parent, reader):
    reader.insert(make("shebao"), Faults(pull_at=9))
    parent.hear_all("present")
    parent.say("read", 1)
    assert parent.hear_all("failed")[-1] == ("failed", 1, "card-withdrawn")
    assert parent.hear() == ("absent",)


@pytest.mark.parametrize(
    ("card", "faults", "code"),
    [
        (make("strange"), Faults(), "card-unknown"),
        (GarbledCard(make("shebao")), Faults(), "card-garbled"),
        (GarbledCard(make("resident")), Faults(), "card-garbled"),
        (make("shebao-3.0"), Faults(), "card-needs-psam"),
        (make("shebao"), Faults(mute_at=3), "card-mute"),
    ],
    ids=["strange", "garbled shebao", "garbled resident", "shebao 3.0", "mute"],
)
def test_a_card_that_cannot_be_read_says_why_and_the_next_one_reads(parent, reader, card, faults, code):
    reader.insert(card, faults)
    parent.hear_all("present")
    parent.say("read", 1)
    assert parent.hear_all("failed")[-1] == ("failed", 1, code)
    reader.insert(make("resident"))
    parent.hear_all("present")
    parent.say("read", 2)
    assert parent.hear_all("reading")[-1][1] == 2


def test_other_messages_are_not_understood_and_change_nothing(parent, reader):
    reader.insert(make("resident"))
    parent.hear_all("present")
    for nonsense in (("read",), ("read", "1"), "read", None, ("sing", 1)):
        parent.link.send(nonsense)
    parent.say("read", 1)
    assert parent.hear_all("reading")[-1][1] == 1


@pytest.mark.parametrize("slips", [1, 2])
def test_a_card_that_slipped_but_stayed_in_is_read_again_from_the_beginning(monkeypatch, slips):
    reader = Stuttering(*(CardWithdrawn("slip") for _ in range(slips)))
    assert read_by(monkeypatch, reader)[0] == "reading"
    assert reader.connections == slips + 1


def test_after_two_repetitions_it_gives_up(monkeypatch):
    reader = Stuttering(*(CardWithdrawn("slip") for _ in range(9)))
    assert read_by(monkeypatch, reader) == ("failed", 1, "card-withdrawn")
    assert reader.connections == 3


def test_a_mute_card_is_not_tried_again(monkeypatch):
    reader = Stuttering(CardMute("silence"))
    assert read_by(monkeypatch, reader) == ("failed", 1, "card-mute")
    assert reader.connections == 1


def read_by(monkeypatch, reader):
    """Let the worker read once and stop; return its answer to the command."""
    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: reader)
    monkeypatch.setattr(worker, "_SETTLE_S", 0.01)
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(("read", 1))
        ours.send(("stop",))
        worker.serve(theirs, "stuttering", {})
        answers = []
        while ours.poll():
            answers.append(ours.recv())
    return next(answer for answer in answers if answer[0] in {"reading", "failed"})


def test_a_card_exchanged_in_mid_reading_is_never_read_in_its_place(monkeypatch):
    reader = Stuttering()

    class Exchanging(GarbledCard):
        def answer(self, apdu):
            reader.insert(make("shebao", "ou"))
            return super().answer(apdu)

    reader.insert(Exchanging(make("shebao")))
    answer = read_by(monkeypatch, reader)
    assert answer == ("failed", 1, "card-withdrawn")


def test_no_reader_is_told_with_its_code(monkeypatch):
    class Nowhere(LoopbackReader):
        def wait(self, timeout_s):
            return Unavailable("reader-gone")

    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: Nowhere())
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(("stop",))
        worker.serve(theirs, "nowhere", {})
        assert ours.recv() == ("unavailable", "reader-gone")


def test_an_unknown_driver_is_refused():
    ours, theirs = Pipe()
    with ours, theirs, pytest.raises(UnknownDriver):
        worker.serve(theirs, "no-such-driver", {})
