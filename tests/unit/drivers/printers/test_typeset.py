from __future__ import annotations

import datetime as dt
import os
import random
import threading
import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from drivers.printers.document import (
    BigDate,
    Code,
    CodeBlock,
    Document,
    Foot,
    KeyValue,
    Numbered,
    Rule,
    Stamp,
    Table,
    Text,
    Title,
)
from drivers.printers.legible import Way, pieces
from drivers.printers.strip import black, page_pixels, page_to_png
from drivers.printers.typeset import FAMILIES, _family, _Foundry, _glyph, ensure_gui, typeset

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.usefixtures("qapp")

ADDRESS = "https://zwfw.example/q/K0007-20261121-0042-C?c=7K3M9QX4"
CODE = CodeBlock(ADDRESS, "扫码看进度", "查询码", "7K3M9QX4")
RARE = "䶮𬭎·龘㛃𤩽𫖯𬘡𭏟𮈘𠀀𪜀𫝀𬺰䲟㑇〇"
EVERYTHING = Document(
    (
        Title("受理回执"),
        Text("已受理", size=34, bold=True, centred=True),
        Rule(dashed=True),
        KeyValue("申请人", "赵*兰", size=34),
        BigDate(dt.date(2026, 11, 27)),
        Rule(),
        CODE,
        Table(("材料", "份数"), (("身份证", "1"), ("居住证明", "2")), (3, 1)),
        Stamp(("容缺受理通知书", "专用")),
        Code(ADDRESS, "扫码办理"),
        Numbered(("补齐照片，当场办结", "有疑问请拨 12345")),
        Foot(("终端 K0007",)),
    )
)


def decoded(page, which=0):
    code = page.codes[which]
    pixels = page_pixels(page)[code.top : code.top + code.side, code.left : code.left + code.side]
    return cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(pixels))[0]


def strip(*blocks):
    return black(typeset(Document(blocks)))


def test_a_strip_is_576_dots_wide_with_a_white_margin_of_16():
    dots = black(typeset(EVERYTHING))
    assert dots.shape[1] == 576
    assert not dots[:, :16].any()
    assert not dots[:, -16:].any()
    assert not dots[:20].any()
    assert not dots[-20:].any()


def test_the_same_document_gives_the_same_dots_on_any_thread():
    pages = []
    worker = threading.Thread(target=lambda: pages.append(typeset(EVERYTHING)))
    worker.start()
    worker.join()
    assert pages[0].bits == typeset(EVERYTHING).bits


def test_the_page_knows_what_its_code_says_and_the_code_says_it():
    page = typeset(EVERYTHING)
    assert page.qr_payload == ADDRESS
    assert decoded(page) == ADDRESS
    assert typeset(Document((Rule(),))).qr_payload == ""


def test_the_two_kinds_of_title_differ_at_arms_length():
    solid, framed = strip(Title("受理回执")), strip(Title("收件凭条", framed=True))
    assert solid.mean() > 0.5
    assert framed.mean() < 0.25
    bar = np.flatnonzero(solid[:, 16:560].any(axis=1))
    assert len(bar) == 104
    frame = framed[bar[0] : bar[-1] + 1, 16:560]
    assert frame[:5].all()
    assert frame[:, :5].all()
    assert not frame[5:10, 5:-5].any()


@pytest.mark.parametrize("framed", [False, True])
def test_a_copy_carries_a_panel_of_the_other_colour_beside_its_title(framed):
    plain = strip(Title("受理回执", framed=framed))
    marked = strip(Title("受理回执", framed=framed, mark="补打\n第 2 份"))
    assert marked.shape == plain.shape
    corner = marked[24 + 12 : 24 + 20, 400:540]
    assert corner.mean() > 0.9 if framed else corner.mean() < 0.1
    assert not np.array_equal(marked, strip(Title("受理回执", framed=framed, mark="补打\n第 3 份")))


def test_rules_are_no_hairlines():
    solid, dashed = strip(Rule()), strip(Rule(dashed=True))
    assert len(np.flatnonzero(solid.any(axis=1))) == 3
    assert solid[24, 16:560].all()
    assert len(np.flatnonzero(dashed.any(axis=1))) == 2
    assert dashed[24, 16:560].mean() == 0.5


def test_labels_and_values_stand_on_two_left_edges():
    dots = strip(KeyValue("口", "国"))
    columns = np.flatnonzero(dots.any(axis=0))
    assert 16 <= columns[0] <= 22
    value = columns[columns > 100]
    assert 156 <= value[0] <= 162


def test_a_long_value_wraps_under_itself_and_loses_nothing():
    short, long = strip(KeyValue("已收材料", "身份证")), strip(KeyValue("已收材料", "身份证信息、" * 8))
    assert long.shape[0] > short.shape[0] + 2 * 36
    assert not long[70:, :150].any()


def test_the_day_is_the_largest_thing_on_the_paper():
    rows = np.flatnonzero(strip(BigDate(dt.date(2026, 11, 27))).any(axis=1))
    assert rows[-1] - rows[0] >= 65
    assert not np.array_equal(strip(BigDate(dt.date(2027, 1, 4))), strip(BigDate(dt.date(2027, 1, 4), with_year=True)))


@pytest.mark.parametrize("code", ["7K3M9QX4", "WMWMMWMW"])
def test_any_code_fits_beside_its_symbol(code):
    dots = strip(CodeBlock(ADDRESS, "扫码看进度", "查询码", code))
    assert not dots[:, 560:].any()


LEVEL_3 = (
    (0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14), (0xFA1F, 0xFA1F),
    (0xFA21, 0xFA21), (0xFA23, 0xFA24), (0xFA27, 0xFA29), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip
FOUR_SCRIPTS = ["བསྟན་འཛིན།", "ئابدۇللا مەمەت", "ᠪᠠᠲᠤ", "ꆏꃅꀉꐚ"]


def test_every_hanzi_of_gb_18030_level_3_has_a_glyph():
    hanzi = [chr(code) for first, last in LEVEL_3 for code in range(first, last + 1)]
    assert len(hanzi) == 87_887
    assert [f"{ord(c):X}" for c in hanzi if _family.__wrapped__(c) not in FAMILIES[:3]] == []
    blank = [c for c in random.Random(3).sample(hanzi, 200) if not _glyph(c, 28, True).dots.any()]
    assert blank == []


@pytest.mark.parametrize("character", RARE)
def test_every_character_of_a_name_has_a_glyph(character):
    assert [piece.way for piece in pieces(character, _Foundry().has)] == [Way.GLYPH]
    assert strip(Text(character, size=38)).sum() > 20


def test_rare_characters_differ_from_each_other_on_paper():
    drawn = [strip(Text(character, size=38)).tobytes() for character in [*RARE, "\U000e0fff"]]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("name", FOUR_SCRIPTS)
def test_names_in_the_four_scripts_are_drawn_by_real_fonts(name):
    assert {piece.way for piece in pieces(name, _Foundry().has)} <= {Way.SHAPED, Way.GLYPH, Way.GAP}
    assert strip(KeyValue("姓名", name)).sum() > 300


def test_joined_letters_are_not_drawn_apart():
    joined = strip(Text("ئابدۇللا", size=40)).any(axis=0).nonzero()[0]
    apart = strip(Text("\u200b".join("ئابدۇللا"), size=40)).any(axis=0).nonzero()[0]
    assert joined[-1] - joined[0] < apart[-1] - apart[0]


def test_uyghur_words_read_from_right_to_left():
    """The first word of a name stands to the right of the second: so does its ink when only it is written."""
    both = strip(Text("ا ەەەەەەە", size=40))
    first, columns = strip(Text("ا", size=40)), both.any(axis=0).nonzero()[0]
    tall = both[:44].any(axis=0).nonzero()[0]
    assert first.any()
    assert tall[0] > columns[0] + 40


@pytest.mark.parametrize("stranger", ["\ue863", "\U000e0fff", "\x07", "\ud840", "\u202e", "\ufdd0", "\u0378"])
def test_what_no_font_draws_stands_as_its_number_and_never_as_nothing(stranger):
    (piece,) = pieces(stranger, _Foundry().has)
    assert piece.way is Way.NUMBER
    others = [strip(KeyValue("姓名", f"欧阳{c}")).tobytes() for c in (stranger, "\ue000", "?", "〓", "", "口")]
    assert len(set(others)) == len(others)


def test_a_direction_mark_turns_nothing():
    straight, turned = strip(Text("abc", size=40)), strip(Text("\u202eabc", size=40))
    columns = straight.any(axis=0).nonzero()[0]
    letters = straight[:, columns[0] : columns[-1] + 1]
    assert any(np.array_equal(turned[:, left : left + letters.shape[1]], letters) for left in range(16, 120))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=40), large=st.booleans(), width=st.sampled_from([576, 384]))
def test_any_text_comes_to_paper_inside_its_margins(text, large, width):
    page = typeset(Document((Title("回执"), Text(text), KeyValue("姓名", text), Foot((text,)))), width, large=large)
    dots = black(page)
    assert dots.shape[1] == width
    assert not dots[:, :2].any()
    assert not dots[:, -2:].any()
    visible = [c for c in text if unicodedata.category(c)[0] in "LN" or unicodedata.category(c) in {"Co", "Cc"}]
    if any(c not in "\n\r\t\v\f\x85" for c in visible):
        empty = typeset(Document((Title("回执"), Text(""), KeyValue("姓名", ""), Foot(("",)))), width, large=large)
        assert dots.sum() > black(empty).sum()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [576, 384])
def test_every_block_stands_on_every_paper(width, large):
    page = typeset(EVERYTHING, width, large=large)
    dots = black(page)
    edge = 16 if width == 576 else 8
    assert not dots[:, :edge].any()
    assert not dots[:, -edge:].any()
    assert decoded(page) == ADDRESS
    said = "".join(run.text for run in page.runs).replace("\u00a0", "").replace(" ", "")
    for word in (
        "受理回执",
        "已受理",
        "赵*兰",
        "星期五",
        "补齐照片，当场办结",
        "身份证",
        "容缺受理通知书",
        "7K3M",
        "K0007",
    ):
        assert word in said
    assert [code.payload for code in page.codes] == [ADDRESS, ADDRESS]
    assert decoded(page, 1) == ADDRESS
    for code in page.codes:
        quiet = dots[code.top : code.top + 24, code.left : code.left + code.side]
        below = dots[code.top + code.side - 24 : code.top + code.side, code.left : code.left + code.side]
        assert not quiet.any()
        assert not below.any()


def test_the_large_variant_is_larger_and_keeps_its_left_edge():
    plain, large = typeset(Document((Text("口口"),))), typeset(Document((Text("口口"),)), large=True)
    assert [run.size for run in plain.runs] == [28]
    assert [run.size for run in large.runs] == [38]
    assert plain.runs[0].left == large.runs[0].left == 16


def test_runs_tell_in_reading_order_what_the_dots_say():
    page = typeset(Document((Title("受理回执"), KeyValue("申请人", "赵*兰"), Rule(), Foot(("终端",)))))
    assert [run.text for run in page.runs] == ["受理回执", "申请人", "赵*兰", "终端"]
    assert page.runs[0].white
    assert len(page.rules) == 1
    assert "赵" not in repr(page) + repr(page.runs)


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("title", ["容缺受理通知书", "一次性告知单", "准予行政许可决定书副本"])
@pytest.mark.parametrize("mark", ["", "补打\n第 2 份"])
def test_long_titles_stay_on_their_bar(title, mark, width):
    page = typeset(Document((Title(title, mark=mark),)), width)
    dots = black(page)
    edge = 16 if width == 576 else 8
    assert not dots[:, :edge].any()
    assert not dots[:, -edge:].any()
    assert "".join(run.text for run in page.runs if run.size > 32).replace("\n", "") == title


def test_a_label_too_long_for_its_column_stands_above_its_value():
    page = typeset(Document((KeyValue("法定办理时限起算日", "今天"),)))
    label, value = page.runs
    assert value.top >= label.top + label.size


def test_a_table_keeps_its_columns_and_refuses_ragged_rows():
    page = typeset(Document((Table(("材料", "份数"), (("身份证复印件", "1"), ("", "2")), (3, 1)),)))
    lefts = {run.text: run.left for run in page.runs}
    assert lefts["份数"] == lefts["1"] == lefts["2"]
    assert lefts["材料"] == lefts["身份证复印件"] == 16
    with pytest.raises(ValueError, match="cell"):
        typeset(Document((Table(("材料", "份数"), (("一",),)),)))


def test_an_office_s_mark_stands_in_a_double_frame_at_the_right():
    dots = strip(Stamp(("示范市政务服务局", "已收件")))
    columns = np.flatnonzero(dots.any(axis=0))
    assert columns[-1] == 559
    assert columns[0] > 250
    row = dots[60, columns[0] : columns[0] + 9]
    assert row.tolist() == [True] * 4 + [False] * 3 + [True] * 2


def test_a_code_alone_stands_in_the_middle_with_its_caption_below():
    page = typeset(Document((Code(ADDRESS, "扫码办理"),)))
    (code,), (caption,) = page.codes, page.runs
    assert abs(code.left + code.side / 2 - 288) <= 4
    assert caption.top >= code.top + code.side
    assert decoded(page) == ADDRESS


def test_an_application_is_made_once_and_kept():
    assert ensure_gui() is QGuiApplication.instance()


PICTURES = {
    "paper-384": (EVERYTHING, {"width": 384}),
    "paper-large": (EVERYTHING, {"large": True}),
    "paper-names": (
        Document(
            (
                Title("收件凭条", framed=True, mark="补打\n第 2 份"),
                *(KeyValue("姓名", name) for name in FOUR_SCRIPTS),
                KeyValue("姓名", "买买提·吐尔逊", size=34),
                KeyValue("姓名", "欧阳䶮𬭎·龘㛃𤩽𫖯𠀀𪜀"),
                KeyValue("姓名", "张\ue863\U0010fffd三"),
                BigDate(dt.date(2027, 1, 4), with_year=True),
            )
        ),
        {},
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_paper_is_the_golden_picture_dot_by_dot(name):
    """Set REGENERATE_GOLDEN=1 to draw the pictures anew, then look at them."""
    document, variant = PICTURES[name]
    page = typeset(document, **variant)
    path = Path(__file__).parents[3] / "golden" / f"{name}.png"
    if os.environ.get("REGENERATE_GOLDEN"):
        path.write_bytes(page_to_png(page))
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), page_pixels(page))
