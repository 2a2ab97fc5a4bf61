"""The travel document's chip keeps the rules of ICAO 9303-11, one by one."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.icao.command import Command
from drivers.icao.tlv import encode, find
from drivers.lab.cards.emrtd import EmrtdCard, Traits, travel_card
from drivers.lab.cards.icao.card_access import PaceOffer
from drivers.lab.cards.icao.files import document_files
from drivers.lab.documents import DOCUMENT_KINDS
from drivers.lab.people import person
from drivers.types import DocumentKey
from tests.emrtd_bench import APPLICATION, Terminal, whole_size

ZHAO = person("zhao")
FILES = document_files("passport", "zhao")
BOTH = Traits(pace=(PaceOffer(),))
COM, SOD, DG1, DG2 = 0x011E, 0x011D, 0x0101, 0x0102


def chip(**traits):
    return travel_card("passport", ZHAO, Traits(**traits))


def opened(card=None, *, extended=True):
    card = card or chip()
    terminal = Terminal(card, extended=extended)
    assert terminal.bac(card.key.mrz) == 0x9000
    return terminal


class Counted:
    """A card that counts its commands."""

    def __init__(self, card):
        self.card, self.key, self.number = card, card.key, 0

    def answer(self, apdu):
        self.number += 1
        return self.card.answer(apdu)


@pytest.mark.parametrize(("extended", "block", "apdus"), [(True, 65536, 7), (False, 231, 99)])
def test_a_whole_passport_takes_the_least_commands_there_can_be(extended, block, apdus):
    card = Counted(chip())
    terminal = opened(card, extended=extended)
    assert {file: terminal.file(file, block) for file in (COM, SOD, DG1, DG2)} == FILES
    assert card.number == apdus


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_every_kind_opens_with_its_printed_key(kind):
    card = travel_card(kind, person("ou"))
    assert opened(card).file(DG1, 65536) == document_files(kind, "ou")[DG1]


def test_nothing_is_read_before_the_key_was_proven():
    terminal = Terminal(chip())
    assert terminal.plain(0xB0, 0x9E, le=256) == (b"", 0x6A82)
    assert terminal.select() == (b"", 0x9000)
    assert terminal.plain(0xB0, 0x9E, le=256) == (b"", 0x6982)
    assert terminal.plain(0xA4, 2, 0x0C, b"\x01\x01") == (b"", 0x6982)
    assert terminal.plain(0xB0, 0, 0, le=256) == (b"", 0x6986)


def test_other_applications_are_not_found():
    assert Terminal(chip()).plain(0xA4, 4, 0x0C, b"\xa0\x00\x00\x00\x01") == (b"", 0x6A82)


@pytest.mark.parametrize("wrong", ["E09990001852022903505312", "X" * 24])
def test_a_wrong_key_is_refused_and_the_right_one_then_taken(wrong):
    card = chip()
    terminal = Terminal(card)
    assert terminal.bac(wrong) == 0x6300
    assert terminal.bac(card.key.mrz) == 0x9000


def test_a_challenge_serves_once_and_only_in_the_application():
    terminal = Terminal(chip())
    assert terminal.plain(0x84, le=8) == (b"", 0x6985)
    terminal.select()
    assert len(terminal.plain(0x84, le=8)[0]) == 8
    assert terminal.plain(0x84, le=7) == (b"", 0x6700)
    assert terminal.plain(0x82, data=bytes(40), le=40) == (b"", 0x6300)
    assert terminal.plain(0x82, data=bytes(40), le=40) == (b"", 0x6985)
    terminal.plain(0x84, le=8)
    assert terminal.plain(0x82, data=bytes(39), le=40) == (b"", 0x6700)


def test_a_spoiled_mac_ends_the_session():
    terminal = opened()
    spoiled = bytearray(terminal.protect(0xB0, 0x9E, 0, le=16))
    spoiled[-5] ^= 1
    assert terminal.card.answer(bytes(spoiled)) == b"\x69\x88"
    assert terminal.say(0xB0, 0x9E, 0, le=16) == (None, 0x6988)
    assert terminal.plain(0xB0, 0x9E, 0, le=16) == (b"", 0x6982)


def test_a_repeated_command_ends_the_session():
    terminal = opened()
    command = terminal.protect(0xB0, 0x9E, 0, le=16)
    assert len(terminal.card.answer(command)) > 2
    assert terminal.card.answer(command) == b"\x69\x88"


def test_a_plain_command_ends_the_session():
    terminal = opened()
    assert terminal.plain(0xB0, 0x9E, le=16) == (b"", 0x6982)
    assert terminal.say(0xB0, 0x9E, 0, le=16) == (None, 0x6988)


@pytest.mark.parametrize(
    ("objects", "sw"),
    [
        (b"", 0x6987),
        (encode(0x97, b"\x10"), 0x6987),
        (encode(0x8E, bytes(8)), 0x6988),
        (encode(0x8E, bytes(8)) + encode(0x97, b"\x10"), 0x6988),
        (b"\x87\x20\x01", 0x6988),
    ],
)
def test_objects_that_are_missing_or_wrong_end_the_session(objects, sw):
    terminal = opened()
    assert terminal.card.answer(Command(0x0C, 0xB0, 0x9E, 0, objects, 256).to_bytes()) == sw.to_bytes(2, "big")
    assert terminal.say(0xB0, 0x9E, 0, le=16) == (None, 0x6988)


def test_reset_ends_everything():
    terminal = opened()
    terminal.card.reset()
    assert terminal.say(0xB0, 0x9E, 0, le=16) == (None, 0x6988)
    assert terminal.plain(0x84, le=8) == (b"", 0x6985)


def test_files_are_found_by_both_identifiers_and_mistakes_keep_the_session():
    terminal = opened()
    assert terminal.say(0xA4, 2, 0x0C, b"\x01\x01") == (b"", 0x9000)
    by_identifier = terminal.say(0xB0, 0, 0, le=8)[0]
    assert by_identifier == terminal.say(0xB0, 0x81, 0, le=8)[0] == FILES[DG1][:8]
    assert terminal.say(0xA4, 2, 0x0C, b"\x01\x0f") == (b"", 0x6A82)
    assert terminal.say(0xB0, 0x8F, 0, le=8) == (b"", 0x6A82)
    assert terminal.say(0xA4, 8, 0x0C, b"\x01\x01") == (b"", 0x6A86)
    assert terminal.say(0xB0, 0x7F, 0xFF, le=8) == (b"", 0x6B00)
    assert terminal.say(0xCA, 0, 0, le=8) == (b"", 0x6D00)
    assert terminal.say(0xB0, 0, 2, le=4) == (FILES[DG1][2:6], 0x9000)


def test_the_end_of_a_file_is_told_to_who_asks_beyond_it_but_not_to_who_asks_for_all():
    terminal = opened(extended=False)
    assert terminal.say(0xB0, 0x9E, 0, le=100) == (FILES[COM], 0x6282)
    assert terminal.say(0xB0, 0x9E, 0, le=256) == (FILES[COM], 0x9000)
    assert terminal.say(0xB0, 0x9E, 0, le=len(FILES[COM])) == (FILES[COM], 0x9000)


@pytest.mark.parametrize(("asked", "got"), [(231, 231), (232, 231), (256, 231), (100, 100)])
def test_a_short_answer_holds_231_bytes_of_a_file_under_3des(asked, got):
    assert len(opened(extended=False).say(0xB0, 0x82, 0, le=asked)[0]) == got


def large():
    """Make a chip whose DG2 is beyond what a 15-bit offset reaches."""
    body = encode(0x75, bytes(index * 7 % 251 for index in range(40000)))
    return EmrtdCard({**FILES, DG2: body}, travel_card("passport", ZHAO).key), body


def test_the_other_read_binary_reaches_beyond_32767():
    card, body = large()
    terminal = opened(card)
    said, sw = terminal.say(0xB1, 0, 2, encode(0x54, (32760).to_bytes(2, "big")), le=500)
    assert sw == 0x9000
    assert find(said, 0x53) == body[32760 : 32760 + 496]
    said, _ = terminal.say(0xB1, 0, 0, encode(0x54, (39000).to_bytes(3, "big")), le=65536)
    assert find(said, 0x53) == body[39000:]
    said, _ = terminal.say(0xB1, 1, 1, encode(0x54, b"\x01"), le=12)
    assert find(said, 0x53) == FILES[DG1][1:11]


@pytest.mark.parametrize("data", [b"", b"\x54", encode(0x53, b"\x00"), encode(0x54, b""), encode(0x54, bytes(5))])
def test_an_offset_that_is_none_is_wrong_data(data):
    assert opened().say(0xB1, 0, 1, data, le=16) == (b"", 0x6A80)


def test_a_chip_without_extended_length_refuses_it_and_goes_on_short():
    card = chip(extended=False)
    assert Terminal(card).select() == (b"", 0x6700)
    terminal = opened(card, extended=False)
    assert terminal.file(DG1, 231) == FILES[DG1]


@pytest.mark.parametrize(("over", "answer"), [("6700", 0x6700), ("6C", 0x6C70)])
def test_a_chip_with_small_blocks_refuses_larger_ones_and_forgets_the_session(over, answer):
    terminal = opened(chip(block=0x70, over=over), extended=False)
    assert len(terminal.say(0xB0, 0x82, 0, le=0x70)[0]) == 0x70
    assert terminal.say(0xB0, 0, 0x70, le=0x71) == (None, answer)
    assert terminal.say(0xB0, 0, 0x70, le=0x70) == (None, 0x6988)
    terminal = opened(terminal.card, extended=False)
    assert terminal.file(SOD, 0x70) == FILES[SOD]


def test_a_chip_with_small_blocks_may_also_answer_with_fewer_bytes():
    terminal = opened(chip(block=100))
    assert len(terminal.say(0xB0, 0x82, 0, le=65536)[0]) == 100
    assert terminal.file(SOD, 65536) == FILES[SOD]


def test_bac_may_be_off():
    card = chip(bac=False, pace=(PaceOffer(),))
    terminal = Terminal(card)
    assert terminal.select() == (b"", 0x9000)
    assert terminal.plain(0x84, le=8) == (b"", 0x6985)
    assert terminal.plain(0xB0, 0x9E, le=16) == (b"", 0x6982)


def test_two_chips_of_one_document_are_one_card_in_two_moments():
    one, other = chip(), chip()
    opened(one)
    assert Terminal(other).plain(0xB0, 0x9E, le=16)[1] == 0x6A82


def test_no_repr_holds_the_key():
    assert "E0999" not in repr(chip().key) + repr(chip())


def test_every_answer_to_reset_proves_itself():
    atr = EmrtdCard.atr
    check = 0
    for octet in atr[1:]:
        check ^= octet
    assert check == 0
    assert len(atr) == 5 + (atr[1] & 0x0F)


def test_whole_sizes_are_those_of_the_files():
    assert all(whole_size(content) == len(content) for content in FILES.values())


def likely():
    """Commands near those that mean something."""
    return st.builds(
        lambda cla, ins, p1, p2, data, le, extended: Command(cla, ins, p1, p2, data, le, extended).to_bytes(),
        st.sampled_from([0x00, 0x0C, 0x10, 0x1C, 0x80]),
        st.sampled_from([0xA4, 0xB0, 0xB1, 0x82, 0x84, 0x22, 0x86, 0xCA]),
        st.sampled_from([0, 2, 4, 0x81, 0x9C, 0x9E, 0xC1, 0xFF]),
        st.sampled_from([0, 1, 0x0C, 0xA4, 0xFF]),
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [
                    APPLICATION,
                    b"\x3f\x00",
                    encode(0x54, b"\x00"),
                    encode(0x80, PaceOffer().oid) + encode(0x83, b"\x02"),
                    encode(0x7C, b""),
                    encode(0x7C, encode(0x81, b"\x04" + bytes(64))),
                    encode(0x7C, encode(0x85, bytes(8))),
                    encode(0x97, b"\x00") + encode(0x8E, bytes(8)),
                ]
            ),
        ),
        st.sampled_from([None, 1, 8, 256]),
        st.booleans(),
    )


@settings(max_examples=300)
@given(st.sampled_from([Traits(), BOTH, Traits(extended=False, block=9, over="6C")]), st.lists(likely(), max_size=12))
def test_whatever_is_said_to_a_chip_it_answers_with_a_status_word_and_gives_nothing_away(traits, commands):
    card = EmrtdCard(FILES, DocumentKey(mrz="E09990001852022903505311", can="123456"), traits)
    for command in commands:
        answer = card.answer(command)
        assert len(answer) >= 2
        assert answer[-2] in {0x61, 0x62, 0x63, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x90}
        assert b"ZHAO" not in answer


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=300), max_size=6), st.booleans())
def test_nonsense_is_answered_with_a_status_word(commands, inside):
    terminal = opened(travel_card("passport", ZHAO, BOTH)) if inside else Terminal(travel_card("passport", ZHAO, BOTH))
    for command in commands:
        assert len(terminal.card.answer(command)) >= 2


@settings(max_examples=200)
@given(
    st.sampled_from([0xA4, 0xB0, 0xB1, 0x82, 0x84, 0x22, 0x86]),
    st.integers(0, 255),
    st.integers(0, 255),
    st.binary(max_size=40),
    st.sampled_from([None, 1, 8, 231, 256, 40000, 65536]),
)
def test_inside_a_session_every_command_has_a_proven_answer_or_ends_it(ins, p1, p2, data, le):
    terminal = opened()
    body, sw = terminal.say(ins, p1, p2, data, le)
    assert body is not None or sw in {0x6700, 0x6988}


def test_traits_are_plain_data():
    assert dataclasses.replace(BOTH, bac=False).pace == (PaceOffer(),)
