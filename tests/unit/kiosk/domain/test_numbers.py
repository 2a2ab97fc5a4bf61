"""Check characters and what a citizen number says."""

import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.numbers import (
    NumberInvalid,
    check_mod_11_2,
    check_mod_37_36,
    has_check_37_36,
    read_citizen_number,
)

DEMO = ["999901195202290022", "999901194001010018", "99990119880808012X", "99990119620615003X", "999901200402290215"]
BIRTHS = st.dates(dt.date(1880, 1, 1), dt.date(2199, 12, 31))


def number(region: str, birth: dt.date, sequence: int) -> str:
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + check_mod_11_2(body)


NUMBERS = st.builds(number, st.from_regex(r"[0-9]{6}", fullmatch=True), BIRTHS, st.integers(0, 999))


@pytest.mark.parametrize("text", [*DEMO, "11010519491231002X"])
def test_published_and_demo_numbers_are_good(text):
    assert read_citizen_number(text).text == text


def test_a_small_x_is_taken_and_written_large():
    assert read_citizen_number(" 99990119880808012x ").text == "99990119880808012X"


def test_the_29th_of_february_is_a_birthday_in_leap_years_only():
    assert read_citizen_number("999901195202290022").birth == dt.date(1952, 2, 29)
    body = "99990119530229002"
    with pytest.raises(NumberInvalid):
        read_citizen_number(body + check_mod_11_2(body))


def test_odd_sequences_are_men_and_even_ones_women():
    assert read_citizen_number("999901194001010018").sex == "男"
    assert read_citizen_number("999901195202290022").sex == "女"


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), BIRTHS, st.integers(0, 999))
def test_every_region_is_taken_for_the_place_may_no_longer_exist(region, birth, sequence):
    read = read_citizen_number(number(region, birth, sequence))
    assert read.birth == birth
    assert read.sex == ("男" if sequence % 2 else "女")


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(text, place, shift):
    wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    with pytest.raises(NumberInvalid):
        read_citizen_number(wrong)


@given(NUMBERS, st.integers(0, 15))
def test_two_digits_the_wrong_way_round_are_always_found(text, place):
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if swapped != text:
        with pytest.raises(NumberInvalid):
            read_citizen_number(swapped)


@given(st.text(max_size=24).filter(lambda text: not text.strip()[:17].isdecimal()))
def test_anything_else_is_refused_with_a_code_and_without_repeating_it(text):
    with pytest.raises(NumberInvalid) as refusal:
        read_citizen_number(text)
    assert refusal.value.code == "card-number-invalid"
    assert len(text.strip()) < 5 or text.strip() not in str(refusal.value)


def test_full_width_digits_are_not_digits():
    with pytest.raises(NumberInvalid):
        read_citizen_number("９９９９０１１９５２０２２９００２２")


def test_a_number_never_shows_itself():
    assert "9999" not in repr(read_citizen_number(DEMO[0]))


@pytest.mark.parametrize(
    ("parts", "check"),
    [  # published licence identifiers (GB/T 36904), the parts after the root without their dots
        ("11100000000013338W01111430000006122244L20230000403001", "U"),
        ("11100000000013338W00911330105002500287C2025052201002", "0"),
        ("11100000MB03271699022340100000000016001", "9"),
    ],
)
def test_mod_37_36_agrees_with_published_licence_identifiers(parts, check):
    body = parts.replace(".", "")
    assert check_mod_37_36(body) == check
    assert has_check_37_36(body + check)


LETTERS = st.text(string.digits + string.ascii_uppercase, min_size=1, max_size=40)


@given(LETTERS, st.data())
def test_mod_37_36_finds_one_wrong_character(body, data):
    good = body + check_mod_37_36(body)
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from([c for c in string.digits + string.ascii_uppercase if c != good[place]]))
    assert has_check_37_36(good)
    assert not has_check_37_36(good[:place] + other + good[place + 1 :])


def test_mod_37_36_knows_no_other_characters():
    assert not has_check_37_36("K0007-1")
    assert not has_check_37_36("7")
    with pytest.raises(ValueError, match="not found"):
        check_mod_37_36("a")
