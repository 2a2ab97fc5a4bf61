"""One exam for every card profile: each sits it with the lab's card of its own name, over the loopback reader.

A new file in drivers/cards/ needs a lab card of the same name (drivers.lab.reader.KINDS) to be examined.
"""

import pytest

from drivers.discovery import names
from drivers.errors import CardUnknown, CardWithdrawn, DeviceError
from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.people import PEOPLE
from drivers.lab.reader import KINDS
from drivers.reading import read_card
from tests.card_bench import make, outcome, read_in

PROFILES = names("cards")
READABLE = ("shebao", "shebao-1.0", "resident", "hmt")
MOST_APDUS = {"shebao": 19, "resident": 6}


def read(kind, who="zhao", **faults):
    return read_in(LoopbackReader(make(kind, who), Faults(**faults)))


def apdus(kind):
    return int(read(kind).evidence["apdus"])


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_a_card_in_the_lab_and_reads_it(profile):
    assert profile in KINDS
    assert read(profile).kind == profile


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@pytest.mark.parametrize("kind", READABLE)
def test_everybodys_name_number_and_birth_are_read_as_they_are(kind, someone):
    said = read(kind, someone.key)
    assert (said.name, said.number, said.birth, said.sex) == (
        someone.name,
        someone.number,
        someone.birth,
        someone.sex,
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_no_more_apdus_than_the_budget(profile):
    assert apdus(profile) <= MOST_APDUS[profile]


@pytest.mark.parametrize("profile", PROFILES)
def test_progress_grows_from_above_zero_to_one(profile):
    parts = []
    with LoopbackReader(make(profile)).connect() as channel:
        read_card(channel, parts.append)
    assert parts == sorted(parts)
    assert 0 < parts[0] < parts[-1] == 1


@pytest.mark.parametrize("kind", READABLE)
def test_pulled_at_any_apdu_the_card_is_withdrawn_and_nothing_else(kind):
    for number in range(1, apdus(kind) + 1):
        with pytest.raises(CardWithdrawn):
            read(kind, pull_at=number)
    assert read(kind, pull_at=apdus(kind) + 1).name == "赵桂兰"


@pytest.mark.parametrize("kind", READABLE)
def test_silent_from_any_apdu_on_the_card_is_mute(kind):
    assert {outcome(lambda n=n: read(kind, mute_at=n)) for n in range(1, apdus(kind) + 1)} == {"card-mute"}


@pytest.mark.parametrize("kind", READABLE)
def test_a_worn_card_is_garbled(kind):
    assert outcome(lambda: read_in(LoopbackReader(GarbledCard(make(kind))))) == "card-garbled"


@pytest.mark.parametrize("kind", READABLE)
def test_exchanged_at_any_apdu_two_people_are_never_mixed(kind):
    reader = LoopbackReader()

    class Slippery:
        """A card whose holder's hand exchanges it while it answers command number `at`."""

        def __init__(self, at):
            self.card, self.atr, self.at, self.number = make(kind), make(kind).atr, at, 0

        def reset(self):
            self.card.reset()

        def answer(self, apdu):
            self.number += 1
            answer = self.card.answer(apdu)
            if self.number == self.at:
                reader.insert(make(kind, "ou"))
            return answer

    for number in range(1, apdus(kind) + 1):
        reader.insert(Slippery(number))
        assert outcome(lambda: read_in(reader)) == "card-withdrawn"
        assert read_in(reader).name == "欧䶮𬭎"


def test_a_strange_card_is_unknown():
    with pytest.raises(CardUnknown):
        read("strange")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_refusal_and_no_repr_holds_a_person(kind):
    readers = [LoopbackReader(make(kind, "li"), Faults(pull_at=number)) for number in range(1, 19)]
    for reader in (*readers, LoopbackReader(make(kind, "li")), LoopbackReader(GarbledCard(make(kind, "li")))):
        try:
            said = repr(read_in(reader))
        except DeviceError as error:
            said = f"{error!r} {error.__cause__!r} {error.__context__!r}"
        assert "李" not in said
        assert "19620615" not in said
