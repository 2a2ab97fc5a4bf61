from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from receipt_cases import ACCEPTED, CASE_ID, NOW, RECEIVED

from drivers.imaging.codes import read_qr
from drivers.lab.printer import LabPrinter
from drivers.printers.document import BigDate, CodeBlock, KeyValue, Numbered, Text, Title
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import page_pixels, page_to_png
from drivers.printers.typeset import typeset
from drivers.types import Printed
from kiosk.domain.case import Promise
from kiosk.receipts import query_address, receipt_document
from kiosk.receipts.clock import UNCOMPARED
from kiosk.receipts.proof import prove, verify
from kiosk.receipts.register import DeviceKey
from offline_cache.keys import DeviceKeys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.usefixtures("qapp")

GOLDEN = Path(__file__).parents[3] / "golden"
KEYS = DeviceKeys(Ed25519PrivateKey.from_private_bytes(bytes(range(32))), bytes(32))
REGISTER = [DeviceKey(KEYS.public, "K0007")]


def signed(filed, copy, now):
    return prove(filed, copy, keys=KEYS, clock=UNCOMPARED, now=now)


def document(filed, copy=1, region=""):
    return receipt_document(
        filed,
        copy,
        terminal_id="K0007",
        site="高新分中心",
        issuer="示范市政务服务",
        prove=signed,
        now=NOW,
        region=region,
    )


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
def test_a_copy_is_marked_with_number_and_time_in_the_code_and_at_the_foot(filed):
    assert found(filed, Title)[0].mark == ""
    assert found(filed, Title, copy=3)[0].mark == "补打\n第 3 份"
    assert Text("补打于 2026-11-21 09:48", bold=True, centred=True) in found(filed, Text, copy=3)
    assert "补打" not in words(filed)
    assert verify(found(filed, CodeBlock, copy=3)[0].payload, REGISTER, NOW).statement.copy == 3
    assert "第 3 份" in words(filed, 3)


def test_the_code_names_nobody_and_cannot_be_guessed_from_the_number():
    assert query_address(RECEIVED) == "https://zwfw.example/q/K0007-20261121-0042-C#7K3M9QXX"
    other = dataclasses.replace(RECEIVED, query_code="AAAA2222")
    assert query_address(other) != query_address(RECEIVED)
    (code,) = found(ACCEPTED, CodeBlock)
    assert code.payload.isascii()
    assert code.code == RECEIVED.query_code


@pytest.mark.parametrize(("filed", "state"), [(ACCEPTED, "accepted"), (RECEIVED, "received")])
def test_the_code_on_paper_proves_what_the_paper_says(filed, state):
    proven = verify(document(filed).qr_payload, REGISTER, NOW)
    assert (proven.statement.case_id, proven.statement.state, proven.statement.copy) == (CASE_ID, state, 1)
    proven.covers(filed)


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
    query_code=st.sampled_from(["7K3M9QXX", "2222222F", "QQQQQQQW", "ACDEFGHK", "9Y3X7W64"]),
)


@pytest.fixture(scope="module")
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@settings(max_examples=25, deadline=None)
@given(filed=FILED, copy=st.integers(1, 12))
def test_what_is_seen_is_what_is_printed_and_its_code_decodes(lab, filed, copy):
    page = typeset(document(filed, copy))
    assert EscPosPrinter(lab.address).print(page, filed.case_id, lambda _: None) is Printed.CONFIRMED
    paper = cv2.imdecode(np.frombuffer(lab.papers()[-1].png, np.uint8), cv2.IMREAD_GRAYSCALE)
    lab.command(["take"])
    assert np.count_nonzero(paper != page_pixels(page)) == 0
    (code,) = page.codes
    said = read_qr(paper[code.top : code.top + code.side, code.left : code.left + code.side])
    assert said == page.qr_payload
    verify(said, REGISTER, NOW).covers(filed)
