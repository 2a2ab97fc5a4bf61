"""The card process's conversation with its parent, over a loopback reader: a real pipe, the worker in a thread."""

import threading
from multiprocessing import Pipe

import pytest

from drivers import reading as reading_room
from drivers.errors import CardGarbled, CardMute, CardWithdrawn, UnknownDriver
from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.protocols import HolderAnswer, HolderQuestion
from drivers.readers import worker
from drivers.types import CardReading, DocumentKey, Present, Unavailable
from tests.card_bench import make

DEADLINE_S = 10.0


class Parent:
    """The parent's end of the pipe."""

    def __init__(self, link):
        self.link = link

    def say(self, *message):
        self.link.send(message)

    def order(self, number, key=None):
        self.say("read", number, key)

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
    monkeypatch.setattr(worker, "_IDLE_S", 0.05)
    monkeypatch.setattr(worker, "BEAT_S", 0.0)
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
    parent.order(7)
    messages = parent.hear_all("reading")
    assert all(kind == "progress" and number == 7 for kind, number, _ in messages[:-1])
    parts = [part for *_, part in messages[:-1]]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    _, number, reading = messages[-1]
    assert number == 7
    assert isinstance(reading, CardReading)
    assert reading.name == "欧䶮𬭎"
    assert int(reading.evidence["apdus"]) < 20


def test_it_reads_again_when_told_again(parent, reader):
    reader.insert(make("resident"))
    parent.hear_all("present")
    for number in (1, 2):
        parent.order(number)
        assert parent.hear_all("reading")[-1][1] == number


def test_an_order_for_a_card_that_is_not_there_fails(parent):
    parent.hear_all("absent")
    parent.order(1)
    assert parent.hear_all("failed")[-1] == ("failed", 1, "card-withdrawn", ())


def test_a_card_pulled_in_mid_reading_fails_and_is_gone(parent, reader):
    reader.insert(make("shebao"), Faults(pull_at=9))
    parent.hear_all("present")
    parent.order(1)
    kind, number, code, journal = parent.hear_all("failed")[-1]
    assert (kind, number, code) == ("failed", 1, "card-withdrawn")
    assert len(journal) == 9
    assert journal[-1].endswith("-> none")
    assert parent.hear() == ("absent",)


@pytest.mark.parametrize(
    ("card", "faults", "code"),
    [
        (make("strange"), Faults(), "card-unknown"),
        (GarbledCard(make("shebao")), Faults(), "card-garbled"),
        (GarbledCard(make("resident")), Faults(), "card-garbled"),
        (make("shebao"), Faults(mute_at=3), "card-mute"),
    ],
    ids=["strange", "garbled shebao", "garbled resident", "mute"],
)
def test_a_card_that_cannot_be_read_says_why_and_the_next_one_reads(parent, reader, card, faults, code):
    reader.insert(card, faults)
    parent.hear_all("present")
    parent.order(1)
    assert parent.hear_all("failed")[-1][:3] == ("failed", 1, code)
    reader.insert(make("resident"))
    parent.hear_all("present")
    parent.order(2)
    assert parent.hear_all("reading")[-1][1] == 2


def test_other_messages_are_not_understood_and_change_nothing(parent, reader):
    reader.insert(make("resident"))
    parent.hear_all("present")
    for nonsense in (("read",), ("read", 1), ("read", "1", None), ("read", 1, "key"), "read", None, ("sing", 1)):
        parent.link.send(nonsense)
    parent.order(1)
    assert parent.hear_all("reading")[-1][1] == 1


class Asking:
    """A profile that shows its aids to the test and asks the authority."""

    def __init__(self):
        self.aids = []

    def matches(self, atr):
        return True

    def read(self, channel, progress, aids):
        self.aids.append(aids)
        for part in range(100):
            channel.transmit(bytes.fromhex("00B0000000"))
            progress(part / 100)
        if aids.authority is not None:
            aids.authority.answer(QUESTION)
        return CardReading(kind="shebao", name="x", number="1", photo=b"a face")


QUESTION = HolderQuestion(
    region="999901",
    atr=b"a",
    algorithm=1,
    card_id=b"b",
    internal_factor=b"c",
    internal_random=b"d",
    external_factor=b"e",
    external_random=b"f",
)
ANSWER = HolderAnswer(b"", b"opens")


@pytest.fixture
def asking(monkeypatch):
    profile = Asking()
    for room in (reading_room, worker):
        monkeypatch.setattr(room, "card_profiles", lambda: (profile,))
    return profile


def test_the_typed_key_and_the_trust_folder_reach_the_profile(monkeypatch, asking):
    key = DocumentKey(can="123456")
    answer = read_by(monkeypatch, LoopbackReader(make("shebao")), {"trust": "anchors"}, key=key)
    assert answer[0] == "reading"
    assert (asking.aids[0].key, asking.aids[0].trust, asking.aids[0].authority) == (key, "anchors", None)


def test_the_photo_stays_in_the_card_process(monkeypatch, asking):
    reading = read_by(monkeypatch, LoopbackReader(make("shebao")))[2]
    assert reading.photo is None
    assert reading.evidence["photo_bytes"] == "6"


def test_a_fast_card_is_not_a_flood_of_messages(monkeypatch, asking):
    monkeypatch.setattr(worker, "BEAT_S", 60.0)
    told = told_by(monkeypatch, LoopbackReader(make("shebao")), {})
    assert [message[0] for message in told] == ["present", "progress", "reading"]


def test_every_apdu_can_be_told_of_as_a_sign_of_life(monkeypatch, asking):
    monkeypatch.setattr(worker, "BEAT_S", 0.0)
    told = told_by(monkeypatch, LoopbackReader(make("shebao")), {})
    assert [message[0] for message in told].count("progress") >= 100


@pytest.mark.parametrize(
    ("answers", "kind"),
    [([("answer", 1, ANSWER)], "reading"), ([("answer", 1, None)], "failed"), ([], "failed")],
    ids=["answer", "refusal", "silence"],
)
def test_a_question_for_the_hsm_is_passed_on(monkeypatch, asking, answers, kind):
    monkeypatch.setattr(worker, "_HSM_S", 0.05)
    late = [("answer", 9, ANSWER), "nonsense"]
    told = told_by(monkeypatch, LoopbackReader(make("shebao")), {"hsm": "yes"}, *late, *answers)
    asked = next(message for message in told if message[0] == "ask")
    assert asked[1] == 1
    assert asked[2] == QUESTION
    last = told[-1]
    assert last[0] == kind
    if kind == "failed":
        assert last[2] == "card-needs-psam"


def test_while_the_hsm_thinks_the_process_shows_that_it_lives(monkeypatch, asking):
    monkeypatch.setattr(worker, "_HSM_S", 0.2)
    monkeypatch.setattr(worker, "BEAT_S", 0.01)
    told = told_by(monkeypatch, LoopbackReader(make("shebao")), {"hsm": "yes"})
    after = [message[0] for message in told[[message[0] for message in told].index("ask") + 1 :]]
    assert after.count("progress") >= 3
    assert after[-1] == "failed"


def test_without_the_option_nobody_is_asked(monkeypatch, asking):
    assert read_by(monkeypatch, LoopbackReader(make("shebao")))[0] == "reading"
    assert asking.aids[0].authority is None


def test_what_nobody_foresaw_ends_the_reading_and_takes_no_name_along(monkeypatch, asking, capfd):
    def read(channel, progress, aids):
        raise ValueError("赵桂兰 999901195202290022")

    monkeypatch.setattr(asking, "read", read)
    told = told_by(monkeypatch, LoopbackReader(make("shebao")), {})
    assert told[-1] == ("failed", 1, "card-garbled", ("ValueError",))
    assert capfd.readouterr() == ("", "")


class Upside(LoopbackReader):
    """A card laid the wrong way round."""

    def wait(self, timeout_s):
        return Present(b"", mute=True)


def test_a_card_without_answer_to_reset_may_lie_the_wrong_way_round(monkeypatch):
    told = told_by(monkeypatch, Upside(), {})
    assert told[0] == ("present", True)
    assert told[-2:] == [("hint", 1, "wrong-way"), ("failed", 1, "card-mute", ())]


@pytest.mark.parametrize("error", [CardWithdrawn, CardGarbled])
@pytest.mark.parametrize("slips", [1, 2])
def test_a_card_that_slipped_but_stayed_in_is_read_again_from_the_beginning(monkeypatch, slips, error):
    reader = Stuttering(*(error("slip") for _ in range(slips)))
    told = told_by(monkeypatch, reader, {})
    assert told[-1][0] == "reading"
    assert [message for message in told if message[0] == "hint"] == [("hint", 1, "hold-still")] * slips
    assert reader.connections == slips + 1


def test_after_two_repetitions_it_gives_up(monkeypatch):
    reader = Stuttering(*(CardWithdrawn("slip") for _ in range(9)))
    assert read_by(monkeypatch, reader) == ("failed", 1, "card-withdrawn", ())
    assert reader.connections == 3


def test_a_mute_card_is_not_tried_again(monkeypatch):
    reader = Stuttering(CardMute("silence"))
    assert read_by(monkeypatch, reader) == ("failed", 1, "card-mute", ())
    assert reader.connections == 1


def told_by(monkeypatch, reader, options, *answers, key=None):
    """Let the worker read once, then hang up; return everything it told."""
    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: reader)
    monkeypatch.setattr(worker, "_IDLE_S", 0.01)
    ours, theirs = Pipe()
    with theirs:
        with ours:
            ours.send(("read", 1, key))
            for answer in answers:
                ours.send(answer)
            told = []
            thread = threading.Thread(target=worker.serve, args=(theirs, "loopback", options))
            thread.start()
            while not told or told[-1][0] not in {"reading", "failed"}:
                assert ours.poll(DEADLINE_S)
                told.append(ours.recv())
        thread.join(DEADLINE_S)
        assert not thread.is_alive()
    return told


def read_by(monkeypatch, reader, options=None, key=None):
    """Let the worker read once; return its answer to the command."""
    return told_by(monkeypatch, reader, options or {}, key=key)[-1]


def test_a_card_exchanged_in_mid_reading_is_never_read_in_its_place(monkeypatch):
    reader = Stuttering()

    class Exchanging(GarbledCard):
        def answer(self, apdu):
            reader.insert(make("shebao", "ou"))
            return super().answer(apdu)

    reader.insert(Exchanging(make("shebao")))
    answer = read_by(monkeypatch, reader)
    assert answer[:3] == ("failed", 1, "card-withdrawn")


def test_an_order_that_came_too_late_fails_before_the_next_card_is_told(monkeypatch):
    """Else the next citizen's card would be read for the one before."""
    ours, theirs = Pipe()

    class Late(LoopbackReader):
        def wait(self, timeout_s):
            if timeout_s:
                ours.send(("read", 3, None))
                ours.send(("stop",))
                self.insert(make("shebao"))
            return super().wait(timeout_s)

    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: Late())
    with ours, theirs:
        worker.serve(theirs, "late", {})
        told = [ours.recv() for _ in range(3)]
        assert told[0] == ("absent",)
        assert told[2][:3] == ("failed", 3, "card-withdrawn")
        assert not ours.poll()


def test_while_a_card_stays_in_for_long_it_sleeps_in_the_reader_and_hears_orders_all_the_same(monkeypatch):
    naps = []

    class Drowsy(LoopbackReader):
        def wait(self, timeout_s):
            naps.append(timeout_s)
            return super().wait(0)

    monkeypatch.setattr(worker, "_AWAKE_S", -1.0)
    assert read_by(monkeypatch, Drowsy(make("resident")))[0] == "reading"
    assert naps[:2] == [0, worker._DROWSY_S]


def test_no_reader_is_told_with_its_code(monkeypatch):
    class Nowhere(LoopbackReader):
        def wait(self, timeout_s):
            return Unavailable("reader-gone")

    told = told_by(monkeypatch, Nowhere(), {})
    assert told[0] == ("unavailable", "reader-gone")
    assert told[-1][:3] == ("failed", 1, "reader-gone")


def test_while_no_card_is_in_it_sleeps_in_the_reader(monkeypatch):
    naps = []

    class Quiet(LoopbackReader):
        def wait(self, timeout_s):
            naps.append(timeout_s)
            if len(naps) == 4:
                raise EOFError
            return super().wait(0)

    monkeypatch.setattr(worker, "open_device", lambda family, driver, options: Quiet())
    ours, theirs = Pipe()
    with ours, theirs:
        worker.serve(theirs, "quiet", {})
    assert naps == [0, 60.0, 60.0, 60.0]


def test_an_unknown_driver_is_refused():
    ours, theirs = Pipe()
    with ours, theirs, pytest.raises(UnknownDriver):
        worker.serve(theirs, "no-such-driver", {})
