"""The lab's card reader: words in, a card in the virtual reader out."""

import time

import pytest

from drivers.lab import reader as lab_reader
from drivers.lab.reader import KINDS, LabReader
from drivers.lab.vpcd import READER


class StandInService:
    """A pcscd that needs no port."""

    def __init__(self):
        self.log = []

    def start(self):
        self.log.append("start")

    def stop(self):
        self.log.append("stop")


@pytest.fixture
def service():
    return StandInService()


@pytest.fixture
def lab(service, monkeypatch):
    monkeypatch.setattr(lab_reader, "_REST_S", 0.05)
    reader = LabReader(service)
    yield reader
    reader.stop()


def test_starting_tells_the_terminal_which_reader_to_use(lab, service):
    assert lab.start() == {"reader.name": READER}
    assert service.log == ["start"]


def test_the_reader_is_empty_at_first(lab):
    assert lab.state() == {"card": None, "person": None}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_card_can_be_put_in(lab, kind):
    assert lab.command(["insert", kind]) == {"card": kind, "person": "zhao"}


@pytest.mark.parametrize("who", ["ou", "欧䶮𬭎"])
def test_a_card_is_somebodys(lab, who):
    assert lab.command(["insert", "shebao", "--person", who]) == {"card": "shebao", "person": "ou"}


def test_removing_empties_the_reader_and_may_be_repeated(lab):
    lab.command(["insert", "shebao"])
    for _ in range(2):
        assert lab.command(["remove"]) == {"card": None, "person": None}


def test_a_new_card_takes_the_place_of_the_old_one_after_the_readers_rest(lab):
    lab.command(["insert", "shebao"])
    begun = time.monotonic()
    assert lab.command(["insert", "resident", "--person", "li"]) == {"card": "resident", "person": "li"}
    assert time.monotonic() - begun >= 0.05


def test_faults_are_taken(lab):
    words = "insert shebao --pull-at 3 --mute-at 9 --slow 20 --garbage"
    assert lab.command(words.split()) == {"card": "shebao", "person": "zhao"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "eject",
        "insert",
        "insert passport",
        "insert shebao --person nobody",
        "insert shebao --pull-at soon",
        "insert shebao --person",
        "remove now",
        "--help",
    ],
)
def test_other_words_are_told_what_would_be_understood(lab, words):
    with pytest.raises(ValueError, match=r"usage|there are"):
        lab.command(words.split())
    assert lab.state() == {"card": None, "person": None}


def test_stopping_takes_the_card_out_and_may_be_repeated(lab, service):
    lab.command(["insert", "shebao"])
    lab.stop()
    assert lab.state() == {"card": None, "person": None}
    assert service.log == ["stop"]
