from __future__ import annotations

from itertools import pairwise

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


@pytest.mark.parametrize(
    ("text", "width", "whole"),
    [
        ("请在窗口补齐材料（原件）(复印件)再来", 6, ["(复", "件)"]),
        ("按规定办理——不得拖延……请放心", 6, ["——", "……"]),
        ("通过率 98%以上请放心办理此事", 5, ["98%"]),
        ("申请人ئابدۇللا مەمەت先生", 6, ["ئابدۇللا", "مەمەت"]),
        ("བསྟན་འཛིན་རྒྱ་མཚོ་བསྟན་འཛིན་", 8, ["བསྟན་", "འཛིན་"]),
        ("姓名Nguyễn Vă\u0323n Álvaro先生", 5, ["Nguyễn", "Vă\u0323n", "Álvaro"]),
        ("邊\U000e0100邉\U000e0101邊\U000e0102邉\U000e0103", 2, ["邊\U000e0100", "邉\U000e0103"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text, width, whole):
    def wide(part):
        return sum(
            0.0 if 0xE0100 <= ord(c) <= 0xE01EF or c == "\u0323" else 1.0 if ord(c) > 0x2E7F else 0.5 for c in part
        )

    lines = wrap(text, width, wide)
    assert len(lines) > 1
    for part in whole:
        assert any(part in line for line in lines), lines


@given(
    text=st.lists(
        st.sampled_from(
            ["照片", "受理，", "（回执）", "12", "《办法》", "(复印件)", "98%", "A/B", "——", "……", "、", "abc."]
        ),
        max_size=20,
    ).map("".join),
    width=st.integers(8, 14),
)
def test_no_closing_mark_of_either_script_begins_a_line(text, width):
    for before, line in pairwise(wrap(text, width, em)):
        assert line[0] not in CLOSING + ")%"
        assert before[-1] not in OPENING + "("


@given(length=st.integers(20, 60), closing=st.sampled_from(["，", "）", "。”", ")"]))
def test_even_a_word_that_must_be_cut_ends_with_its_mark(length, closing):
    lines = wrap("A" * length + closing, 10, em)
    assert "".join(lines) == "A" * length + closing
    assert all(em(line) <= 10 for line in lines)
    assert all(line[0] not in CLOSING + ")" for line in lines)
