"""The lab's PSAM and the cards it opens keep to the order of their commands."""

import pytest

from drivers.lab.cards.psam import PsamCard
from drivers.lab.hsm import EXTERNAL, INTERNAL, cryptogram, diversified
from tests.card_bench import SELECT, make

SELECT_PSAM = bytes.fromhex("00A4040006D15600000590")
DIVERSIFY = bytes.fromhex("BFDE481218")
ENCRYPT = bytes.fromhex("80FA000008")
CHALLENGE = bytes.fromhex("0084000008")
PROVE = bytes.fromhex("0082000A10")


@pytest.fixture
def psam():
    psam = PsamCard()
    assert psam.answer(SELECT_PSAM)[0] == 0x61
    return psam


@pytest.fixture
def card():
    card = make("shebao3")
    card.answer(SELECT)
    return card


def test_its_description_waits(psam):
    assert psam.answer(bytes.fromhex("00C0000020")) == bytes.fromhex("6F088406D156000005909000")


def test_it_does_nothing_before_it_is_selected():
    assert PsamCard().answer(DIVERSIFY + bytes(24)) == b"\x69\x85"
    assert PsamCard().answer(ENCRYPT + bytes(8)) == b"\x69\x85"


def test_each_session_serves_once(psam):
    assert psam.answer(DIVERSIFY + bytes(24)) == b"\x90\x00"
    assert psam.answer(ENCRYPT + bytes(8)) == b"\x61\x08"
    assert psam.answer(ENCRYPT + bytes(8)) == b"\x69\x85"


def test_a_reset_ends_the_session(psam):
    psam.answer(DIVERSIFY + bytes(24))
    psam.reset()
    assert psam.answer(ENCRYPT + bytes(8)) == b"\x69\x85"


@pytest.mark.parametrize(
    ("apdu", "answer"), [("00A4040001D1", "6A82"), ("BFDE481201AA", "6700"), ("80CA000000", "6D00"), ("00", "6700")]
)
def test_odd_commands_are_refused_with_a_status_word(psam, apdu, answer):
    assert psam.answer(bytes.fromhex(apdu)).hex().upper() == answer


def test_another_random_another_answer_and_another_factor_another_key():
    keys = {diversified(master, factor) for master in (INTERNAL, EXTERNAL) for factor in (b"factor-1", b"factor-2")}
    said = {cryptogram(key, random) for key in keys for random in (b"random-1", b"random-2")}
    assert (len(keys), len(said)) == (4, 8)
    assert {len(one) for one in said} == {8}


def test_a_challenge_serves_once(card):
    card.answer(CHALLENGE)
    assert card.answer(PROVE + bytes(16)) == b"\x63\x00"
    first = card.answer(CHALLENGE)[:-2]
    right = cryptogram(diversified(card._keys[1], first), first) + first
    second = card.answer(CHALLENGE)[:-2]
    assert first != second
    assert card.answer(PROVE + right) == b"\x63\x00", "the challenge is another by now"
    assert card.answer(PROVE + cryptogram(diversified(card._keys[1], second), second) + second) == b"\x63\x00"


def test_the_key_opens_the_holders_file_until_the_next_reset(card):
    challenge = card.answer(CHALLENGE)[:-2]
    assert card.answer(PROVE + cryptogram(diversified(card._keys[1], challenge), challenge) + challenge) == b"\x90\x00"
    assert card._closed == set()
    card.reset()
    assert card._closed == {0xEF06}


@pytest.mark.parametrize(("apdu", "answer"), [("0084000004", "6C08"), ("0082000B10" + "00" * 16, "6A88")])
def test_other_lengths_and_keys_are_refused(card, apdu, answer):
    assert card.answer(bytes.fromhex(apdu)).hex().upper() == answer


@pytest.mark.parametrize("instruction", ["0082000A08", "0088000008"])
def test_half_a_proof_is_refused(card, instruction):
    assert card.answer(bytes.fromhex(instruction) + bytes(8)) == b"\x67\x00"


@pytest.mark.parametrize("kind", ["shebao", "shebao1"])
def test_older_cards_know_no_authentication(kind):
    card = make(kind)
    card.answer(SELECT)
    assert card.answer(CHALLENGE) == b"\x6d\x00"
