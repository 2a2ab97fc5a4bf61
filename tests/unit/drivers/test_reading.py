"""Which profile reads the card that is there, and how a card that slips is read again."""

import pytest

from drivers import reading
from drivers.errors import CardGarbled, CardKeyWrong, CardMute, CardUnknown, CardWithdrawn
from drivers.lab.cards.loopback import LoopbackReader
from drivers.protocols import NO_AIDS, ReadingAids
from drivers.reading import READINGS, Watch, read_card, read_in
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

    def read(self, channel, progress, aids):
        self.log.append(self.name)
        channel.transmit(b"\x00\xa4\x00\x00")
        if self.error:
            raise self.error
        return CardReading(kind=self.name, name="x", number="1", photo=b"jpeg", evidence={"layout": "y"})


def reading_by(monkeypatch, *profiles):
    monkeypatch.setattr(reading, "card_profiles", lambda: profiles)
    return read_card(script("9000", "9000", "9000"), lambda part: None)


@pytest.mark.parametrize(("kind", "profile"), [("shebao", "shebao"), ("resident", "resident"), ("hmt", "hmt")])
def test_each_card_is_read_by_its_profile(kind, profile):
    said = read(make(kind))
    assert (said.kind, said.name) == (profile, "赵桂兰")
    assert int(said.evidence["apdus"]) <= 19
    assert float(said.evidence["ms"]) >= 0


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
    assert said.evidence["photo_bytes"] == "4"


def test_a_profile_that_knows_the_card_has_the_last_word(monkeypatch):
    log = []
    with pytest.raises(CardGarbled):
        reading_by(monkeypatch, Profile("a", log, error=CardGarbled("torn")), Profile("b", log))
    assert log == ["a"]


def test_a_card_nobody_knows_is_unknown():
    with pytest.raises(CardUnknown):
        read(make("strange"))


class Clumsy:
    """A profile that fails its first attempts, and the attempts it was given."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.attempts = []

    def matches(self, atr):
        return True

    def read(self, channel, progress, aids):
        self.attempts.append(aids.attempt)
        channel.transmit(b"\x00\xa4\x00\x00")
        if self.errors:
            raise self.errors.pop(0)
        return CardReading(kind="clumsy", name="x", number="1")


def read_again(monkeypatch, profile, *, again=lambda error: True, aids=NO_AIDS):
    monkeypatch.setattr(reading, "card_profiles", lambda: (profile,))
    return read_in(LoopbackReader(make("shebao")), aids, Watch(again=again))


@pytest.mark.parametrize("error", [CardWithdrawn, CardGarbled])
def test_a_card_that_slips_or_stutters_is_read_again_more_gently(monkeypatch, error):
    profile = Clumsy(error("once"), error("twice"))
    said = read_again(monkeypatch, profile)
    assert profile.attempts == [0, 1, 2]
    assert (said.evidence["attempt"], said.evidence["apdus"]) == ("2", "1")


def test_gentler_from_the_start_when_asked_to(monkeypatch):
    profile = Clumsy(CardGarbled("once"))
    assert read_again(monkeypatch, profile, aids=ReadingAids(attempt=1)).evidence["attempt"] == "2"


def test_after_two_repetitions_the_last_error_stands(monkeypatch):
    profile = Clumsy(*(CardGarbled("torn") for _ in range(9)))
    with pytest.raises(CardGarbled):
        read_again(monkeypatch, profile)
    assert len(profile.attempts) == READINGS == 3


def test_a_card_that_is_not_there_any_more_is_not_read_again(monkeypatch):
    profile, asked = Clumsy(CardWithdrawn("slip")), []
    with pytest.raises(CardWithdrawn):
        read_again(monkeypatch, profile, again=asked.append)
    assert len(profile.attempts) == len(asked) == 1


@pytest.mark.parametrize("error", [CardMute, CardKeyWrong, CardUnknown])
def test_what_another_attempt_cannot_mend_is_not_tried_again(monkeypatch, error):
    profile = Clumsy(error("no"))
    with pytest.raises(error):
        read_again(monkeypatch, profile)
    assert profile.attempts == [0]


def test_the_watcher_hears_before_each_apdu_and_the_journal_keeps_it():
    sent, watch = [], None
    watch = Watch(sending=lambda: sent.append(len(watch.journal.tail())))
    said = read_in(LoopbackReader(make("shebao")), NO_AIDS, watch)
    assert sent == list(range(int(said.evidence["apdus"])))
    assert len(watch.journal.tail()) == len(sent)


def test_an_apdu_without_answer_is_journalled_too(monkeypatch):
    class Torn(LoopbackReader):
        def _exchange(self, *_):
            raise CardWithdrawn("gone")

    watch = Watch()
    with pytest.raises(CardWithdrawn):
        read_in(Torn(make("shebao")), NO_AIDS, watch)
    assert watch.journal.tail(1)[0].endswith("-> none")
