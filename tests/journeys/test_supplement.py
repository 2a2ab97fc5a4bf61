"""C8: the promised paper, brought to any terminal by the card; its receipt has the time; a day late is no dead end."""

import datetime as dt
from dataclasses import replace

import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS, Visit, open_desks
from test_progress import GUILAN, NOW, filed, handed_in

from kiosk.attendant.arriving import _to_offer
from kiosk.domain.answers import Go, Pick, Use
from kiosk.domain.case import Captured
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.receipts import papers_of
from offline_cache.outbox import Outbox
from tests.platform_fixtures import _levers_back, kit, sandbox, terminal  # noqa: F401 - fixtures are found by name

LAST_DAY = dt.datetime(2026, 12, 2, 16, 58, tzinfo=BEIJING)


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def visit(desks, now=NOW, **more):
    return Visit(desks, "supplement", GUILAN, now, **more).give(Go())


def photographed(one):
    one.run = keep(one.run, Captured("M-SUPPLEMENT", b"jpeg", 1240, 1754, one.when.now))
    return one.give(Use())


def test_only_cases_that_need_a_paper_are_offered_and_only_their_papers(desks):
    handed_in(desks, 1)
    handed_in(desks, 2, owed=())
    one = visit(desks)
    assert [row.id for row in one.ask.rows] == ["case-0001"]
    one.pick_first()
    assert [(row.id, row.title) for row in one.ask.rows] == [("M-PHOTO", "本人照片")]
    with pytest.raises(NotAccepted):
        one.give(Pick("M-IDCARD"))


def test_the_paper_is_photographed_under_its_own_name_and_checked_before_it_goes(desks):
    handed_in(desks)
    one = visit(desks).pick_first().pick_first()
    assert (one.step, one.ask.material.short_name) == ("capture", "本人照片")
    with pytest.raises(NotAccepted):
        one.give(Use())
    photographed(one)
    assert one.step == "owed_send"
    assert one.give(Go()).step == "receipt"
    assert (one.run.form["for_case"], one.run.form["paper"]) == ("case-0001", "M-PHOTO")


def test_offline_on_the_last_day_the_terminal_of_the_case_takes_it(desks):
    one = visit(desks, LAST_DAY, online=False)
    assert "12345" in one.ask.lead.chinese
    one.run = replace(one.run, filed=(filed(),))
    one.pick_first().pick_first()
    assert one.step == "capture"
    photographed(one)
    assert "没联网" in one.ask.lead.chinese
    assert one.give(Go()).step == "receipt"


def test_a_day_late_is_told_with_its_consequence_and_may_still_be_brought(desks):
    handed_in(desks)
    one = visit(desks, LAST_DAY + dt.timedelta(days=1)).pick_first().pick_first()
    assert one.step == "owed_late"
    assert [act.does for act in one.ask.acts] == ["escalate", "go"]
    assert any("不可抗力" in value.chinese for _, value in one.ask.facts if hasattr(value, "chinese"))
    assert one.give(Go()).step == "capture"


def test_the_picture_of_one_paper_never_goes_for_another(desks):
    handed_in(desks, owed=("M-PHOTO", "M-RESIDE"))
    one = visit(desks).pick_first().give(Pick("M-PHOTO"))
    photographed(one)
    one.back().back()
    assert one.give(Pick("M-RESIDE")).run.captured == ()


def test_a_second_paper_on_the_same_day_is_no_second_application():
    before = filed(item_id="supplement", printed=True)
    assert _to_offer(None, (before,), "supplement") is None


def test_a_paper_brought_to_another_terminal_reaches_its_case(sandbox, terminal, tmp_path):  # noqa: F811
    home, away = terminal, kit.Terminal(tmp_path / "away", f"{terminal.terminal_id[:-2]}99")
    now = dt.datetime.now(BEIJING)
    courier = home.courier(sandbox.url)
    courier.step(now)
    first = home.desk().file(kit.finished_run(), now)
    courier.step(now)
    there = away.courier(sandbox.url)
    there.step(now)
    when, who = Moment(now, WORKDAYS, "示范市"), kit.person()
    run = WALK.forward(WALK.start(CATALOGUE.item("supplement"), who, when), Go(), when)
    inquiry = Inquiry("progress", "0192f0c1-2345-7abc-8def-000000000001")
    line = away.gateway(sandbox.url)
    run = run.learn(Found(inquiry, "known", line.inquire(inquiry, who)))
    run = WALK.forward(WALK.forward(run, Pick(first.case_id), when), Pick("M-PHOTO"), when)
    run = keep(run, Captured("M-SUPPLEMENT", kit.JPEG, 1240, 1754, now))
    run = WALK.forward(WALK.forward(run, Use(), when), Go(), when)
    desk = away.desk()
    receipt = desk.file(run, now)
    assert receipt.materials == ("近期免冠照片",)
    assert [one.case_id for one in there.step(now).delivered] == [receipt.case_id]
    (told,) = (one for one in line.inquire(inquiry, who)["cases"] if one["case_id"] == first.case_id)
    assert told["missing"] == []
    assert [one.acknowledgement for one in desk.find(who)] == [None]

    unasked = desk.file(run, now)
    assert there.step(now).rejected == [unasked.case_id]
    assert Outbox(away.store()).queued(unasked.case_id) is None
    assert next(one for one in desk.find(who) if one.case_id == unasked.case_id).status.state == "refused"
    away.close()


def test_its_receipt_says_what_it_is():
    words = str(papers_of()["receipt-supplement"])
    assert "补交回执" in words
    assert "已受理" not in words
