"""One exam for every card the lab has, over the loopback reader: right, frugal, and unharmed by anything a hand can do.

A new file in drivers/cards/ needs a card of its own in drivers.lab.cards.kinds to be examined.
"""

import importlib
import random

import pytest

from drivers.discovery import names
from drivers.errors import CardUnknown, CardWithdrawn, DeviceError
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.people import PEOPLE, person
from drivers.lab.pki import lab_pki
from drivers.reading import read_card
from drivers.types import CardReading, Trust
from tests.card_bench import SAID, Bench, aids_for, bare, is_told_by, make, read_in

READABLE = tuple(SAID)
ANSWERED = ("bad_mac_at", "garbage", "swap_at")
"""The faults after which the card still answers."""
MOST_APDUS = {
    **dict.fromkeys(("shebao", "shebao1", "shebao2"), 19),
    "shebao3": 23,
    **dict.fromkeys(("resident", "hmt", "foreigner2017", "foreigner2023"), 6),
    "passport": 7,
    "passport-pace": 14,  # with MRZ and CAN: BAC is tried first; 11 with the CAN alone
    **dict.fromkeys(("permit-hk", "permit-tw", "permit-cs", "permit-cd"), 8),
    **dict.fromkeys(("technician", "helper"), 12),
}
"""Those of profiles that were tried before are counted: nothing in an ATR tells a technician's card."""


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust")
    lab_pki().write_trust(folder)
    return folder


@pytest.fixture(scope="module")
def bench(request, trust):
    """Two people's cards of the kind that is examined."""
    return Bench(request.param, trust)


@pytest.fixture(scope="module")
def truths(bench):
    return [bare(truth) for truth in bench.truths()]


every_kind = pytest.mark.parametrize("bench", READABLE, indirect=True)


@pytest.mark.parametrize("name", names("cards"))
def test_every_profile_has_a_card_in_the_lab_and_reads_it(name, trust):
    profile = importlib.import_module(f"drivers.cards.{name}").PROFILE
    assert [kind for kind in READABLE if reads(profile, make(kind), trust)] != []


def reads(profile, card, trust):
    try:
        with LoopbackReader(card).connect() as channel:
            return profile.read(channel, lambda part: None, aids_for(card, trust)).kind
    except DeviceError:
        return None


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@every_kind
def test_everybody_is_read_as_they_are(bench, someone):
    said = bench.read(someone.key)
    assert said.kind == SAID[bench.kind]
    assert said.flaw == ""
    assert said.name == someone.name or said.latin_name.replace("<", " ") == someone.latin_name
    assert said.birth == (None if said.kind in {"technician", "helper"} else someone.birth)
    if said.kind in {"shebao", "resident"}:
        assert (said.number, said.sex) == (someone.number, someone.sex)


@every_kind
def test_nothing_but_a_proven_chip_is_verified(bench):
    proven = {"shebao": Trust.UNVERIFIED} | dict.fromkeys(("resident", "hmt", "foreigner"), Trust.SAM_VERIFIED)
    assert bench.read().trust is proven.get(SAID[bench.kind], Trust.PA_OK)


@every_kind
def test_no_more_apdus_than_the_budget(bench):
    assert bench.apdus() <= MOST_APDUS[bench.kind]


@every_kind
def test_progress_grows_from_above_zero_to_one(bench):
    parts, card = [], bench.card("zhao")
    with LoopbackReader(card).connect() as channel:
        read_card(channel, parts.append, aids_for(card, bench.trust))
    assert parts == sorted(parts)
    assert 0 < parts[0] < parts[-1] == 1


@every_kind
def test_pulled_at_any_apdu_the_card_is_withdrawn_and_nothing_else(bench, truths):
    last = bench.apdus()
    for number in range(1, last + 1):
        with pytest.raises(CardWithdrawn):
            bench.faulty("pull_at", number)
    assert bare(bench.faulty("pull_at", last + 1)) == truths[0]


@every_kind
def test_silent_from_any_apdu_on_the_card_is_mute(bench):
    assert {verdict(bench, "mute_at", number) for number in range(1, bench.apdus() + 1)} == {"card-mute"}


@pytest.mark.parametrize("fault", ANSWERED)
@every_kind
def test_disturbed_at_any_apdu_it_is_refused_or_one_persons_whole_truth(bench, truths, fault):
    for number in range(1, bench.apdus() + 1):
        said = verdict(bench, fault, number)
        if isinstance(said, CardReading):
            assert_true(said, truths)


@every_kind
def test_a_worn_card_is_refused(bench):
    card = bench.card("zhao")
    with pytest.raises(DeviceError):
        read_in(LoopbackReader(GarbledCard(card)), aids_for(card, bench.trust))


@every_kind
def test_swapped_at_random_two_people_are_never_mixed(bench, truths):
    chance, cards = random.Random(bench.kind), [make(bench.kind, who) for who in bench.people]
    for _ in range(20):
        reader = LoopbackReader(make(bench.kind), hand=lambda _: chance.random() < 0.1 and swap())

        def swap(reader=reader):
            reader.swap(chance.choice(cards))

        try:
            said = read_in(reader, aids_for(cards[0], bench.trust))
        except DeviceError:
            continue
        assert_true(said, truths)


@every_kind
def test_exchanged_before_the_readers_eyes_the_next_one_is_read_whole(bench, truths):
    first, second = (bench.card(who) for who in bench.people)
    moments = [bench.apdus() // 2 + 1]
    reader = LoopbackReader(first, hand=lambda at: at in moments and exchange(at))

    def exchange(at):
        moments.remove(at)
        reader.insert(second)

    with pytest.raises(CardWithdrawn):
        read_in(reader, aids_for(first, bench.trust))
    assert bare(read_in(reader, aids_for(second, bench.trust))) == truths[1]


def test_a_strange_card_is_unknown():
    with pytest.raises(CardUnknown):
        read_in(LoopbackReader(make("strange")), aids_for(None))


@every_kind
def test_no_repr_holds_a_person(bench):
    assert not holds_a_person(repr(bench.read()))


def verdict(bench, fault, number):
    """Return the reading or the code of the refusal, which must not tell who the card belongs to."""
    try:
        return bench.faulty(fault, number)
    except DeviceError as error:
        code, told = error.code, f"{error!r} {error.__cause__!r} {error.__context__!r}"
    assert not holds_a_person(told)
    return code


def holds_a_person(said):
    known = {who.key: (who.name, who.number[6:14], who.latin_name, who.card_number) for who in PEOPLE}
    return any(word in said for someone in ("zhao", "ou") for word in known[person(someone).key])


def assert_true(said, truths):
    """One of the two, whole; or a reading that says itself that it counts for nobody, and mixes nobody."""
    if said.flaw:
        assert any(is_told_by(said, truth) for truth in truths)
    else:
        assert bare(said) in truths
        assert said.trust in {truth.trust for truth in truths}


@every_kind
def test_the_two_people_of_the_exam_differ_in_everything_that_could_be_mixed(truths):
    first, second = truths
    assert (first.name, first.number) != (second.name, second.number)
    for field in ("name", "number", "card_number", "birth", "sex", "personal_number", "photo"):
        assert not getattr(first, field) or getattr(first, field) != getattr(second, field), field
