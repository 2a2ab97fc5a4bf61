"""Which profile reads the card that is there."""

import pytest

from drivers import reading
from drivers.errors import CardGarbled, CardNeedsPsam, CardUnknown
from drivers.lab.cards.loopback import LoopbackReader
from drivers.reading import read_card
from drivers.types import CardReading
from tests.card_bench import make, script


def read(card):
    with LoopbackReader(card).connect() as channel:
        return read_card(channel, lambda part: None)


class Profile:
    """Fits CardProfile: sends one APDU, then does as told."""

    def __init__(self, name, log, atr=None, error=None):
        self.name, self.log, self.atr, self.error = name, log, atr, error

    def matches(self, atr):
        return atr == self.atr

    def read(self, channel, progress):
        self.log.append(self.name)
        channel.transmit(b"\x00\xa4\x00\x00")
        if self.error:
            raise self.error
        return CardReading(kind=self.name, name="x", number="1", evidence={"layout": "y"})


def reading_by(monkeypatch, *profiles):
    monkeypatch.setattr(reading, "card_profiles", lambda: profiles)
    return read_card(script("9000", "9000", "9000"), lambda part: None)


@pytest.mark.parametrize(
    ("kind", "profile", "apdus"),
    [
        ("shebao", "shebao", "17"),
        ("shebao-1.0", "shebao", "17"),
        ("resident", "resident", "3"),
        ("hmt", "resident", "3"),
    ],
)
def test_each_card_is_read_by_its_profile_with_few_apdus(kind, profile, apdus):
    said = read(make(kind))
    assert (said.kind, said.name, said.number) == (profile, "赵桂兰", "999901195202290022")
    assert said.evidence["apdus"] == apdus
    assert said.evidence["ms"].isdigit()


@pytest.mark.parametrize("kind", ["shebao", "resident"])
def test_a_card_with_a_foreign_atr_is_found_by_trying(kind):
    card = make(kind)
    card.atr = b"\x3b\x00"
    assert read(card).kind == kind


def test_the_atr_decides_who_tries_first(monkeypatch):
    log = []
    far, near = Profile("far", log), Profile("near", log, atr=b"\x3b\x00")
    assert reading_by(monkeypatch, far, near).kind == "near"
    assert log == ["near"]


def test_evidence_counts_what_was_tried_in_vain_and_keeps_the_profiles_own(monkeypatch):
    log = []
    said = reading_by(monkeypatch, Profile("a", log, error=CardUnknown("no")), Profile("b", log))
    assert log == ["a", "b"]
    assert said.evidence["apdus"] == "2"
    assert said.evidence["layout"] == "y"


def test_a_profile_that_knows_the_card_has_the_last_word(monkeypatch):
    log = []
    with pytest.raises(CardGarbled):
        reading_by(monkeypatch, Profile("a", log, error=CardGarbled("torn")), Profile("b", log))
    assert log == ["a"]


def test_a_card_nobody_knows_is_unknown():
    with pytest.raises(CardUnknown):
        read(make("strange"))


def test_a_card_of_specification_3_says_that_it_needs_a_psam():
    with pytest.raises(CardNeedsPsam):
        read(make("shebao-3.0"))
