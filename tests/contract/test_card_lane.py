"""The card lane as the terminal runs it: a child process, the real pcscd, virtual cards that misbehave."""

import pytest

from drivers.lab.reader import LabReader
from drivers.readers.worker import serve
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

    def read(self, deadline_s=READING_S):
        self.readings += 1
        self.lane.say(("read", self.readings))
        self.lane.expect(deadline_s)
        answer = self.hear("reading", "failed", "died")
        self.lane.met()
        assert answer[0] == "died" or answer[1] == self.readings
        return answer[-1]

    def close(self):
        self.lane.stop()
        self.lab.command(["remove"])


@pytest.fixture(scope="module")
def service():
    with pcscd() as service:
        yield service


@pytest.fixture(scope="module")
def lab(service):
    """Return the lab's one hand: it knows how long the virtual reader must rest between two cards."""
    return LabReader(service)


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
    "words", ["shebao --pull-at 1", "shebao --pull-at 9", "shebao --pull-at 17", "resident --pull-at 3"]
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
        ("shebao-3.0", "card-needs-psam"),
    ],
)
def test_a_card_that_cannot_be_read_says_why_and_the_next_one_reads(terminal, words, code):
    terminal.insert(words)
    assert terminal.read() == code
    terminal.remove()
    terminal.insert("shebao")
    assert terminal.read().name == "赵桂兰"


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
    terminal.lane.say(("read", 1))
    terminal.hear("progress")
    terminal.lab.command(["remove"])
    assert terminal.hear("failed", "died") == ("failed", 1, "card-withdrawn")
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
    assert terminal.read() == "reader-gone"
    terminal.service.start()
    terminal.hear("present")
    assert terminal.read().name == "赵桂兰"
    terminal.remove()
