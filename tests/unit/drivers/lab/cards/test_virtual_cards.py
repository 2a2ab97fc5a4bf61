"""The virtual cards behave as real chips do on the wire."""

import pytest

from drivers.apdu import read_binary, read_record, select_file, select_name
from drivers.lab.cards.card import Faults, FaultyCard
from drivers.lab.cards.garbage import GarbledCard
from tests.card_bench import make

SSSE = "sx1.sh.社会保障".encode("gbk")


@pytest.fixture
def card():
    """Return a card with its directory selected."""
    card = make("shebao")
    assert card.answer(select_name(SSSE))[0] == 0x61
    return card


def test_selecting_the_directory_leaves_its_description_waiting(card):
    answer = card.answer(bytes.fromhex("00C0000000")[:4] + b"\x1e")
    assert answer[:1] == b"\x6f"
    assert answer[1] == len(answer) - 4
    assert SSSE in answer
    assert answer.endswith(b"\x90\x00")


def test_what_waits_is_gone_after_another_command(card):
    card.answer(select_file(0xEF05))
    assert card.answer(bytes.fromhex("00C000001E")) == b"\x6d\x00"


def test_a_wrong_length_is_corrected_and_the_right_one_answered(card):
    card.answer(select_file(0xEF05))
    assert card.answer(read_record(0x07, 4)) == bytes.fromhex("6C0B")
    assert card.answer(read_record(0x07, 11)) == bytes.fromhex("0709") + b"A00000011" + b"\x90\x00"


def test_files_open_only_under_the_directory():
    assert make("shebao").answer(select_file(0xEF05)) == b"\x6a\x82"


def test_reset_forgets_directory_and_file(card):
    card.answer(select_file(0xEF05))
    card.reset()
    assert card.answer(read_record(0x07, 11)) == b"\x6a\x83"
    assert card.answer(select_file(0xEF05)) == b"\x6a\x82"


def test_records_and_files_that_are_not_there_are_refused(card):
    assert card.answer(select_file(0xEF08)) == b"\x6a\x82"
    card.answer(select_file(0xEF06))
    assert card.answer(read_record(0x77, 4)) == b"\x6a\x83"


def test_only_specification_3_keeps_the_holder_closed():
    for kind, answer in (("shebao1", b"\x6c"), ("shebao", b"\x6c"), ("shebao3", b"\x69\x82")):
        card = make(kind)
        card.answer(select_name(SSSE))
        card.answer(select_file(0xEF06))
        assert card.answer(read_record(0x08, 1)).startswith(answer)


@pytest.mark.parametrize("kind", ["shebao", "resident", "strange"])
@pytest.mark.parametrize("apdu", [b"", b"\x00", b"\x00\xa4\x04\x00", b"\xff" * 5, b"\x00\xb2\x01\x00\x00"])
def test_odd_commands_are_refused_with_a_status_word(kind, apdu):
    assert len(make(kind).answer(apdu)) == 2


def test_the_text_block_lies_in_one_file_with_the_photo():
    card = make("resident")
    payload = b"".join(card.answer(read_binary(offset))[:-2] for offset in range(0, 1536, 256))
    assert len(payload) == 4 + 256 + 1024
    assert payload[:4] == bytes.fromhex("01000400")
    assert card.answer(read_binary(1536)) == b"\x6b\x00"


@pytest.mark.parametrize("kind", ["shebao", "shebao1", "resident", "hmt"])
def test_an_atr_says_how_long_it_is(kind):
    atr = make(kind).atr
    assert len(atr) == 2 + (2 if kind.startswith("shebao") else 3) + (atr[1] & 0x0F)


def test_a_garbled_card_keeps_lengths_and_status_words_and_nothing_else():
    sound, worn = make("resident"), GarbledCard(make("resident"))
    worn.reset()
    answers = sound.answer(read_binary(0)), worn.answer(read_binary(0))
    assert len(answers[0]) == len(answers[1])
    assert answers[1].endswith(b"\x90\x00")
    assert answers[0] != answers[1]


def test_faults_come_when_they_are_due():
    faults = Faults(pull_at=3, mute_at=2)
    assert [faults.pulls(number) for number in (1, 2, 3, 4)] == [False, False, True, True]
    assert [faults.mutes(number) for number in (1, 2)] == [False, True]
    assert not any(Faults().pulls(number) or Faults().mutes(number) for number in range(1, 99))


def test_one_bit_is_spoiled_just_before_the_status_word_and_only_once():
    sound, faulty = make("resident"), FaultyCard(make("resident"), Faults(bad_mac_at=2))
    right = sound.answer(read_binary(0))
    first, second, third = (faulty.answer(read_binary(0)) for _ in range(3))
    assert first == third == right
    assert (second[:-3], second[-2:]) == (right[:-3], right[-2:])
    assert second[-3] ^ right[-3] == 0x80


def test_an_answer_without_a_body_has_nothing_to_spoil():
    faulty = FaultyCard(make("shebao"), Faults(bad_mac_at=1))
    assert faulty.answer(select_file(0xEF05)) == b"\x6a\x82"


def test_from_the_swap_on_the_other_card_answers_also_to_resets():
    faulty = FaultyCard(make("resident"), Faults(swap_at=2, swap_to=make("resident", "ou")))
    assert faulty.answer(read_binary(0)) == make("resident").answer(read_binary(0))
    assert faulty.atr == make("resident").atr
    assert faulty.answer(read_binary(0)) == make("resident", "ou").answer(read_binary(0))
    faulty.reset()
    assert (faulty.atr, faulty.number) == (make("resident", "ou").atr, 2)


def test_a_card_may_stutter_once():
    sound, worn = make("resident"), GarbledCard(make("resident"), 2)
    answers = [(sound.answer(read_binary(0)), worn.answer(read_binary(0))) for _ in range(3)]
    assert [right == said for right, said in answers] == [True, False, True]
