"""Codes of items and their owners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import USCC_ALPHABET, is_catalog_code, is_handle_item, is_task_code, is_uscc

REAL = [
    "12441500196720244T",
    "11370800MB28559184",
    "11100000000013661B",
    "11100000000013338W",
    "11430000006122244L",
    "11330105002500287C",
    "113700000045046442",
    "11999901MADEM00118",
]


@pytest.mark.parametrize("code", REAL)
def test_published_codes_pass(code):
    assert is_uscc(code)


@given(st.sampled_from(REAL), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_never_passes(code, place, character):
    wrong = code[:place] + character + code[place + 1 :]
    assert is_uscc(wrong) is (wrong == code)


@pytest.mark.parametrize("code", ["", "11999901MADEM0011", "11999901MADEM001180", "11999901MADEMOO118", "340100"])
def test_other_lengths_and_letters_never_pass(code):
    assert not is_uscc(code)


@given(st.text(max_size=20))
def test_anything_at_all_gets_an_answer(text):
    assert is_uscc(text) in {True, False}


@pytest.mark.parametrize(("code", "good"), [("990711001000", True), ("99071100100", False), ("99071100100X", False)])
def test_a_catalog_code_has_twelve_digits(code, good):
    assert is_catalog_code(code) is good


@pytest.mark.parametrize(
    ("task_code", "uscc", "level", "catalog_code"),
    [
        ("12441500196720244T3442199806003", "12441500196720244T", 3, "442199806003"),
        ("11370800MB285591843370117002011", "11370800MB28559184", 3, "370117002011"),
    ],
)
def test_real_task_codes_are_owner_level_and_catalog_code(task_code, uscc, level, catalog_code):
    assert is_task_code(task_code, uscc, level, catalog_code)
    assert not is_task_code(task_code, uscc, level + 1, catalog_code)
    assert is_handle_item(task_code + "01", task_code)
    assert not is_handle_item(task_code + "1", task_code)
    assert not is_handle_item(task_code + "AB", task_code)
