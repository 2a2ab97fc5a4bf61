"""The card lane as the terminal runs it: a child process, the real pcscd, virtual cards that misbehave."""

import datetime as dt
import os
from pathlib import Path

import pytest

from config.schema import DeviceChoice
from drivers.lab.cards.card import Faults
from drivers.lab.cards.emrtd import travel_card
from drivers.lab.documents import travel_document
from drivers.lab.people import person
from drivers.lab.reader import LabReader
from drivers.lab.vpcd import Insertion
from drivers.readers.worker import serve
from drivers.types import DocumentKey
from kiosk.app.card_desk import CardDesk
from kiosk.domain.errands import ReadCard
from kiosk.domain.reports import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.runtime.process_lane import ProcessLane
from tests.main_loop import MainLoop
from tests.pcscd_service import pcscd

pytestmark = pytest.mark.pcscd

READING_S = 10.0
SILENCE_S = 0.5


class Terminal:
    """The parent's side of the lane, and the citizen's hand."""

    def __init__(self, service, lab):
        self.service = service
        self.lab = lab
        self.loop = MainLoop()
        self.told = []
        self.readings = 0
        self.lane = ProcessLane(
            "card",
            self.loop.post,
            serve,
            ("pcsc", {"name": "Virtual PCD 00 00"}),
            heard=self.told.append,
            died=lambda: self.told.append(("died",)),
            disposable=True,
        )

    def hear(self, *kinds):
        """Return the next message of one of these kinds; those before it are forgotten."""
        self.loop.until(lambda: any(message[0] in kinds for message in self.told))
        while (message := self.told.pop(0))[0] not in kinds:
            pass
        return message

    def insert(self, words):
        self.lab.command(["insert", *words.split()])
        assert self.hear("present") == ("present", False)

    def remove(self):
        self.lab.command(["remove"])
        self.hear("absent")

    def order(self, silence_s=READING_S, key=None):
        self.readings += 1
        self.lane.expect(READING_S, silence_s=silence_s)
        self.lane.say(("read", self.readings, key))

    def read(self, silence_s=READING_S, key=None):
        self.order(silence_s, key)
        answer = self.hear("reading", "failed", "died")
        self.lane.met()
        assert answer[0] == "died" or answer[1] == self.readings
        return answer[0] if answer[0] == "died" else answer[2]

    def child(self):
        """Return the card process's number."""
        ours = f"/proc/{os.getpid()}/task/{self.lane._thread.native_id}/children"
        (pid,) = Path(ours).read_text("ascii").split()
        return int(pid)

    def close(self):
        self.lane.stop()
        self.lab.command(["remove"])


def holdings(pid):
    """Return how many files and threads a process has."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    threads = next(line for line in status.splitlines() if line.startswith("Threads:"))
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), threads


@pytest.fixture(scope="module")
def service():
    with pcscd() as service:
        yield service


@pytest.fixture(scope="module")
def lab(service):
    """Return the lab's one hand: it knows how long the virtual reader must rest between two cards."""
    return LabReader(service)


@pytest.fixture
def passport(terminal):
    """Lay a passport in, with faults; returns the key that is printed on it."""
    document = travel_document("passport", person("zhao"))
    laid = []

    def lay(**faults):
        laid.append(Insertion(travel_card("passport", person("zhao")), Faults(**faults)))
        terminal.hear("present")
        return DocumentKey(mrz=document.mrz)

    yield lay
    for insertion in laid:
        insertion.pull()
        terminal.hear("absent")


@pytest.fixture
def terminal(service, lab):
    terminal = Terminal(service, lab)
    terminal.hear("absent")
    yield terminal
    terminal.close()


@pytest.mark.parametrize(
    ("words", "name"), [("shebao --person ou", "欧䶮𬭎"), ("resident --person ayi", "阿依古丽·买买提")]
)
def test_a_card_is_read_and_its_removal_noticed(terminal, words, name):
    terminal.insert(words)
    assert terminal.read().name == name
    assert terminal.read().name == name
    terminal.remove()


@pytest.mark.parametrize(
    "words", ["shebao --pull-at 1", "shebao --pull-at 9", "shebao --pull-at 14", "resident --pull-at 2"]
)
def test_a_card_pulled_in_mid_reading_is_withdrawn_and_the_next_one_reads(terminal, words):
    terminal.insert(words)
    assert terminal.read() == "card-withdrawn"
    terminal.hear("absent")
    terminal.insert("resident")
    assert terminal.read().name == "赵桂兰"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("shebao --garbage", "card-garbled"),
        ("resident --garbage", "card-garbled"),
        ("strange", "card-unknown"),
    ],
)
def test_a_card_that_cannot_be_read_says_why_and_the_next_one_reads(terminal, words, code):
    terminal.insert(words)
    assert terminal.read() == code
    terminal.remove()
    terminal.insert("shebao")
    assert terminal.read().name == "赵桂兰"


def test_a_card_of_specification_3_says_its_number_alone_without_a_psam(terminal):
    terminal.insert("shebao3")
    said = terminal.read()
    assert (said.name, said.card_number, said.flaw) == ("", "A00000011", "card-needs-psam")
    terminal.remove()


def test_a_mute_card_costs_one_worker_and_nothing_else(terminal):
    terminal.insert("shebao --mute-at 5")
    assert terminal.read(SILENCE_S) == "died"
    terminal.hear("present")
    assert terminal.read() == "card-mute", "the next worker is refused at once, not blocked"
    terminal.remove()
    terminal.insert("resident --person ou")
    assert terminal.read().name == "欧䶮𬭎"


def test_a_mute_card_pulled_before_the_deadline_costs_nothing(terminal):
    terminal.insert("shebao --mute-at 5")
    terminal.order()
    terminal.hear("progress")
    terminal.lab.command(["remove"])
    assert terminal.hear("failed", "died")[:3] == ("failed", 1, "card-withdrawn")
    terminal.hear("absent")


def test_a_slow_card_is_read_in_its_own_time(terminal):
    terminal.insert("shebao --slow 20")
    assert terminal.read().name == "赵桂兰"


@pytest.mark.parametrize("kill", [False, True], ids=["restart", "crash"])
def test_the_service_may_go_and_come_back(terminal, kill):
    if not terminal.service.owned:
        pytest.skip("this machine runs a pcscd of its own, which is not ours to stop")
    terminal.insert("shebao")
    assert terminal.read().name == "赵桂兰"
    terminal.service.halt(kill=kill)
    assert terminal.hear("unavailable") == ("unavailable", "reader-gone")
    terminal.service.start()
    terminal.hear("present")
    assert terminal.read().name == "赵桂兰"
    terminal.remove()


def test_a_stutter_is_read_again_and_the_hand_is_told_to_hold_still(terminal):
    terminal.insert("shebao --bad-mac 3")
    terminal.order()
    assert terminal.hear("hint", "reading", "failed")[2] == "hold-still"
    assert terminal.hear("reading", "failed")[2].name == "赵桂兰"


def test_a_passport_is_read_with_what_is_printed_on_it_and_its_photo_stays_in_the_process(terminal, passport):
    key = passport()
    assert terminal.read() == "card-needs-key"
    reading = terminal.read(key=key)
    assert (reading.kind, reading.photo) == ("passport", None)
    assert int(reading.evidence["photo_bytes"]) > 1000
    assert terminal.read(key=DocumentKey(mrz="X12345678452022919350531" + "0")) == "card-key-wrong"


def test_a_passport_that_answers_one_wrong_mac_is_read_again_with_short_apdus(terminal, passport):
    reading = terminal.read(key=passport(bad_mac_at=6))
    assert reading.evidence["attempt"] == "1"
    assert int(reading.evidence["apdus"]) > 20


@pytest.mark.parametrize("number", [2, 4, 7])
def test_a_passport_pulled_in_mid_reading_is_withdrawn(terminal, passport, number):
    assert terminal.read(key=passport(pull_at=number)) == "card-withdrawn"


def test_a_card_that_stays_in_while_the_process_is_renewed_is_told_again(terminal):
    terminal.insert("shebao --person ou")
    assert terminal.read().name == "欧䶮𬭎"
    terminal.lane.renew()
    assert terminal.hear("present", "absent", "died") == ("present", False)
    assert terminal.read().name == "欧䶮𬭎"
    terminal.remove()
    terminal.lane.renew()
    assert terminal.hear("present", "absent", "died") == ("absent",)


def test_when_a_visit_is_over_another_process_watches_the_card_that_was_left_in(service, lab):
    loop, told = MainLoop(), []
    choice = DeviceChoice(driver="pcsc", options={"name": "Virtual PCD 00 00"})
    desk = CardDesk(choice, loop.post, told.append, lambda: dt.date(2026, 11, 21))

    def until(kind):
        loop.until(lambda: any(isinstance(report, kind) for report in told))

    until(ReaderChanged)
    lab.command(["insert", "shebao"])
    until(CardInserted)
    desk.read(ReadCard(1))
    until(CardRead)
    told.clear()
    desk.forget()
    until(ReaderChanged)
    assert told == [ReaderChanged("")], "the same card is not laid down twice"
    desk.read(ReadCard(2))
    until(CardRead)
    lab.command(["remove"])
    until(CardRemoved)
    desk.close()


def test_the_service_may_die_again_and_again_and_nothing_is_left_over(terminal):
    if not terminal.service.owned:
        pytest.skip("this machine runs a pcscd of its own, which is not ours to stop")
    child = terminal.child()
    before = None
    for _ in range(4):
        terminal.service.halt(kill=True)
        terminal.hear("unavailable")
        terminal.service.start()
        terminal.hear("absent")
        before = before or holdings(child)
        assert holdings(child) == before
