"""PACE on the chip: every suite, both passwords, fixed order, and no second chance inside one conversation."""

import hashlib

import pytest

from drivers.icao.tlv import encode, find
from drivers.lab.cards.emrtd import Traits, travel_card
from drivers.lab.cards.icao.card_access import SUITES, PaceOffer
from drivers.lab.cards.icao.files import document_files
from drivers.lab.people import person
from tests.emrtd_bench import Terminal

CAN, MRZ = 2, 1
OFFER = PaceOffer()
FAST = [0, 10, 12]
OTHERS = [1, 2, 8, 9, 11, 13, 14, 15, 16, 17, 18]
MORE = 0x10


def chip(*offers, bac=False):
    return travel_card("passport", person("li"), Traits(bac=bac, pace=offers or (OFFER,)))


def opened(card, offer, *, extended=True):
    terminal = Terminal(card, extended=extended)
    assert terminal.pace(offer, card.key.can.encode(), CAN) == 0x9000
    return terminal


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@pytest.mark.parametrize("parameter", FAST)
def test_integers_and_points_work_with_every_suite(parameter, suite):
    offer = PaceOffer(parameter, suite)
    terminal = opened(chip(offer), offer)
    assert terminal.select() == (b"", 0x9000)
    assert terminal.file(0x0101, 65536) == document_files("passport", "li")[0x0101]


@pytest.mark.parametrize("parameter", OTHERS)
def test_every_group_of_the_standard_works(parameter):
    offer = PaceOffer(parameter, SUITES[parameter % 4])
    assert opened(chip(offer), offer).select() == (b"", 0x9000)


def test_card_access_is_free_before_the_application_and_lists_the_offers():
    offers = (OFFER, PaceOffer(13, SUITES[3]))
    terminal = Terminal(chip(*offers))
    said, sw = terminal.plain(0xB0, 0x9C, le=256)
    assert sw == 0x9000
    assert said == encode(0x31, b"".join(offer.info for offer in offers))
    assert find(said, 0x31, 0x30, 0x06).hex() == "04007f00070202040202"
    assert terminal.plain(0xA4, 0, 0x0C, b"\x01\x1c") == (b"", 0x9000)
    assert terminal.plain(0xB0, le=256) == (said, 0x9000)
    assert Terminal(travel_card("passport", person("li"))).plain(0xB0, 0x9C, le=256) == (b"", 0x6A82)


def test_the_printed_lines_open_as_the_number_does():
    card = chip()
    password = hashlib.sha1(card.key.mrz.encode()).digest()
    terminal = Terminal(card)
    assert terminal.pace(OFFER, password, MRZ) == 0x9000
    assert terminal.select() == (b"", 0x9000)


@pytest.mark.parametrize("reference", [CAN, MRZ])
def test_a_wrong_password_is_refused_at_the_end_and_the_right_one_then_taken(reference):
    card = chip()
    assert Terminal(card).pace(OFFER, b"000000", reference) == 0x6300
    opened(card, OFFER)


@pytest.mark.parametrize(("extended", "apdus", "block"), [(True, 11, 65536), (False, 106, 223)])
def test_a_whole_passport_takes_the_least_commands_there_can_be(extended, apdus, block):
    card, heard = chip(), []

    class Heard:
        key = card.key

        def answer(self, apdu):
            heard.append(apdu)
            return card.answer(apdu)

    terminal = Terminal(Heard(), extended=extended)
    terminal.plain(0xB0, 0x9C, le=256)
    assert terminal.pace(OFFER, card.key.can.encode(), CAN) == 0x9000
    terminal.select()
    files = document_files("passport", "li")
    assert {file: terminal.file(file, block) for file in files} == files
    assert len(heard) == apdus


def begin(terminal, offer=OFFER, more=b"", password=b"\x02"):
    return terminal.plain(0x22, 0xC1, 0xA4, encode(0x80, offer.oid) + encode(0x83, password) + more)[1]


@pytest.mark.parametrize(
    ("words", "sw"),
    [
        ({"offer": PaceOffer(13, SUITES[3])}, 0x6A80),
        ({"more": encode(0x84, b"\x0d")}, 0x6A80),
        ({"password": b"\x03"}, 0x6A88),
        ({"more": b"\x99\x05"}, 0x6A80),
        ({"more": encode(0x84, b"\x0c")}, 0x9000),
    ],
)
def test_only_what_is_offered_can_be_chosen(words, sw):
    assert begin(Terminal(chip()), **words) == sw


def test_parameters_must_be_named_when_a_protocol_has_several():
    terminal = Terminal(chip(OFFER, PaceOffer(13)))
    assert begin(terminal) == 0x6A80
    assert begin(terminal, more=encode(0x84, b"\x0d")) == 0x9000


def test_pace_belongs_to_the_master_file():
    terminal = Terminal(chip(bac=True))
    terminal.select()
    assert begin(terminal) == 0x6985
    assert terminal.plain(0xA4, 0, 0x0C) == (b"", 0x9000)
    assert begin(terminal) == 0x9000


def general(terminal, tag, value, cla=MORE):
    return terminal.plain(0x86, data=encode(0x7C, encode(tag, value) if tag else b""), le=256, cla=cla)[1]


def test_without_a_beginning_there_is_no_conversation():
    assert general(Terminal(chip()), 0, b"") == 0x6985


@pytest.mark.parametrize(("tag", "value", "cla", "sw"), [(0x80, b"x", MORE, 0x6A80), (0, b"", 0, 0x6883)])
def test_a_mistake_breaks_the_conversation_off(tag, value, cla, sw):
    terminal = Terminal(chip())
    begin(terminal)
    assert general(terminal, tag, value, cla) == sw
    assert general(terminal, 0, b"") == 0x6985


@pytest.mark.parametrize("point", [b"", b"\x04" + bytes(64), b"\x04" + b"\xff" * 64, b"\x02" + bytes(32)])
def test_a_point_that_is_none_breaks_the_conversation_off(point):
    terminal = Terminal(chip())
    begin(terminal)
    assert general(terminal, 0, b"") == 0x9000
    assert general(terminal, 0x81, point) == 0x6A80
    assert general(terminal, 0x81, point) == 0x6985


def test_our_own_key_sent_back_is_no_key():
    terminal = Terminal(chip())
    base = terminal  # every step by hand, up to the agreement
    begin(base)
    general(base, 0, b"")
    generator = bytes.fromhex(
        "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
        "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"
    )
    assert general(base, 0x81, generator) == 0x9000
    assert general(base, 0x83, generator) == 0x9000
    assert general(base, 0x85, bytes(8), cla=0) == 0x6300
    assert general(base, 0x85, bytes(8), cla=0) == 0x6985


def test_another_command_may_come_between_but_reset_ends_the_conversation():
    terminal = Terminal(chip())
    begin(terminal)
    terminal.card.reset()
    assert general(terminal, 0, b"") == 0x6985


def test_bac_and_pace_may_both_be_there():
    card = chip(bac=True)
    opened(card, OFFER)
    assert Terminal(card).bac(card.key.mrz) == 0x9000
