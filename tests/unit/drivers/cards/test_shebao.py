"""社会保障卡: what is asked of it, what its records may hold, whose they are."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.cards.shebao import PROFILE
from drivers.errors import CardGarbled, CardNeedsPsam, CardUnknown, CardWithdrawn
from drivers.lab.people import PEOPLE
from drivers.protocols import NO_AIDS
from drivers.types import Trust
from tests.card_bench import ScriptedChannel, make, outcome

SPECIFICATIONS = ("shebao", "shebao-1.0")


def channel_to(card):
    channel = ScriptedChannel(card.answer)
    channel.atr = card.atr
    return channel


def read(card):
    return PROFILE.read(channel_to(card), lambda part: None, NO_AIDS)


def spoiled(file, tag, value):
    """Return a card of zhao with one record changed."""
    card = make("shebao")
    card._files[file][tag] = value
    return card


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@pytest.mark.parametrize("kind", SPECIFICATIONS)
def test_the_card_says_who_holds_it(someone, kind):
    said = read(make(kind, someone.key))
    assert said.kind == "shebao"
    assert (said.name, said.number, said.sex, said.ethnicity) == (
        someone.name,
        someone.number,
        someone.sex,
        someone.ethnicity,
    )
    assert said.birth == someone.birth
    assert (said.valid_from, said.valid_until) == (dt.date(2021, 3, 1), dt.date(2031, 3, 1))
    assert said.card_number == someone.card_number
    assert said.trust is Trust.UNVERIFIED
    assert said.evidence["region"] == "999901"


def test_the_evidence_tells_the_specification():
    assert [read(make(kind)).evidence["specification"] for kind in SPECIFICATIONS] == ["2.00", "1.00"]


def test_seventeen_apdus_and_the_last_one_reads_the_card_id_again():
    channel = channel_to(make("shebao"))
    PROFILE.read(channel, lambda part: None, NO_AIDS)
    assert len(channel.heard) == 17
    assert channel.heard[0] == bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
    assert channel.heard[1][:4] == bytes.fromhex("00C00000")
    assert channel.heard[2] == bytes.fromhex("00A4020002EF05")
    assert channel.heard[3] == channel.heard[-1] == bytes.fromhex("00B2010012")


def test_progress_grows_to_one():
    parts = []
    PROFILE.read(channel_to(make("shebao")), parts.append)
    assert parts == sorted(parts)
    assert (parts[0] > 0, parts[-1]) == (True, 1.0)


def test_a_name_longer_than_its_field_continues_in_the_extension():
    name = "买买提江" * 5
    raw = name.encode("gb18030")
    card = spoiled(0xEF06, 0x09, raw[:30])
    card._files[0xEF06][0x4E] = raw[30:].ljust(20, b"\x00")
    assert read(card).name == name


def test_a_character_may_straddle_the_two_fields():
    name = "a" + "䶮" * 14 + "𬭎𬭎"
    raw = name.encode("gb18030")
    card = spoiled(0xEF06, 0x09, raw[:30])
    card._files[0xEF06][0x4E] = raw[30:]
    assert read(card).name == name


def test_a_card_of_specification_2_may_lack_the_extension():
    card = make("shebao")
    del card._files[0xEF06][0x4E]
    assert read(card).name == "赵桂兰"


def test_a_card_of_specification_3_asks_for_a_psam():
    with pytest.raises(CardNeedsPsam) as refused:
        read(make("shebao-3.0"))
    assert refused.value.code == "card-needs-psam"


@pytest.mark.parametrize("kind", ["resident", "strange"])
def test_other_cards_are_unknown_to_it(kind):
    with pytest.raises(CardUnknown):
        read(make(kind))


def test_it_is_tried_first_for_its_own_atr_only():
    assert PROFILE.matches(make("shebao").atr)
    assert not any(PROFILE.matches(make(kind).atr) for kind in ("resident", "strange"))


@pytest.mark.parametrize(
    ("file", "tag", "value"),
    [
        (0xEF05, 0x01, b"\xff" * 16),
        (0xEF05, 0x03, b"two"),
        (0xEF05, 0x05, bytes.fromhex("20210231")),
        (0xEF05, 0x06, bytes.fromhex("203103")),
        (0xEF05, 0x07, b"A-0000011"),
        (0xEF06, 0x08, b"99990119520229002\xb2"),
        (0xEF06, 0x08, bytes(18)),
        (0xEF06, 0x09, bytes(30)),
        (0xEF06, 0x09, b"\xd5\x07".ljust(30, b"\x00")),
        (0xEF06, 0x0A, b"7"),
        (0xEF06, 0x0B, b"\xfa"),
        (0xEF06, 0x0D, bytes.fromhex("1952AB29")),
    ],
)
def test_a_record_that_the_standard_does_not_allow_is_garbled(file, tag, value):
    with pytest.raises(CardGarbled) as refused:
        read(spoiled(file, tag, value))
    assert "赵" not in str(refused.value)
    assert "1952" not in str(refused.value)


@pytest.mark.parametrize(("file", "tag"), [(0xEF05, 0x07), (0xEF06, 0x08), (0xEF06, 0x0D)])
def test_a_missing_record_is_garbled(file, tag):
    card = make("shebao")
    del card._files[file][tag]
    with pytest.raises(CardGarbled):
        read(card)


@pytest.mark.parametrize("answer", ["0916", "9000", "08 12 9000", "09 02 3132 9000", "08 03 3132 9000"])
def test_a_record_without_its_tag_and_length_is_garbled(answer):
    card = make("shebao")
    channel = ScriptedChannel(lambda apdu: answer if apdu[:3] == b"\x00\xb2\x08" else card.answer(apdu))
    with pytest.raises(CardGarbled):
        PROFILE.read(channel, lambda part: None, NO_AIDS)


def test_a_card_without_dates_has_none():
    card = spoiled(0xEF05, 0x06, b"\xff" * 4)
    assert read(card).valid_until is None


@pytest.mark.parametrize("pair", [("zhao", "ou"), ("ou", "zhao")], ids="-".join)
@pytest.mark.parametrize("swap_at", range(1, 19))
def test_a_swap_that_no_event_tells_never_mixes_two_people(pair, swap_at):
    cards = [make("shebao", who) for who in pair]
    said = []

    def answer(apdu):
        said.append(apdu)
        both = [card.answer(apdu) for card in cards]  # the second card is as far as the first
        return both[len(said) >= swap_at]

    reading = outcome(lambda: PROFILE.read(ScriptedChannel(answer), lambda part: None, NO_AIDS))
    assert reading == "card-withdrawn" or (reading.name, reading.number) in {
        (someone.name, someone.number) for someone in PEOPLE if someone.key in pair
    }
    assert (reading == "card-withdrawn") == (4 < swap_at < 18)


def test_the_swap_is_told_as_a_withdrawal():
    ids = iter((b"\x99\x99\x01" + bytes(13), b"\x99\x99\x01" + bytes(12) + b"\x01"))
    card = make("shebao")
    channel = ScriptedChannel(
        lambda apdu: b"\x01\x10" + next(ids) + b"\x90\x00" if apdu[:3] == b"\x00\xb2\x01" else card.answer(apdu)
    )
    with pytest.raises(CardWithdrawn):
        PROFILE.read(channel, lambda part: None, NO_AIDS)


@given(st.lists(st.binary(min_size=2, max_size=40), min_size=60, max_size=60))
def test_noise_on_the_wire_gives_typed_refusals_only(answers):
    left = iter(answers)
    outcome(lambda: PROFILE.read(ScriptedChannel(lambda _: next(left, b"\x6f\x00")), lambda part: None))


@given(st.sampled_from((0xEF05, 0xEF06)), st.sampled_from(range(0x01, 0x0E)), st.binary(max_size=40))
def test_any_content_of_any_record_is_read_or_refused(file, tag, value):
    said = outcome(lambda: read(spoiled(file, tag, value)))
    assert said == "card-garbled" or said.number.isalnum()


@given(st.integers(0, 16), st.integers(0, 400), st.integers(1, 255))
def test_any_flipped_byte_is_read_or_refused(apdu_number, position, flip):
    card = make("shebao", "ayi")
    count = itertools.count()

    def answer(apdu):
        sound = bytearray(card.answer(apdu))
        if next(count) == apdu_number:
            sound[position % len(sound)] ^= flip
        return bytes(sound)

    outcome(lambda: PROFILE.read(ScriptedChannel(answer), lambda part: None, NO_AIDS))
