from __future__ import annotations

import datetime as dt
import itertools
import re

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.lab.escpos_paper import Press
from drivers.lab.printer_stream import next_command
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
from drivers.printers.encode import ENCODINGS, pieces
from drivers.printers.rom import rom_bytes, strangers
from drivers.printers.strip import to_page
from drivers.printers.typeset import typeset

pytestmark = pytest.mark.usefixtures("qapp")

REAL_TIME = re.compile(rb"\x10\x04[\x01-\x08\x12\x14]|\x10\x05[\x00-\x03]|\x10\x14[\x01-\x08]")
PAYLOAD = "https://zwfw.example/q#7K3M9QX4." + "2718281828" * 26 + "271"
RECEIPT = Document(
    (
        Text("示范市政务服务", size=30, centred=True),
        Title("受理回执"),
        Text("已受理，正式开始办理", size=34, bold=True, centred=True),
        Rule(dashed=True),
        Text("老年人优待证与免费乘车卡联合办理", size=38, bold=True),
        KeyValue("申请人", "赵*兰", size=34),
        KeyValue("受理部门", "示范区民政局"),
        KeyValue("已收材料", "身份证信息、居住证明 1 页、户口簿 2 页、银行卡 1 页"),
        KeyValue("时间", "2026-11-21 星期六 09:48"),
        Rule(dashed=True),
        Text("最晚在这天补照片 1 张"),
        BigDate(dt.date(2026, 11, 27)),
        Text("窗口、自助终端都能补，免重新申请。"),
        Rule(),
        CodeBlock(PAYLOAD, "扫码看进度、验真伪", "查询码", "7K3M9QX4"),
        KeyValue("办件编号", "1199 9901 MADE M001 1849 9071 1001 0002 0261 1210 004"),
        Rule(),
        Text("接下来", size=34, bold=True),
        Numbered(("补齐照片，当场办结", "证件邮寄到家，请留意电话", "有疑问请拨 12345")),
        Rule(dashed=True),
        Foot(("终端 K0007　高新分中心　第 1 份", "姓名已遮去部分，请妥善保管")),
    )
)
RARE = Document((Title("收件凭条", framed=True, mark="补打\n第 2 份"), KeyValue("姓名", "欧阳䶮𬭎·龘ئابدۇللا𠀀\ue863")))
FIGURES = Document(
    (
        Title("一次性告知单"),
        Table(("材料", "份数"), (("身份证复印件", "1"), ("居住证明", "12")), (3, 1)),
        Stamp(("示范市政务服务局", "已收件")),
        Code("https://zwfw.example/q/1", "扫码办理"),
    )
)
CHINESE = "受理回执申请人姓名，。、《》（）—…·〇䶮𬭎𠀀龘"
PAPERS = [RECEIPT, RARE, FIGURES]


def commands(data):
    while data:
        command, length = next_command(data)
        yield command
        data = data[length:]


def printed(data, dots=576):
    press = Press(dots)
    rows = [row for command in commands(data) for row in press.rows(command)]
    bits = np.unpackbits(np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), dots // 8), axis=1)
    return np.where(bits, 0, 255).astype(np.uint8)


def said(data):
    """The lines of a hybrid paper in words, ■ for a picture in a line and ▦ for a code."""
    lines, line = [], ""
    for name, parameters in commands(data):
        if name == b"":
            line += parameters.decode("gbk")
        elif name == b"\x1b*":
            line += "■"
        elif name == b"\x1bJ" and line:
            lines.append(line)
            line = ""
        elif name == b"\x1d(" and parameters[2:5] == b"k1Q":
            lines.append("▦")
    return lines


def plain(text):
    return re.sub(r"[\s\u00a0]", "", text)


def expected(run):
    text = run.text
    for part, _ in run.strange:
        text = text.replace(part, "■", 1)
    return plain(text)


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("document", PAPERS)
def test_the_hybrid_paper_says_every_word_of_the_preview_in_its_order(document, large, width):
    page = typeset(document, width, large=large)
    told = plain("\n".join(said(b"".join(pieces(page, "hybrid")))))
    words = [expected(run) for run in page.runs]
    assert sorted(plain(told).replace("━", "").replace("┄", "").replace("▦", "")) == sorted("".join(words))
    places = {}
    for word in dict.fromkeys(words):
        assert word in told
        places[word] = told.index(word)
    for upper, lower in itertools.combinations(page.runs, 2):
        once = words.count(expected(upper)) == words.count(expected(lower)) == 1
        unlike = sum(expected(upper) in w for w in words) == 1 and sum(expected(lower) in w for w in words) == 1
        if once and unlike and upper.top + upper.size <= lower.top:
            assert places[expected(upper)] < places[expected(lower)]


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("document", PAPERS)
def test_the_hybrid_paper_s_codes_say_what_the_page_s_do(document, width):
    page = typeset(document, width)
    paper = printed(b"".join(pieces(page, "hybrid")), width)
    found = cv2.QRCodeDetector().detectAndDecode(paper)[0]
    assert found == page.qr_payload


def test_a_receipt_is_short_on_either_wire():
    page = typeset(RECEIPT)
    assert len(page.runs) >= 29
    assert len(b"".join(pieces(page, "hybrid"))) <= 2_000
    assert len(b"".join(pieces(page, "raster"))) <= 45_000


def test_what_the_rom_lacks_is_sent_as_a_picture_and_never_as_a_question_mark_or_four_bytes():
    page = typeset(RARE)
    sent = b"".join(pieces(page, "hybrid"))
    pictures = [command for command in commands(sent) if command.name == b"\x1b*"]
    assert len(pictures) == 2
    assert all(any(command.data[3:]) for command in pictures)
    text = b"".join(command.data for command in commands(sent) if command.name == b"")
    assert b"?" not in text
    assert text.decode("gbk").encode("gb18030") == text


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.one_of(st.text(max_size=20), st.text(st.sampled_from(CHINESE), max_size=20)), max_size=4),
    encoding=st.sampled_from(ENCODINGS),
    large=st.booleans(),
    mark=st.booleans(),
)
def test_no_page_of_any_words_looks_like_a_real_time_command(texts, encoding, large, mark):
    blocks = [Title("回执", mark="补打\n第 2 份" if mark else ""), *(KeyValue("姓名", text) for text in texts), Rule()]
    page = typeset(Document(tuple(blocks)), large=large)
    parts = list(pieces(page, encoding))
    assert REAL_TIME.search(b"\x1dr\x01".join(parts)) is None
    assert REAL_TIME.search(b"".join(parts)) is None
    assert all(part and list(commands(part))[-1] for part in parts)


def test_each_piece_leaves_nothing_in_the_line_buffer():
    for piece in pieces(typeset(RECEIPT), "hybrid"):
        press = Press()
        for command in commands(piece):
            list(press.rows(command))
        assert list(press.rows(next_command(b"\x1bJ\x00")[0])) == []


def test_a_page_that_is_only_a_picture_goes_as_dots():
    page = to_page(np.eye(576, dtype=bool))
    assert list(pieces(page, "hybrid")) == list(pieces(page, "raster"))
    with pytest.raises(ValueError, match="raster"):
        pieces(page, "text")


@given(st.text())
def test_what_a_rom_is_given_is_what_it_has(text):
    strange = strangers(text)
    rest = text
    for part in strange:
        before, found, rest = rest.partition(part)
        assert found
        assert rom_bytes(before).decode("gbk").replace("\u3000", "") == re.sub("[\u2003\u3000]", "", plainer(before))
    assert all(byte >= 0x20 for byte in rom_bytes(rest))


def plainer(text):
    return re.sub("[\u00a0\u2002\u2009\u202f]", " ", text)
