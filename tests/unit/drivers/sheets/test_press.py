"""A4 papers: the same paper is the same file, nothing is cut off or lost, every page says what it is."""

import datetime as dt
import re
import sys
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from drivers.sheets import press
from drivers.sheets.measures import BOTTOM, COLUMN, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP
from drivers.sheets.paging import pages
from drivers.sheets.sheet import Part, Sheet
from drivers.sheets.strokes import Words

MADE = dt.datetime(2026, 11, 25, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ROWS = tuple((str(number), "居民户口簿首页及本人页复印件", "到窗口，或在自助终端补交") for number in range(40))
EVERYTHING = Document(
    (
        Title("容缺受理通知书", mark="补打\n第 2 份"),
        Text("已受理，缺的材料可以后补", size=34, bold=True, centred=True),
        KeyValue("申请人", "赵䶮𬭎 𠅤㛃𤩽𫖯·阿不都"),
        Rule(),
        Text("还缺的材料", size=34, bold=True),
        Table(("序号", "材料", "怎么补"), ROWS, (1, 3, 4)),
        BigDate(dt.date(2026, 12, 9)),
        Rule(dashed=True),
        Numbered(("收到短信后带齐材料", "逾期没有补齐的，这次申请退回")),
        CodeBlock("https://zwfw.example/q/K0007202611250001?c=ABCD2345", "扫码看进度", "查询码", "ABCD2345"),
        Stamp(("示范市人力资源和社会保障局", "自助终端打印")),
        Code("https://zwfw.example/v/1", "扫码核验"),
        Foot(("姓名已遮去部分，请妥善保管",)),
    )
)


pytestmark = pytest.mark.usefixtures("qapp")


def sheet(*documents, labels=("",)):
    parts = tuple(Part(document, label) for document, label in zip(documents, labels, strict=True))
    return Sheet("容缺受理通知书", "示范市政务服务", "终端 K0007　高新分中心", MADE, parts)


def words_of(page):
    return [stroke for stroke in page if isinstance(stroke, Words)]


def text_of(page):
    return (
        "".join(stroke.text for stroke in words_of(page)).replace("\u00a0", "").replace(" ", "").replace("\u2002", "")
    )


def test_the_same_paper_is_the_same_file():
    one = press.pdf(sheet(EVERYTHING))
    for between in (EVERYTHING, Document((Rule(),)), Document((Numbered(("另一份",)), Text("别人的")))):
        press.pdf(sheet(between))
        assert press.pdf(sheet(EVERYTHING)) == one, "whatever was written before it"
    assert b"20261125" in one
    assert one.startswith(b"%PDF-1.4")
    assert b"pdfaid:part" in one or b"<pdfaid" in one
    assert b"/FontFile" in one


def test_the_offsets_of_the_file_are_still_right():
    data = press.pdf(sheet(EVERYTHING))
    table = int(re.search(rb"startxref\s+(\d+)", data)[1])
    assert data[table : table + 4] == b"xref"
    offsets = [int(entry) for entry in re.findall(rb"(\d{10}) \d{5} n", data[table:])]
    assert all(re.match(rb"\d+ 0 obj", data[offset : offset + 12]) for offset in offsets)


def test_the_file_names_no_person():
    data = press.pdf(sheet(Document((Title("受理通知书"), KeyValue("申请人", "赵桂兰")))))
    streams = b"".join(zlib.decompress(raw) for raw in re.findall(rb"stream\r?\n(x.*?)endstream", data, re.DOTALL))
    for form in ("utf-8", "utf-16-be", "gb18030"):
        assert "赵桂兰".encode(form) not in data + streams, "text is glyphs alone"


def test_every_page_says_whose_it_is_which_it_is_and_that_it_is_a_copy():
    found = pages(sheet(EVERYTHING, EVERYTHING, labels=("第一联　申请人留存", "第二联　归档")), press.measure)
    half = len(found) // 2
    assert half > 1
    for number, page in enumerate(found):
        said = text_of(page)
        assert ("第一联　申请人留存" if number < half else "第二联　归档") in said
        assert f"第{number % half + 1}页　共{half}页" in said
        assert "补打第2份" in said
        assert "示范市政务服务" in said
        assert "终端K0007" in said


def test_every_row_of_a_table_is_there_once_under_its_head():
    found = pages(sheet(EVERYTHING), press.measure)
    said = [[words.text for words in words_of(page)] for page in found]
    assert [text for page in said for text in page if text in {row[0] for row in ROWS}][: len(ROWS)] == [
        row[0] for row in ROWS
    ]
    with_rows = [page for page in said if "居民户口簿首页及本人页复印件" in "".join(page)]
    assert all("怎么补" in page for page in with_rows)
    assert len(with_rows) > 1


def test_the_codes_on_the_page_are_read_from_it():
    found = set()
    for image in press.pictures(sheet(EVERYTHING)):
        grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey[:, : image.width()].copy())
        found |= set(texts)
    assert {"https://zwfw.example/v/1", "https://zwfw.example/q/K0007202611250001?c=ABCD2345"} <= found


def test_a_heading_never_ends_a_page():
    for lines in range(1, 40):
        filler = Text("\n".join("字" for _ in range(lines)))
        heading = Text("备齐后", size=34, bold=True)
        found = pages(sheet(Document((filler, heading, Numbered(("到窗口",))))), press.measure)
        page = next(page for page in found if any(words.text == "备齐后" for words in words_of(page)))
        assert any("到窗口" in words.text for words in words_of(page))


def test_two_lines_of_a_paragraph_stay_together():
    long = "您申请办理的事项主要材料齐全，次要材料有欠缺，我们先行受理，请在期限内补齐。" * 12
    found = pages(sheet(Document((Text("\n".join("字" * 1 for _ in range(21))), Text(long)))), press.measure)
    for page in found:
        lines = [words for words in words_of(page) if len(words.text) > 10 and TOP < words.y < BOTTOM]
        assert len(lines) != 1


texts = st.text(st.sampled_from("受理通知书赵䶮𬭎𠅤·，。（）ABC123 \n"), min_size=1, max_size=300)
blocks = st.one_of(
    st.builds(Text, texts, st.sampled_from([24, 28, 34, 38]), st.booleans(), st.booleans()),
    st.builds(KeyValue, texts.map(lambda text: text[:6].replace("\n", "") or "字"), texts),
    st.builds(Numbered, st.lists(texts, min_size=1, max_size=4).map(tuple)),
    st.builds(
        Table,
        st.just(("一", "二")),
        st.lists(st.tuples(texts, texts), max_size=6).map(tuple),
        st.sampled_from([(), (1, 3)]),
    ),
    st.builds(Rule, st.booleans()),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=8))
def test_whatever_a_paper_says_stays_within_its_margins_and_nothing_is_lost(column):
    document = Document(tuple(column))
    found = pages(sheet(document), press.measure)
    for page in found:
        for words in words_of(page):
            assert words.x >= LEFT - 5
            assert words.x + press.measure(words.text, words.size, bold=words.bold) <= LEFT + COLUMN + 12
            assert 150 < words.y < PAGE_HEIGHT - 150
    said = "".join(text_of(page) for page in found)
    for block in column:
        if isinstance(block, Text):
            for character in block.text.replace(" ", "").replace("\n", ""):
                assert character in said


def test_a_picture_is_a_whole_page():
    (image, *_) = press.pictures(sheet(EVERYTHING))
    assert (image.width(), image.height()) == (PAGE_WIDTH, PAGE_HEIGHT)


def test_a_code_that_does_not_fit_is_refused_before_anything_is_painted():
    with pytest.raises(ValueError, match="QR"):
        press.pdf(sheet(Document((Code("字" * 2000),))))


def test_what_no_font_draws_and_what_hides_stands_there_as_its_number():
    plain = press.measure("赵", 45, bold=False)
    for character, number in (("\ue123", "〔E123〕"), ("\u202e", "〔202E〕"), ("\U0010ffff", "〔10FFFF〕")):
        assert press.measure(character, 45, bold=False) == press.measure(number, 45, bold=False) > plain


def test_names_of_every_script_are_drawn():
    for name in ("བསྟན་འཛིན།", "ئەركىن", "ᠪᠠᠶᠠᠷ", "ꆈꌠ", "䶮𬭎𠅤㛃𤩽𫖯·阿不都"):
        (image,) = press.pictures(sheet(Document((KeyValue("申请人", name),))))
        (blank,) = press.pictures(sheet(Document((KeyValue("申请人", " "),))))
        ink = [np.frombuffer(one.constBits(), np.uint8) < 128 for one in (image, blank)]
        assert ink[0].sum() > ink[1].sum() + 500
        assert "〔" not in press._legible(name)


def test_a_paper_takes_no_reference_of_none_and_leaves_nothing_in_the_writer():
    paper = sheet(EVERYTHING)
    press.pdf(paper)
    before = sys.getrefcount(None)
    for _ in range(5):
        press.pdf(paper)
    assert sys.getrefcount(None) - before < 5
    assert press._OWN.writer._buffer.data().isEmpty()
