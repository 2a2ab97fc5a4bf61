"""居民身份证 and its relatives behind a SAM_V module: 256 bytes of text, four layouts."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.cards.resident import PROFILE
from drivers.errors import CardGarbled, CardUnknown
from drivers.lab.people import PEOPLE
from drivers.protocols import NO_AIDS
from drivers.types import Trust
from tests.card_bench import ScriptedChannel, make, outcome

HEADER = bytes.fromhex("01000400")


def utf16(text, size):
    return (text.encode("utf-16-le") + b" \x00" * size)[:size]


def block(**changed):
    """Return a sound text block with some spans changed, each given as at_OFFSET=bytes."""
    text = bytearray(make("resident")._payload[4:260])
    for place, value in changed.items():
        start = int(place.removeprefix("at_"))
        text[start : start + len(value)] = value
    assert len(text) == 256
    return bytes(text)


def channel_with(payload):
    def answer(apdu):
        part = payload[int.from_bytes(apdu[2:4], "big") :][:256]
        return part + b"\x90\x00" if part else b"\x6b\x00"

    return ScriptedChannel(answer)


def read_text(text):
    return PROFILE.read(channel_with(HEADER + text + bytes(1024)), lambda part: None, NO_AIDS)


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_the_card_says_who_holds_it(someone):
    said = PROFILE.read(ScriptedChannel(make("resident", someone.key).answer), lambda part: None, NO_AIDS)
    assert (said.kind, said.name, said.number) == ("resident", someone.name, someone.number)
    assert (said.sex, said.ethnicity, said.birth) == (someone.sex, someone.ethnicity, someone.birth)
    assert (said.address, said.issuer) == (someone.address, someone.issuer)
    assert (said.valid_from, said.valid_until) == (someone.valid_from, someone.valid_until)
    assert said.long_term == (someone.valid_until is None)
    assert said.trust is Trust.SAM_VERIFIED
    assert said.evidence == {"layout": "resident"}


def test_three_apdus_the_last_looks_at_the_first_block_again_and_no_photo_is_kept():
    channel = ScriptedChannel(make("resident").answer)
    said = PROFILE.read(channel, lambda part: None, NO_AIDS)
    assert channel.heard == [bytes.fromhex(apdu) for apdu in ("FFB0000000", "FFB0010000", "FFB0000000")]
    assert said.photo is None


def test_progress_grows_to_one():
    parts = []
    PROFILE.read(ScriptedChannel(make("resident").answer), parts.append)
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_a_residence_permit_of_hong_kong_macau_or_taiwan_has_no_ethnicity():
    said = PROFILE.read(ScriptedChannel(make("hmt").answer), lambda part: None, NO_AIDS)
    assert (said.kind, said.ethnicity, said.evidence["layout"]) == ("resident", "", "hmt")
    assert said.name == "赵桂兰"


def test_a_foreigners_card_of_2017_is_read_from_its_own_places():
    text = (
        utf16("SMITH, JOHN", 120)
        + utf16("1", 2)
        + utf16("USA320101700101", 30)
        + utf16("USA", 6)
        + utf16("", 30)
        + utf16("20180101", 16)
        + utf16("20280101", 16)
        + utf16("19700101", 16)
        + utf16("01", 4)
        + utf16("1500", 8)
        + utf16("I", 2)
        + utf16("", 6)
    )
    said = read_text(text)
    assert (said.name, said.number, said.birth) == ("SMITH, JOHN", "USA320101700101", dt.date(1970, 1, 1))
    assert said.valid_until == dt.date(2028, 1, 1)
    assert said.evidence["layout"] == "foreigner-2017"


def test_a_foreigners_card_of_2023_prefers_the_chinese_name_and_joins_the_latin_one():
    latin = "MARIA DE LOS ANGELES FERNANDEZ GARCIA LOPEZ"

    def text(name):
        return (
            utf16(name, 30)
            + utf16("2", 2)
            + utf16("00", 4)
            + utf16("19800229", 16)
            + utf16(latin[:35], 70)
            + utf16("999990198002290022", 36)
            + utf16("", 30)
            + utf16("20240101", 16)
            + utf16("20340101", 16)
            + utf16(latin[35:], 22)
            + utf16("ESP", 6)
            + utf16("Y", 2)
            + utf16("", 6)
        )

    assert read_text(text("玛丽亚")).name == "玛丽亚"
    assert read_text(text("")).name == latin
    assert read_text(text("")).evidence["layout"] == "foreigner-2023"


@pytest.mark.parametrize(
    "changed",
    [
        {"at_0": utf16("", 30)},
        {"at_0": b"\x07\x00"},
        {"at_0": b"\x00\xd8\x41\x00"},
        {"at_30": utf16("7", 2)},
        {"at_32": utf16("A1", 4)},
        {"at_36": utf16("19520230", 16)},
        {"at_52": b"\x0a\x00"},
        {"at_122": utf16("99990119520229002", 36)},
        {"at_122": utf16("99990119520229002x", 36)},
        {"at_188": utf16("长期", 16)},
        {"at_204": utf16("永久", 16)},
        {"at_248": utf16("Q", 2)},
    ],
    ids=str,
)
def test_a_field_that_the_standard_does_not_allow_is_garbled(changed):
    with pytest.raises(CardGarbled) as refused:
        read_text(block(**changed))
    assert "1952" not in str(refused.value)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        HEADER,
        HEADER + bytes(200),
        bytes.fromhex("02000400") + bytes(1500),
        HEADER + block()[:252],
        HEADER + block()[:254],
    ],
    ids=len,
)
def test_a_payload_of_another_size_is_no_card_of_ours(payload):
    assert outcome(lambda: PROFILE.read(channel_with(payload), lambda part: None, NO_AIDS)) in {
        "card-garbled",
        "card-unknown",
    }


@pytest.mark.parametrize("kind", ["shebao", "strange"])
def test_other_cards_are_unknown_to_it(kind):
    with pytest.raises(CardUnknown):
        PROFILE.read(ScriptedChannel(make(kind).answer), lambda part: None, NO_AIDS)


def test_it_is_tried_first_for_such_readers_only():
    assert PROFILE.matches(make("resident").atr)
    assert not any(PROFILE.matches(atr) for atr in (b"", b"\x3b", make("shebao").atr, make("strange").atr))


@pytest.mark.parametrize(("swap_at", "mixed"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_swap_that_no_event_tells_never_mixes_two_people(swap_at, mixed):
    cards = [make("resident", who) for who in ("zhao", "ou")]
    count = itertools.count(1)

    def answer(apdu):
        return cards[next(count) >= swap_at].answer(apdu)

    said = outcome(lambda: PROFILE.read(ScriptedChannel(answer), lambda part: None, NO_AIDS))
    assert (said == "card-withdrawn") == mixed


@given(st.lists(st.binary(min_size=2, max_size=258), min_size=3, max_size=3))
def test_noise_on_the_wire_gives_typed_refusals_only(answers):
    left = iter(answers)
    outcome(lambda: PROFILE.read(ScriptedChannel(lambda _: next(left)), lambda part: None))


@given(st.binary(min_size=256, max_size=256))
def test_noise_in_the_text_block_gives_typed_refusals_only(text):
    outcome(lambda: read_text(text))


@given(st.integers(0, 127), st.integers(0, 0xFFFF))
def test_any_one_character_changed_is_read_or_refused(place, character):
    said = outcome(lambda: read_text(block(**{f"at_{2 * place}": character.to_bytes(2, "little")})))
    assert said == "card-garbled" or len(said.number) == 18
