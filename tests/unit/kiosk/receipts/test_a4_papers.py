"""A4 papers: 受理 only after 受理, everything missing at once, two copies of a deferral, nobody named in full."""

import dataclasses
import datetime as dt

import pytest
from receipt_cases import ACCEPTED, NOW, RECEIVED

from config.load import load_services
from drivers.printers.document import BigDate, Numbered, Stamp, Table, Title
from drivers.sheets import press
from kiosk.domain.case import Promise
from kiosk.domain.inquiry import Printout
from kiosk.receipts import papers_of
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.facts import Place
from kiosk.receipts.offered import offered_sheet
from kiosk.receipts.sheets import acceptance_sheet, deferral_sheet, one_time_sheet

ITEM = load_services()["elder-card-joint"]
PLACE = Place("K0007", "高新分中心", "示范市政务服务")
DEFERRED = dataclasses.replace(ACCEPTED, promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)))
PAPERS = papers_of()
PROOF = Printout(
    "certificate-sheet",
    {
        "title": "居民养老保险参保缴费凭证",
        "dept_name": "示范区人力资源和社会保障局",
        "applicant": "赵桂兰",
        "id_number": "110101195805120021",
        "query_code": "ABCD2345",
        "proof": "https://zwfw.example/q#ABCD2345",
        "note": "本凭证只列在本区参保的记录。",
        "h1": "缴费年度",
        "h2": "缴费档次",
        "h3": "个人缴费（元）",
        "h4": "政府补贴（元）",
    },
    (("证明编号", "11999901MADEM003804992014003000202611210001"), ("记录截至", "2026-10-31")),
    (("2011", "500 元", "500.00", "60.00"),),
    medium="sheet",
)


def prove(*_):
    return "https://zwfw.example/q#" + "0123456789" * 16


def accepted(filed=ACCEPTED, copy=1):
    return acceptance_sheet(PAPERS, filed, copy, place=PLACE, prove=prove, now=NOW)


def deferral(filed=DEFERRED, copy=1):
    return deferral_sheet(PAPERS, filed, ITEM, copy, place=PLACE, prove=prove, now=NOW)


def one_time(copy=1, missing=("M-RESIDE", "M-PHOTO")):
    lacking = [ITEM.material(code) for code in missing]
    return one_time_sheet(PAPERS, ITEM, lacking, copy, applicant="赵桂兰", place=PLACE, now=NOW)


def certificate(proof=PROOF, copy=1):
    return offered_sheet(PAPERS, proof, copy, place=PLACE, now=NOW)


EVERY = (accepted, deferral, one_time, certificate)


def found(sheet, kind):
    return [block for part in sheet.parts for block in part.document.blocks if isinstance(block, kind)]


def said(sheet):
    return "".join(repr(part.document) for part in sheet.parts)


@pytest.mark.parametrize("make", EVERY)
def test_nobody_is_named_in_full(make):
    sheet = make()
    assert "赵*兰" in said(sheet)
    for secret in ("赵桂兰", "110101195805120021", "19580512"):
        assert secret not in said(sheet)
        assert secret not in sheet.title + sheet.issuer + sheet.foot + repr(sheet)


@pytest.mark.parametrize("make", EVERY)
def test_a_further_copy_is_marked_on_every_page(make):
    assert all(part.mark == "" for part in make().parts)
    assert all(part.mark == "补打 第 2 份" for part in make(copy=2).parts)
    assert "补打于 2026-11-21 09:48" in said(make(copy=2))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("make", EVERY)
def test_it_fits_on_one_page_a_part_and_is_a_file(make):
    sheet = make()
    assert len(press.pictures(sheet)) == len(sheet.parts)
    assert press.pdf(sheet) == press.pdf(make())


@pytest.mark.parametrize("make", EVERY)
def test_every_page_tells_terminal_and_time(make):
    assert make().foot == "终端 K0007　高新分中心　2026-11-21 09:48 打印"


def test_what_was_only_received_gets_no_notice_of_acceptance():
    for make in (accepted, deferral):
        with pytest.raises(PaperRefused):
            make(RECEIVED)


def test_an_acceptance_says_what_was_taken_and_decides():
    whole = said(accepted(dataclasses.replace(ACCEPTED, promise=None, promised_names=())))
    assert "材料齐全，符合法定形式" in whole
    assert "先行受理" not in whole
    assert "先行受理" in said(accepted())
    assert all(material in whole for material in ACCEPTED.materials)


def test_a_deferral_is_two_copies_of_the_same_with_what_how_until_when_and_what_if_late():
    sheet = deferral()
    assert [part.label for part in sheet.parts] == ["第一联　申请人留存", "第二联　受理部门归档"]
    one, other = ([block for block in part.document.blocks if not hasattr(block, "text")] for part in sheet.parts)
    assert one == other
    assert "近期免冠照片" in found(sheet, Numbered)[0].steps[0]
    assert found(sheet, BigDate)[0].day == dt.date(2026, 11, 27)
    assert "到期没有补齐" in said(sheet)


def test_without_a_calendar_a_deferral_names_no_day():
    answer = dataclasses.replace(ACCEPTED.acknowledgement, due=None)
    open_end = dataclasses.replace(ACCEPTED, acknowledgement=answer, promise=Promise(("M-PHOTO",), 5, None))
    sheet = deferral(open_end)
    assert found(sheet, BigDate) == []
    assert "5 个工作日内补齐" in said(sheet)


def test_a_one_time_notice_holds_everything_numbered_and_is_no_receipt():
    sheet = one_time()
    assert len(found(sheet, Numbered)[0].steps) == 2
    assert "本单不是受理回执" in said(sheet)
    assert found(sheet, Title)[0].framed
    with pytest.raises(PaperRefused):
        one_time(missing=())


def test_a_certificate_is_a_table_of_the_record_or_says_that_there_is_none():
    assert found(certificate(), Table)[0].rows == (("2011", "500 元", "500.00", "60.00"),)
    assert found(certificate(), Stamp)[0].lines[0] == "示范区人力资源和社会保障局"
    assert "11999901MADEM003804992014003000202611210001" in said(certificate())
    none = certificate(dataclasses.replace(PROOF, lines=(("查询结果", "没有登记"),), rows=()))
    assert found(none, Table) == []
    assert "没有登记" in said(none)
    assert "桂兰" not in repr(PROOF)
