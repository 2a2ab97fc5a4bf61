"""What a public screen and a log may show of a person."""

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.numbers import check_mod_11_2
from kiosk.privacy import Redaction, mask_name, mask_number, mask_phone, redact

NUMBERS = st.from_regex(r"[1-9][0-9]{5}(18|19|20)[0-9]{2}(0[1-9]|1[0-2])[0-2][0-9][0-9]{3}[0-9Xx]", fullmatch=True)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=3, max_size=20)
WORDS = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("赵桂兰", "赵*兰"),
        ("李䶮", "李*"),
        ("欧阳建国", "欧**国"),
        ("阿依古丽·买买提", "阿***提"),
        ("𠮷野家", "𠮷*家"),
        ("李𬀩", "李*"),
        ("葛\U000e0100城", "葛*"),
        ("ERIKSSON ANNA", "E***A"),
        ("王", "*"),
        ("", ""),
        ("  赵桂兰 ", "赵*兰"),
    ],
)
def test_names_are_masked_by_what_people_see(name, masked):
    assert mask_name(name) == masked


@given(HAN)
def test_a_masked_name_shows_two_characters_and_never_how_many_there_were(name):
    masked = mask_name(name)
    assert masked[0] == name[0]
    assert masked[-1] == name[-1]
    assert 3 <= len(masked) <= 5
    assert set(masked[1:-1]) == {"*"}


@given(st.text(max_size=40))
def test_masking_never_stumbles_and_never_returns_the_whole(text):
    masked = mask_name(text)
    assert masked != text or not text.strip() or "*" in text


def test_a_citizen_number_keeps_its_region_and_its_last_four():
    assert mask_number("999901195202290022") == "999901 ******** 0022"
    assert mask_number("130503670401001") == "130503 ***** 1001"


@given(NUMBERS)
def test_a_masked_number_has_no_birthday(number):
    assert number[6:14] not in mask_number(number).replace(" ", "")


@pytest.mark.parametrize(("number", "masked"), [("E12345678", "E******78"), ("12345", "*****"), ("", "")])
def test_other_numbers_show_even_less(number, masked):
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812346620", "138 **** 6620"), ("138 1234 6620", "138 **** 6620"), ("12345", "*****"), ("", "")],
)
def test_phones_are_masked(phone, masked):
    assert mask_phone(phone) == masked


@given(WORDS, NUMBERS, WORDS)
def test_no_id_number_passes_the_log(before, number, after):
    assert number not in redact(before + number + after)


@given(WORDS, PHONES, WORDS)
def test_no_mobile_number_passes_the_log(before, phone, after):
    assert phone not in redact(before + phone + after)


@pytest.mark.parametrize(
    "text", ["999901 19520229 0022", "999901-19520229-0022", "130503670401001", "+86 138 1234 6620"]
)
def test_written_apart_they_do_not_pass_either(text):
    assert redact(f"number {text}!") == "number [redacted]!"


@pytest.mark.parametrize(
    "text",
    [
        "delivered in 123456 ms",
        "K0007-20261121-0042-C",
        "2026-11-21 09:48:00,123",
        "sha256 9f86d081884c7d659a2feaa0c55ad015",
    ],
)
def test_what_is_nobodys_stays(text):
    assert redact(text) == text


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction())
    logger = logging.getLogger("privacy-test")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_the_filter_sees_the_finished_message(log):
    logger, stream = log
    logger.warning("card %s of %s", "99990119520229" + "0022", {"phone": "13812346620"})
    assert stream.getvalue() == "card [redacted] of {'phone': '[redacted]'}\n"


def test_the_filter_sees_tracebacks(log):
    logger, stream = log
    try:
        int("no such person 999901195202290022")
    except ValueError:
        logger.exception("lookup")
    assert "[redacted]" in stream.getvalue()
    assert "999901195202290022" not in stream.getvalue()


def test_the_filter_sees_stacks(log):
    logger, stream = log
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "plain", (), None)
    record.stack_info = "at 999901195202290022"
    logger.handle(record)
    assert stream.getvalue() == "plain\nat [redacted]\n"


def test_a_message_with_a_percent_sign_survives_the_filter(log):
    logger, stream = log
    logger.info("paper 15% left")
    assert stream.getvalue() == "paper 15% left\n"


@given(st.integers(10**16, 10**17 - 1))
def test_every_number_with_a_good_check_is_seen(body):
    number = f"{body}{check_mod_11_2(str(body))}"
    assert redact(number) == "[redacted]"
