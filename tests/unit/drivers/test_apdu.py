"""What is said to a card, byte by byte, and what may stand in its answers."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.apdu import (
    Conversation,
    day,
    matching,
    read_binary,
    read_record,
    select_file,
    select_name,
    unpadded,
    words,
)
from drivers.errors import CardGarbled
from tests.card_bench import ScriptedChannel, outcome, script


def test_select_by_name_carries_the_name_and_no_le():
    assert select_name(b"\xa0\x00\x01") == bytes.fromhex("00A4040003A00001")


def test_select_file_names_two_bytes():
    assert select_file(0xEF05) == bytes.fromhex("00A4020002EF05")


def test_read_record_asks_for_so_many_bytes():
    assert read_record(0x4E, 22) == bytes.fromhex("00B24E0016")
    assert read_record(1, 256, mode=4) == bytes.fromhex("00B2010400")


@pytest.mark.parametrize(("offset", "apdu"), [(0, "FFB0000000"), (256, "FFB0010000"), (1280, "FFB0050000")])
def test_read_binary_puts_the_offset_into_p1_and_p2(offset, apdu):
    assert read_binary(offset) == bytes.fromhex(apdu)


def test_a_plain_answer_passes_unchanged():
    channel = script("CAFE9000")
    answer = Conversation(channel).transmit(select_file(0xEF05))
    assert (answer.data, answer.sw, answer.ok) == (b"\xca\xfe", 0x9000, True)
    assert channel.heard == [select_file(0xEF05)]


def test_61xx_is_followed_by_get_response():
    channel = script("6102", "CAFE9000")
    assert Conversation(channel).transmit(select_name(b"x")).data == b"\xca\xfe"
    assert channel.heard[1] == bytes.fromhex("00C0000002")


def test_an_answer_in_parts_comes_whole():
    answer = Conversation(script("AA6101", "BB6101", "CC9000")).transmit(select_name(b"x"))
    assert (answer.data, answer.ok) == (b"\xaa\xbb\xcc", True)


def test_6cxx_repeats_the_command_with_the_right_length():
    channel = script("6C04", "01020304 9000")
    assert Conversation(channel).transmit(read_record(7, 11)).data == b"\x01\x02\x03\x04"
    assert channel.heard[1] == read_record(7, 4)


def test_6cxx_to_a_command_with_data_is_not_repeated_without_them():
    channel = script("6C04")
    assert Conversation(channel).transmit(select_file(0xEF05)).sw == 0x6C04
    assert len(channel.heard) == 1


def test_a_refusal_of_the_second_part_is_the_answer():
    assert Conversation(script("6102", "6F00")).transmit(select_name(b"x")).sw == 0x6F00


def test_more_data_without_end_is_garbled():
    with pytest.raises(CardGarbled):
        Conversation(ScriptedChannel(lambda _: "006101")).transmit(select_name(b"x"))


def test_the_conversation_has_the_atr_of_its_card():
    assert Conversation(ScriptedChannel(str)).atr == ScriptedChannel.atr


@given(st.lists(st.binary(min_size=2, max_size=6), min_size=40, max_size=40))
def test_no_run_of_answers_keeps_a_conversation_busy(answers):
    channel = script(*answers)
    with contextlib.suppress(CardGarbled):
        Conversation(channel).transmit(read_record(1, 2))
    assert len(channel.heard) <= 18


@pytest.mark.parametrize("raw", [b"A1\x00\x00", b"A1\xff", b"A1  ", b"A1"])
def test_padding_of_any_kind_is_dropped(raw):
    assert unpadded(raw) == b"A1"


@pytest.mark.parametrize("name", ["赵桂兰", "李䶮", "欧䶮𬭎", "阿依古丽·买买提", "O'BRIEN-JOHN", "\ue863"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
def test_names_of_the_country_survive_both_encodings(name, encoding):
    assert words("name", name.encode(encoding), encoding) == name


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"\xd5\xd4\x07", "gb18030"),
        (b"\xd5", "gb18030"),
        (b"\xd5\xd4\n", "gb18030"),
        (b"\x00\xd8", "utf-16-le"),
        (b"\x41", "utf-16-le"),
        ("\u2028".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_controls_and_half_characters_are_no_words(raw, encoding):
    with pytest.raises(CardGarbled):
        words("name", raw, encoding)


def test_a_form_is_matched_as_a_whole_and_with_plain_digits():
    assert matching("number", "[0-9]+", "123") == "123"
    for text in ("123a", "", "12３"):
        with pytest.raises(CardGarbled):
            matching("number", "[0-9]+", text)


def test_days_are_days_of_the_calendar():
    assert day("birth", "19520229") == dt.date(1952, 2, 29)
    assert day("birth", "") is None
    for digits in ("19530229", "195202", "1952022a", "00000000", "19521301"):
        with pytest.raises(CardGarbled):
            day("birth", digits)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_back(date):
    assert day("birth", f"{date:%Y%m%d}") == date


@given(st.binary(max_size=40), st.sampled_from(["gb18030", "utf-16-le"]))
def test_words_answer_or_refuse_without_quoting(raw, encoding):
    said = outcome(lambda: words("name", raw, encoding), str)
    assert said == "card-garbled" or not any(character < " " for character in said)


def test_a_refusal_names_the_field_and_not_its_content():
    with pytest.raises(CardGarbled) as refused:
        matching("number", "[0-9]{18}", "99990119520229002?")
    assert "9999" not in str(refused.value)
    assert "number" in str(refused.value)
