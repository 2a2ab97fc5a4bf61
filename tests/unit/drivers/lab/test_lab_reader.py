"""The lab's card reader: words in, a card in the virtual reader out."""

import threading
import time
from pathlib import Path

import pytest

from drivers.lab import reader as lab_reader
from drivers.lab.reader import KINDS, LabReader
from drivers.lab.vpcd import PSAM_READER, READER
from tests.card_bench import make

EMPTY = {"card": None, "person": None, "psam": False}


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
    told = lab.start()
    assert told == {"reader.name": READER, "reader.psam": PSAM_READER, "reader.trust": told["reader.trust"]}
    assert service.log == ["start"]


def test_the_reader_is_empty_at_first(lab):
    assert lab.state() == EMPTY


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_card_can_be_put_in(lab, kind):
    assert {"card": kind, "person": "zhao", "psam": False}.items() <= lab.command(["insert", kind]).items()


@pytest.mark.parametrize("who", ["ou", "欧䶮𬭎"])
def test_a_card_is_somebodys(lab, who):
    assert lab.command(["insert", "shebao", "--person", who]) == {"card": "shebao", "person": "ou", "psam": False}


def test_removing_empties_the_reader_and_may_be_repeated(lab):
    lab.command(["insert", "shebao"])
    for _ in range(2):
        assert lab.command(["remove"]) == EMPTY


def test_a_new_card_takes_the_place_of_the_old_one_after_the_readers_rest(lab):
    lab.command(["insert", "shebao"])
    begun = time.monotonic()
    assert lab.command(["insert", "resident", "--person", "li"]) == {"card": "resident", "person": "li", "psam": False}
    assert time.monotonic() - begun >= 0.05


def test_faults_are_taken(lab):
    words = "insert shebao --pull-at 3 --mute-at 9 --slow 20 --bad-mac 4 --swap-at 5 --swap-to li --garbage"
    assert lab.command(words.split()) == {"card": "shebao", "person": "zhao", "psam": False}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "eject",
        "insert",
        "insert library",
        "insert shebao --swap-at 3 --swap-to nobody",
        "psam",
        "psam eject",
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
    assert lab.state() == EMPTY


def test_stopping_takes_the_card_out_and_may_be_repeated(lab, service):
    lab.command(["insert", "shebao"])
    lab.stop()
    assert lab.state() == EMPTY
    assert service.log == ["stop"]


def test_the_psam_is_in_from_the_start_and_can_be_taken_out_and_put_back(lab):
    lab.start()
    assert lab.state() == EMPTY | {"psam": True}
    assert lab.command(["psam", "remove"]) == EMPTY
    assert lab.command(["psam", "insert"]) == EMPTY | {"psam": True}
    lab.stop()
    assert lab.state() == EMPTY


def test_the_psam_lies_in_a_slot_of_its_own(lab):
    lab.start()
    lab.command(["insert", "shebao3"])
    assert lab.command(["psam", "remove"]) == {"card": "shebao3", "person": "zhao", "psam": False}


@pytest.mark.parametrize(("words", "other"), [("", "ouyang"), (" --swap-to ou", "ou"), (" --person ouyang", "zhao")])
def test_a_swap_brings_a_card_of_the_same_kind_and_another_person(lab, monkeypatch, words, other):
    put = []
    monkeypatch.setattr(lab_reader, "Insertion", lambda card, faults, port: put.append(faults) or Put())
    lab.command(f"insert shebao --swap-at 2{words}".split())
    assert put[0].swap_at == 2
    assert put[0].swap_to.atr == make("shebao", other).atr


class Put:
    """An insertion that needs no port."""

    over_at = 0.0

    def __init__(self):
        self.over = threading.Event()

    def pull(self):
        self.over.set()


def test_a_travel_document_tells_what_is_printed_on_it(lab):
    said = lab.command(["insert", "passport"])
    assert (said["mrz"], said["can"]) == ("E09990001852022903505311", "136901")
    assert lab.command(["insert", "shebao"]).keys() == EMPTY.keys()


def test_the_anchors_of_the_labs_cards_lie_in_a_folder_until_it_stops(lab):
    folder = Path(lab.start()["reader.trust"])
    assert sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.cer")) == [
        "csca/CN.cer",
        "csca/UT.cer",
        "technicians/demonstration.cer",
    ]
    lab.stop()
    assert not folder.exists()
