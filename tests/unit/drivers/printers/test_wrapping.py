from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.wrapping import CLOSING, OPENING, THIN_SPACE, spaced, wrap


def em(text: str) -> float:
    """Han and full-width marks one em, everything else half."""
    return sum(1.0 if ord(c) > 0x2E7F or c in CLOSING + OPENING else 0.5 for c in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("有疑问请拨 12345", 16, ["有疑问请拨 12345"]),
        ("老年人优待证与免费乘车卡联合办理", 14.3, ["老年人优待证与", "免费乘车卡联合办理"]),
        ("联网后自动送出，扫码或拨电话都能查", 16, ["联网后自动送出，", "扫码或拨电话都能查"]),
        ("一行写不下的九个字呢", 9, ["一行写不下的九个", "字呢"]),
        ("SF26 1121 0004 2317 0001", 9, ["SF26 1121 0004", "2317 0001"]),
        ("第一行\n第二行", 16, ["第一行", "第二行"]),
        ("", 16, [""]),
    ],
)
def test_lines_break_where_the_sense_breaks(text, width, lines):
    assert wrap(text, width, em) == lines


def test_a_number_stays_with_its_measure_word_where_it_can():
    lines = wrap(spaced("送出以后二十四小时内24小时有人打电话给您"), 12, em)
    assert any(f"24{THIN_SPACE}小" in line for line in lines)


def test_a_word_wider_than_the_paper_is_cut_rather_than_lost():
    assert "".join(wrap("A" * 50, 10, em)) == "A" * 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("照片1张", f"照片{THIN_SPACE}1{THIN_SPACE}张"),
        ("照片 1 张", f"照片{THIN_SPACE}1{THIN_SPACE}张"),
        ("SF26 1121", "SF26 1121"),
        ("赵*兰", "赵*兰"),
        ("𬭎2", f"𬭎{THIN_SPACE}2"),
    ],
)
def test_han_and_digits_are_set_apart_by_a_thin_space(text, expected):
    assert spaced(text) == expected
    assert spaced(expected) == expected


ALPHABET = st.sampled_from("请照片受理回执𬭎，。、（）《》12Aa-·* ")


@given(text=st.text(ALPHABET, max_size=60), width=st.integers(6, 20))
def test_nothing_is_lost_and_nothing_is_too_wide(text, width):
    lines = wrap(text, width, em)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(em(line) <= width for line in lines)


@given(text=st.lists(st.sampled_from(["照片", "受理，", "（回执）", "12", "《办法》"]), max_size=20).map("".join))
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(text):
    for line in wrap(text, 9, em)[1:]:
        assert line[0] not in CLOSING
    for line in wrap(text, 9, em)[:-1]:
        assert line[-1] not in OPENING
