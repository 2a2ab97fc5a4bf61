from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drivers.imaging.codes import read_qr
from drivers.lab.printer import LabPrinter
from drivers.printers.document import BigDate, CodeBlock, KeyValue, Numbered, Text, Title
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import page_pixels, page_to_png
from drivers.printers.typeset import typeset
from drivers.types import Printed
from kiosk.domain.case import Acknowledgement, Filed, Promise
from kiosk.receipts import query_address, receipt_document

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.usefixtures("qapp")

GOLDEN = Path(__file__).parents[2] / "golden"
RECEIVED = Filed(
    case_id="case-0042",
    receipt_no="K0007-20261121-0042-C",
    query_code="7K3M9QX4",
    item_id="elder-card",
    task_name="老年人优待证与免费乘车卡联合办理",
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=("身份证信息", "居住证明 1 页"),
    filed=dt.datetime(2026, 11, 21, 9, 48),  # noqa: DTZ001 - the terminal's own clock, as printed
    promise=Promise(("photo",), 5, dt.date(2026, 11, 27)),
    promised_names=("照片 1 张",),
    next_steps=("补齐照片，当场办结", "证件邮寄到家，请留意电话"),
)
ACCEPTED = dataclasses.replace(
    RECEIVED,
    acknowledgement=Acknowledgement("case-0042", "SF26112100042317", RECEIVED.filed, dt.date(2026, 11, 27)),
)


def document(filed, copy=1):
    return receipt_document(filed, copy, "K0007", "高新分中心", "示范市政务服务")


def found(filed, kind, copy=1):
    return [block for block in document(filed, copy).blocks if isinstance(block, kind)]


def words(filed, copy=1):
    """Everything that is said on the paper."""
    return repr(document(filed, copy))


@pytest.mark.parametrize(("name", "filed"), [("receipt-online", ACCEPTED), ("receipt-offline", RECEIVED)])
def test_the_paper_is_the_golden_picture_dot_by_dot(name, filed):
    """Set REGENERATE_GOLDEN=1 to draw the pictures anew, then look at them."""
    page = typeset(document(filed))
    path = GOLDEN / f"{name}.png"
    if os.environ.get("REGENERATE_GOLDEN"):
        path.write_bytes(page_to_png(page))
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), page_pixels(page))


def test_accepted_and_received_are_different_papers():
    assert found(ACCEPTED, Title) == [Title("受理回执", framed=False)]
    assert found(RECEIVED, Title) == [Title("收件凭条", framed=True)]
    assert "已受理" in words(ACCEPTED)
    assert "已受理" not in words(RECEIVED)
    assert "还没有受理" in words(RECEIVED)
    assert "本凭条不是受理回执" in words(RECEIVED)


def test_the_centres_number_stands_only_where_the_centre_gave_one():
    assert KeyValue("办件编号", "SF26 1121 0004 2317") in found(ACCEPTED, KeyValue)
    assert KeyValue("收件号", "K0007-20261121-0042-C") in found(RECEIVED, KeyValue)
    assert "办件编号" not in words(RECEIVED)


def test_a_date_stands_only_after_acceptance():
    assert [block.day for block in found(ACCEPTED, BigDate)] == [dt.date(2026, 11, 27)]
    assert found(RECEIVED, BigDate) == []
    assert "受理后 5 个工作日内" in words(RECEIVED)
    assert "11 月 27 日" not in words(RECEIVED)


def test_the_centres_date_goes_before_ours():
    later = dataclasses.replace(ACCEPTED.acknowledgement, due=dt.date(2027, 1, 4))
    assert found(dataclasses.replace(ACCEPTED, acknowledgement=later), BigDate) == [
        BigDate(dt.date(2027, 1, 4), with_year=True)
    ]
    silent = dataclasses.replace(ACCEPTED.acknowledgement, due=None)
    assert [b.day for b in found(dataclasses.replace(ACCEPTED, acknowledgement=silent), BigDate)] == [
        dt.date(2026, 11, 27)
    ]


def test_where_no_calendar_knows_the_day_the_working_days_are_said():
    filed = dataclasses.replace(
        ACCEPTED,
        promise=Promise(("photo",), 5, None),
        acknowledgement=dataclasses.replace(ACCEPTED.acknowledgement, due=None),
    )
    assert found(filed, BigDate) == []
    assert Text("受理后 5 个工作日内", size=50, bold=True) in found(filed, Text)


def test_without_a_promise_nothing_is_asked_for_later():
    filed = dataclasses.replace(ACCEPTED, promise=None, promised_names=())
    assert found(filed, BigDate) == []
    assert "工作日" not in words(filed)
    assert "补" not in words(dataclasses.replace(filed, next_steps=()))


def test_silence_has_a_last_day_and_a_number_to_call():
    (steps,) = found(RECEIVED, Numbered)
    assert "联网后自动送出" in steps.steps[0]
    assert "11 月 26 日还没消息" in steps.steps[1]
    assert "12345" in steps.steps[1]
    assert len(steps.steps) == 3


def test_at_most_three_next_steps_and_always_whom_to_call():
    filed = dataclasses.replace(ACCEPTED, next_steps=("一", "二", "三", "四"))
    assert found(filed, Numbered)[0].steps == ("一", "二", "有疑问请拨 12345")
    filed = dataclasses.replace(ACCEPTED, next_steps=("一", "二", "没收到消息，请拨 12345"))
    assert found(filed, Numbered)[0].steps == filed.next_steps


@pytest.mark.parametrize("filed", [ACCEPTED, RECEIVED])
def test_a_copy_is_marked_beside_the_title_in_the_code_and_at_the_foot(filed):
    assert found(filed, Title)[0].mark == ""
    assert found(filed, Title, copy=3)[0].mark == "补打\n第 3 份"
    assert "补打" not in words(filed)
    assert found(filed, CodeBlock, copy=3)[0].payload.endswith("&n=3")
    assert "第 3 份" in words(filed, 3)


def test_the_code_names_nobody_and_cannot_be_guessed_from_the_number():
    assert query_address(RECEIVED, 1) == "https://zwfw.example/q/K0007-20261121-0042-C?c=7K3M9QX4"
    assert "赵" not in query_address(RECEIVED, 1)
    other = dataclasses.replace(RECEIVED, query_code="AAAA2222")
    assert query_address(other, 1) != query_address(RECEIVED, 1)


def test_the_time_is_beijing_time_whatever_clock_the_row_was_written_with():
    utc = dataclasses.replace(RECEIVED, filed=dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.UTC))
    assert "2026-11-22\u2002星期日\u200200:30" in words(utc).replace("\\u2002", "\u2002")
    assert "11 月 27 日还没消息" in words(utc)


NAMES = st.text(st.sampled_from("赵*兰䶮𬭎·阿依古丽买提𠀀"), min_size=2, max_size=12)
FILED = st.builds(
    dataclasses.replace,
    st.sampled_from([ACCEPTED, RECEIVED]),
    masked_name=NAMES,
    task_name=st.text(st.sampled_from("老年人优待证与免费乘车卡（办理）"), min_size=2, max_size=40),
    materials=st.lists(st.sampled_from(["身份证信息", "居住证明 1 页", "户口簿"]), max_size=6).map(tuple),
    next_steps=st.lists(st.sampled_from(["补齐照片，当场办结", "证件邮寄到家，请留意电话"]), max_size=3).map(tuple),
    query_code=st.text(st.sampled_from("23456789ABCDEFGHJKMNPQRSTVWXYZ"), min_size=8, max_size=8),
)


@pytest.fixture(scope="module")
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@settings(max_examples=40, deadline=None)
@given(filed=FILED, copy=st.integers(1, 12))
@example(  # OpenCV takes part of this one's text for a finder pattern
    filed=dataclasses.replace(
        ACCEPTED, masked_name="··", task_name="与与", materials=(), next_steps=(), query_code="SD54V4EF"
    ),
    copy=5,
)
def test_what_is_seen_is_what_is_printed_and_its_code_decodes(lab, filed, copy):
    page = typeset(document(filed, copy))
    assert EscPosPrinter(lab.address).print(page, filed.case_id, lambda _: None) is Printed.CONFIRMED
    paper = cv2.imdecode(np.frombuffer(lab.papers()[-1].png, np.uint8), cv2.IMREAD_GRAYSCALE)
    lab.command(["take"])
    assert np.count_nonzero(paper != page_pixels(page)) == 0
    assert read_qr(paper) == query_address(filed, copy) == page.qr_payload
