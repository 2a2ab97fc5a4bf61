"""The card desk between the card process and the attendant, with the process played by hand."""

import datetime as dt

import pytest

from config.schema import DeviceChoice
from drivers.protocols import HolderAnswer, HolderQuestion
from drivers.readers import worker
from drivers.types import CardReading, DocumentKey
from kiosk.app import card_desk
from kiosk.app.card_desk import CardDesk
from kiosk.domain.errands import ReadCard
from kiosk.domain.reports import (
    CardFailed,
    CardHint,
    CardInserted,
    CardRead,
    CardRemoved,
    ReaderChanged,
    ReadingProgress,
)

READING = CardReading(kind="shebao", name="赵桂兰", number="999901195202290022", birth=dt.date(1952, 2, 29))
KEY = DocumentKey(can="123456")


class Lane:
    """Fits ProcessLane: keeps what it was told, says what the test wants."""

    def __init__(self, name, post, target, args, *, heard, died, disposable):
        self.args, self.heard, self.died, self.disposable = args, heard, died, disposable
        self.said, self.deadline, self.renewals, self.stopped = [], None, 0, False

    def say(self, message):
        self.said.append(message)

    def expect(self, deadline_s, *, silence_s):
        self.deadline = (deadline_s, silence_s)

    def met(self):
        self.deadline = None

    def renew(self):
        self.met()
        self.renewals += 1

    def stop(self):
        self.stopped = True


class Desk:
    def __init__(self, options, hsm=None):
        self.reports = []
        choice = DeviceChoice(driver="pcsc", options=options)
        post = lambda call: call()  # noqa: E731
        self.desk = CardDesk(choice, post, self.reports.append, lambda: dt.date(2026, 11, 21), hsm)
        self.lane = self.desk._lane

    def hear(self, *message):
        """Let the process say this; return the reports that came of it."""
        before = len(self.reports)
        self.lane.heard(message)
        return self.reports[before:]

    def read(self, visit, key=None):
        self.desk.read(ReadCard(visit, key))
        return self.lane.said[-1][1]


@pytest.fixture
def open_desk(monkeypatch):
    monkeypatch.setattr(card_desk, "ProcessLane", Lane)
    return Desk


@pytest.fixture
def desk(open_desk):
    desk = open_desk({"name": "Virtual PCD"})
    desk.hear("present", False)
    desk.reports.clear()
    return desk


def test_a_card_is_told_once_and_its_removal_too(open_desk):
    desk = open_desk({})
    assert desk.hear("absent") == [ReaderChanged("")]
    assert desk.hear("present", False) == [ReaderChanged(""), CardInserted()]
    assert desk.hear("present", False) == [ReaderChanged("")]
    assert desk.hear("absent") == [ReaderChanged(""), CardRemoved()]
    assert desk.hear("absent") == [ReaderChanged("")]
    assert desk.hear("present", True)[-1] == CardInserted(mute=True)
    assert desk.hear("unavailable", "reader-gone") == [ReaderChanged("reader-gone")]
    assert desk.hear("present", False)[-1] == CardInserted()


def test_the_order_carries_the_key_and_two_deadlines(desk):
    order = desk.read(7, KEY)
    assert desk.lane.said == [("read", order, KEY)]
    total_s, silence_s = desk.lane.deadline
    assert total_s == 15
    assert silence_s - worker.BEAT_S >= 1.8
    assert silence_s <= 2.2


def test_what_the_process_tells_becomes_reports_of_the_visit(desk):
    order = desk.read(7)
    assert desk.hear("progress", order, 0.5) == [ReadingProgress(7, 0.5)]
    assert desk.hear("hint", order, "hold-still") == [CardHint(7, "hold-still")]
    (read,) = desk.hear("reading", order, READING)
    assert isinstance(read, CardRead)
    assert (read.visit, read.identity.name) == (7, "赵桂兰")
    assert desk.lane.deadline is None


def test_a_failure_keeps_the_journal_for_a_technician_until_the_visit_is_over(desk):
    order = desk.read(7)
    assert desk.hear("failed", order, "card-garbled", ("1.0 ms 00A40400 -> 0 6A82",)) == [CardFailed(7, "card-garbled")]
    assert desk.lane.deadline is None
    assert desk.desk.journal == ("1.0 ms 00A40400 -> 0 6A82",)
    desk.desk.forget()
    assert desk.desk.journal == ()


def test_a_card_that_proves_nobody_is_a_failure(desk):
    order = desk.read(7)
    flawed = CardReading(kind="shebao", name="", number="", flaw="card-needs-psam")
    assert desk.hear("reading", order, flawed) == [CardFailed(7, "card-needs-psam")]


def test_answers_to_earlier_orders_are_void(desk):
    first = desk.read(7)
    second = desk.read(7)
    assert first != second
    for message in (("reading", first, READING), ("failed", first, "card-mute", ()), ("progress", first, 1.0)):
        assert desk.hear(*message) == []
    assert desk.lane.deadline is not None
    assert len(desk.hear("reading", second, READING)) == 1
    assert desk.hear("failed", second, "card-mute", ()) == []


def test_an_order_that_crossed_the_cards_removal_fails_at_once(desk):
    desk.hear("absent")
    desk.reports.clear()
    desk.desk.read(ReadCard(7))
    assert desk.reports == [CardFailed(7, "card-withdrawn")]
    assert desk.lane.said == []


@pytest.mark.parametrize("message", [("absent",), ("unavailable", "reader-gone")])
def test_a_card_that_leaves_takes_the_deadline_along(desk, message):
    order = desk.read(7)
    desk.hear(*message)
    assert desk.lane.deadline is None
    assert desk.hear("failed", order, "card-withdrawn", ()) == []


def test_a_process_that_had_to_be_killed_had_a_mute_card(desk):
    desk.read(7)
    desk.lane.died()
    assert desk.reports == [CardFailed(7, "card-mute")]
    assert desk.hear("present", False) == [ReaderChanged("")]


def test_a_process_that_dies_by_itself_is_a_reader_that_is_gone(desk):
    desk.lane.died()
    assert desk.reports == [ReaderChanged("reader-gone")]


def test_the_process_that_read_a_person_is_replaced_once_when_the_visit_is_over(desk):
    desk.desk.forget()
    assert desk.lane.renewals == 0, "nobody was read"
    order = desk.read(7)
    desk.hear("reading", order, READING)
    desk.desk.forget()
    desk.desk.forget()
    assert desk.lane.renewals == 1
    desk.reports.clear()
    assert desk.hear("present", False) == [ReaderChanged("")], "the card that was left in is not laid down anew"
    assert desk.hear("absent")[-1] == CardRemoved()


def test_a_reading_that_is_under_way_when_the_visit_ends_is_forgotten_too(desk):
    order = desk.read(7)
    desk.desk.forget()
    assert desk.lane.renewals == 1
    assert desk.lane.deadline is None
    assert desk.hear("reading", order, READING) == []


QUESTION = HolderQuestion(
    region="999901",
    atr=b"",
    algorithm=1,
    card_id=b"",
    internal_factor=b"",
    internal_random=b"",
    external_factor=b"",
    external_random=b"",
)


def test_a_question_goes_to_the_hsm_and_its_answer_back(open_desk):
    asked = []
    desk = open_desk({"hsm": "yes"}, lambda question, answered: asked.append((question, answered)))
    desk.hear("present", False)
    assert desk.lane.args[1] == {"hsm": "yes"}
    order = desk.read(7)
    assert desk.hear("ask", order, QUESTION) == []
    ((question, answered),) = asked
    assert question is QUESTION
    answer = HolderAnswer(b"", b"opens")
    answered(answer)
    assert desk.lane.said[-1] == ("answer", order, answer)
    desk.desk.forget()
    answered(answer)
    assert desk.lane.said.count(("answer", order, answer)) == 1, "too late: nobody waits for it"


def test_a_terminal_without_hsm_does_not_let_its_reader_ask(open_desk):
    desk = open_desk({"hsm": "yes", "name": "ACS"})
    desk.hear("present", False)
    assert desk.lane.args[1] == {"name": "ACS"}
    order = desk.read(7)
    desk.hear("ask", order, QUESTION)
    assert desk.lane.said[-1] == ("answer", order, None)


def test_closing_stops_a_process_that_has_nothing_to_put_in_order(desk):
    desk.desk.close()
    assert desk.lane.stopped
    assert desk.lane.disposable
