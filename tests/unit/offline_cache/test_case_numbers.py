"""Numbers that a terminal gives by itself: unique, and proof against a slip of the finger."""

import datetime as dt
import itertools
import uuid

from hypothesis import given
from hypothesis import strategies as st

from offline_cache.case_numbers import (
    ALPHANUMERIC,
    PLAIN,
    is_query_code,
    is_receipt_no,
    query_code,
    rating_id,
    receipt_no,
    uuid7,
)

TERMINALS = st.from_regex(r"[A-Z][0-9]{4}", fullmatch=True)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2099, 12, 31))
COUNTS = st.integers(1, 9999)


def test_a_receipt_number_reads_terminal_day_count_check():
    assert receipt_no("K0007", dt.date(2026, 11, 21), 42)[:-1] == "K0007-20261121-0042-"


def test_the_check_character_is_that_of_iso_7064_mod_37_36():
    published = "11100000000013338W01111430000006122244L20230000403001"
    from offline_cache.case_numbers import _check

    assert _check(published, ALPHANUMERIC) == "U"


@given(TERMINALS, DAYS, COUNTS, st.data())
def test_one_wrong_character_in_a_receipt_number_is_found(terminal, day, count, data):
    number = receipt_no(terminal, day, count)
    assert is_receipt_no(number)
    place = data.draw(st.sampled_from([at for at, one in enumerate(number) if one != "-"]))
    wrong = data.draw(st.sampled_from([one for one in ALPHANUMERIC if one != number[place]]))
    assert not is_receipt_no(number[:place] + wrong + number[place + 1 :])


@given(st.text(max_size=30))
def test_any_text_may_be_asked_whether_it_is_a_number(text):
    assert is_receipt_no(text) in {True, False}
    assert is_query_code(text) in {True, False}


@given(st.data())
def test_one_wrong_character_in_a_query_code_is_found(data):
    code = query_code()
    assert len(code) == 8
    assert is_query_code(code)
    place = data.draw(st.integers(0, 7))
    wrong = data.draw(st.sampled_from([one for one in PLAIN if one != code[place]]))
    assert not is_query_code(code[:place] + wrong + code[place + 1 :])


def test_every_wrong_character_and_every_swap_of_neighbours_in_a_given_code_is_found():
    for code in (query_code() for _ in range(300)):
        slips = [code[:at] + one + code[at + 1 :] for at in range(8) for one in PLAIN]
        slips += [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(7)]
        assert [slip for slip in slips if slip != code and is_query_code(slip)] == []


def test_a_code_whose_neighbours_could_be_swapped_unseen_is_not_given(monkeypatch):
    from offline_cache import case_numbers

    first = next(
        text
        for text in (
            "".join(head) + pair for head in itertools.product("2345", repeat=5) for pair in ("GH", "FG", "EF")
        )
        if case_numbers._check(text, PLAIN) == case_numbers._check(text[:5] + text[6] + text[5], PLAIN)
    )
    drawn = iter(first + "3333333")
    monkeypatch.setattr(case_numbers.secrets, "choice", lambda _letters: next(drawn))
    assert query_code().startswith("3333333")


def test_query_codes_do_not_repeat_and_hold_no_ambiguous_character():
    codes = {query_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert not set("".join(codes)) & set("01OILSBZ")


@given(st.integers(0, (1 << 48) - 1))
def test_a_case_id_is_a_uuid_of_version_7_with_its_moment_in_front(now_ms):
    made = uuid.UUID(uuid7(now_ms))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == now_ms


def test_case_ids_of_one_moment_differ():
    assert len({uuid7(1) for _ in range(1000)}) == 1000


def test_one_case_has_one_rating():
    case_id = uuid7(1)
    assert rating_id(case_id) == rating_id(case_id) != rating_id(uuid7(1))
