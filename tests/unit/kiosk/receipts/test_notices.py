"""What is missing is said at once, numbered, with form, way and place; a day only where somebody counted it."""

import dataclasses
import datetime as dt

import pytest
from receipt_cases import ACCEPTED, NOW, RECEIVED

from config.load import load_services
from drivers.printers.document import BigDate, CodeBlock, KeyValue, Numbered, Text, Title
from kiosk.domain.case import Promise
from kiosk.receipts import papers_of, printer_test
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.facts import Place
from kiosk.receipts.notices import deferral_notice, list_mark, one_time_notice

ITEM = load_services()["elder-card-joint"]
PLACE = Place("K0007", "高新分中心", "示范市政务服务")
MISSING = [ITEM.material("M-RESIDE"), ITEM.material("M-PHOTO")]
FILED = dataclasses.replace(ACCEPTED, promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)))


def notice(missing=MISSING, **how):
    template = papers_of()["one-time-notice"]
    return one_time_notice(template, ITEM, missing, applicant="赵桂兰", place=PLACE, now=NOW, **how)


def deferral(filed=FILED, **how):
    template = papers_of()["deferral-notice"]
    return deferral_notice(
        template, filed, ITEM, place=PLACE, prove=lambda *_: "https://zwfw.example/q#1", now=NOW, **how
    )


def found(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def test_everything_missing_is_numbered_with_form_way_and_place():
    document = notice()
    assert found(document, Numbered)[0].steps == (
        (
            "居住证明\n要求：A4，原件 1 份，写明姓名和住址，盖有社区公章，半年以内开具\n"
            "说明：社区开具，盖章原件，1 页\n由谁出：社区居民委员会"
        ),
        (
            "近期免冠照片\n要求：一寸，白底，原件 1 份，免冠，五官清晰，白色背景，半年内拍摄\n"
            "说明：手机拍的也行\n由谁出：申请人自备"
        ),
    )
    assert Text("还差 2 样，备齐就能办", size=34, bold=True, centred=True) in document.blocks
    assert KeyValue("窗口时间", ITEM.channels.window_hours) in document.blocks


def test_it_is_no_receipt_and_names_the_person_masked():
    said = repr(notice())
    assert "受理回执" in said
    assert "本单不是受理回执" in said
    assert "赵*兰" in said
    assert "赵桂兰" not in said
    assert found(notice(), Title) == [Title("一次性告知单", framed=True)]


def test_the_same_list_has_the_same_mark_and_another_list_another():
    assert list_mark(ITEM, MISSING) == list_mark(ITEM, MISSING[::-1]) != list_mark(ITEM, MISSING[:1])
    assert list_mark(ITEM, MISSING) in repr(notice())


def test_a_notice_without_anything_missing_is_refused():
    with pytest.raises(PaperRefused):
        notice([])


def test_a_further_copy_is_marked_with_number_and_time():
    for document in (notice(copy=2), deferral(copy=2)):
        assert found(document, Title)[0].mark == "补打\n第 2 份"
        assert "补打于 2026-11-21 09:48" in repr(document)


def test_a_deferral_names_what_follows_by_when_and_what_happens_if_late():
    document = deferral(sheet="第一联 申请人留存")
    assert found(document, BigDate) == [BigDate(dt.date(2026, 11, 27))]
    assert "近期免冠照片" in found(document, Numbered)[0].steps[0]
    said = repr(document)
    for words in ("到期没有补齐", "不影响以后再办", "第一联 申请人留存", ITEM.channels.window):
        assert words in said
    assert found(document, CodeBlock)[0].code == ACCEPTED.query_code


def test_no_day_is_guessed():
    silent = dataclasses.replace(FILED.acknowledgement, due=None)
    filed = dataclasses.replace(FILED, promise=Promise(("M-PHOTO",), 5, None), acknowledgement=silent)
    document = deferral(filed)
    assert found(document, BigDate) == []
    assert "受理后 5 个工作日内补齐" in repr(document)
    assert "以受理通知为准" in repr(document)


def test_before_acceptance_there_is_no_deferral_notice():
    for filed in (RECEIVED, dataclasses.replace(FILED, promise=None)):
        with pytest.raises(PaperRefused):
            deferral(filed)


def test_the_test_strip_says_it_is_nobodys_paper():
    assert "2026-11-21 09:48:30" in repr(printer_test("K0007", "TM-T82", NOW))
    assert KeyValue("打印机", "TM-T82") in printer_test("K0007", "TM-T82", NOW).blocks
    assert "打印机" not in repr([b for b in printer_test("K0007", "", NOW).blocks if isinstance(b, KeyValue)])
    assert "不是办事凭证" in repr(printer_test("K0007", "TM-T82", NOW))
