from __future__ import annotations

import datetime as dt
import os
import threading

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QTextLayout

from drivers.printers.document import BigDate, CodeBlock, Document, Foot, KeyValue, Numbered, Rule, Text, Title
from drivers.printers.strip import black, page_pixels
from drivers.printers.typeset import _FAMILIES, _font, ensure_gui, typeset

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
        Numbered(("补齐照片，当场办结", "有疑问请拨 12345")),
        Foot(("终端 K0007",)),
    )
)


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
    assert cv2.QRCodeDetector().detectAndDecode(page_pixels(page))[0] == ADDRESS
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


@pytest.mark.parametrize("character", RARE)
def test_every_character_of_a_name_has_a_glyph_and_none_is_tofu(character):
    layout = QTextLayout(character, _font(28, bold=True))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    assert all(run.rawFont().familyName() in _FAMILIES for run in runs)
    assert all(index != 0 for run in runs for index in run.glyphIndexes())


def test_rare_characters_differ_from_each_other_and_from_the_missing_glyph_on_paper():
    drawn = [strip(Text(character, size=38)).tobytes() for character in [*RARE, "\U000e0fff"]]
    assert len(set(drawn)) == len(drawn)


def test_an_application_is_made_once_and_kept():
    assert ensure_gui() is QGuiApplication.instance()
