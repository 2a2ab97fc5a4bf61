"""A proof through the whole attendant: asked once, printed when wanted, a trouble of the printer told and got round."""

import datetime as dt
from dataclasses import replace

import pytest
from visits import ZHAO, Hall

from kiosk.domain.answers import Escalate, Go, Pick, Print
from kiosk.domain.errands import Inquire, PrintPaper
from kiosk.domain.inquiry import Found
from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.reports import Inquired, PrintEnded, PrintWaits
from kiosk.domain.results import ResultAsk
from kiosk.domain.state import Serving, TakingCard

PROVEN = replace(ZHAO, kind="resident", trust="sam_verified")
PROOF = {
    "title": "居民养老保险参保缴费凭证",
    "dept_name": "示范区人力资源和社会保障局",
    "until": dt.date(2026, 10, 31).isoformat(),
    "lines": [["参保时间", "2009-12"]],
    "heads": ["缴费年度", "缴费档次", "个人缴费（元）", "政府补贴（元）"],
    "rows": [["2009", "100 元", "100.00", "30.00"]],
    "note": "",
    "serial": "1",
    "query_code": "7K3M9QX4",
    "proof": "https://zwfw.example/q#7K3M9QX4",
}


@pytest.fixture
def hall():
    one = Hall()
    one.lay_card(identity=PROVEN)
    one.choose(item="pension-proof")
    one.attendant.answer(Go())
    one.attendant.answer(Pick("all"))
    return one


def answered(hall, document=PROOF, **failed):
    (asked, *_) = hall.errands(Inquire)[-1:]
    found = Found(asked.inquiry, "failed", **failed) if failed else Found(asked.inquiry, "known", document)
    hall.tell(Inquired(hall.visit, found))


def ended(hall, outcome="confirmed", code=""):
    hall.tell(PrintEnded(hall.visit, outcome, 1, code, paper="paper"))


def test_it_is_asked_once_and_the_wait_is_said(hall):
    assert isinstance(hall.state.ask, TellAsk)
    assert hall.state.ask.waiting
    answered(hall)
    assert isinstance(hall.state.ask, ResultAsk)
    assert len(hall.errands(Inquire)) == 1


def test_it_is_printed_once_at_a_time_and_again_when_asked(hall):
    answered(hall)
    hall.attendant.answer(Print())
    hall.attendant.answer(Print())
    assert len(hall.errands(PrintPaper)) == 1
    ended(hall)
    assert hall.state.listing == "done"
    hall.attendant.answer(Print())
    one, other = hall.errands(PrintPaper)
    assert one.printout.key == other.printout.key
    ended(hall)
    hall.attendant.answer(Go())
    assert isinstance(hall.state, TakingCard)


def test_what_the_printer_waits_for_is_said_and_taken_back(hall):
    answered(hall)
    hall.tell(PrintWaits(hall.visit, "sheets-jam"))
    assert hall.state.fault == ""
    hall.attendant.answer(Print())
    hall.tell(PrintWaits(hall.visit, "sheets-jam"))
    assert (hall.state.fault, hall.state.listing) == ("sheets-jam", "printing")
    ended(hall)
    assert (hall.state.fault, hall.state.listing) == ("", "done")


def test_without_a4_the_slip_is_offered_and_printed_on_the_roll(hall):
    answered(hall)
    hall.attendant.answer(Print())
    ended(hall, "held", "sheets-unavailable")
    assert hall.state.listing == "sheets-unavailable"
    hall.attendant.answer(Pick("roll"))
    hall.attendant.answer(Print())
    assert [one.printout.medium for one in hall.errands(PrintPaper)] == ["sheet", "roll"]


def test_a_question_that_failed_is_put_again_under_its_id(hall):
    answered(hall, code="platform-unreachable")
    assert hall.state.fault == "platform-unreachable"
    hall.attendant.again()
    one, other = (errand.inquiry.id for errand in hall.errands(Inquire))
    assert one == other
    answered(hall)
    assert isinstance(hall.state.ask, ResultAsk)


def test_from_a_refusal_it_goes_on_to_what_got_stuck(hall):
    answered(hall, {"refused": {"code": "no-record", "text_zh": "没有查到。", "todo_zh": "请到窗口。"}})
    hall.attendant.answer(Escalate())
    assert isinstance(hall.state, Serving)
    assert hall.state.run.item.id == "complaint-unresolved"
    assert hall.state.run.form["matter"] == "pension-proof"
