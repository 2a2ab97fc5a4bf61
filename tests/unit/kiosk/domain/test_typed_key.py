"""The printed lines of a travel document, key by key."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.keying import ERASE, LINES, LONGEST, TypedKey

KEYS = st.lists(st.sampled_from([*string.digits, *"AEZ<é", "", ERASE, "12"]), max_size=60)


def typed(*keys, start=None):
    key = start or TypedKey()
    for one in keys:
        key = key.pressed(one)
    return key


def test_a_date_that_is_whole_leads_to_the_next_line():
    key = typed(*"19520229", start=TypedKey(number="E12345678", line="birth"))
    assert (key.birth, key.line, key.complete) == ("19520229", "expiry", False)
    assert typed(*"20300101", start=key).complete


def test_a_day_that_no_calendar_has_stays_and_is_told():
    key = typed(*"19530229", start=TypedKey(line="birth"))
    assert (key.line, key.mistaken("birth"), key.whole("birth")) == ("birth", True, False)


def test_the_number_alone_takes_letters():
    assert typed(*"E1", start=TypedKey()).number == "E1"
    assert typed(*"E1", start=TypedKey(line="birth")).birth == "1"


def test_the_can_stands_for_the_three_lines():
    key = typed(*"123456", start=TypedKey(line="can"))
    assert (key.complete, key.line) == (True, "can")
    assert not key.at("number").complete


def test_the_way_onward_finds_what_is_missing_and_stays_where_nothing_is():
    full = TypedKey("E12345678", "19520229", "20300101", line="birth")
    assert full.onward() == full
    assert TypedKey(birth="19520229", line="expiry").onward().line == "number"


@given(KEYS, st.sampled_from([*LINES, "can"]))
def test_any_keys_leave_lines_that_fit(keys, line):
    key = typed(*keys, start=TypedKey(line=line))
    for one in LONGEST:
        assert len(key.of(one)) <= LONGEST[one]
        assert set(key.of(one)) <= set(string.digits + (string.ascii_uppercase if one == "number" else ""))
    assert not (key.whole(one) and key.mistaken(one))


@given(st.text(string.digits + string.ascii_uppercase, min_size=1, max_size=11))
def test_erasing_takes_back_key_by_key(number):
    assert typed(*number, *[ERASE] * len(number)) == TypedKey()


@pytest.mark.parametrize("key", [TypedKey("E12345678", "19520229", "20300101", "123456")])
def test_nothing_typed_shows_in_a_repr(key):
    assert not any(text in repr(key) for text in ("E1234", "1952", "2030", "123456"))
