"""Papers for the hand (F37): seen before they are printed, issued once, printed as often as wanted, never a bare no."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from centre_visit import Visit

from kiosk.domain.answers import Go, Pick
from kiosk.domain.person import Identity
from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.results import ResultAsk
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.matches import Matches
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.protocol import NotAccepted

NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=BEIJING)
LI = Identity("resident", "李䶮", "99990119620615003X", "男", dt.date(1962, 6, 15), "sam_verified")
ZHAO = Identity("resident", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "sam_verified")
WANG = Identity("resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified")
OU = Identity("resident", "欧䶮𬭎", "999901195003120055", "男", dt.date(1950, 3, 12), "sam_verified")
WALKS = {
    "pension-proof": (ZHAO, "recent", "居民养老保险参保缴费凭证"),
    "social-insurance-record": (LI, "all", "社会保险个人参保证明"),
    "housing-fund-proof": (LI, "elsewhere", "住房公积金异地贷款缴存使用证明"),
    "realestate-query": (WANG, "rent", "不动产登记资料查询结果证明"),
}


@pytest.fixture
def desks(tmp_path):
    centre = Centre(tmp_path, Path("config/services"))
    yield Desks(centre)
    centre.close()


def visit(desks, item_id="pension-proof", who=ZHAO, variant="all", **more):
    """Walk to the paper; who looks an item of L2 up has been found to be the card's holder."""
    one = Visit(desks, item_id, who, NOW, **more)
    if one.run.item.identity == "L2":
        Matches(desks.centre).note(Question("", "K0007", who.number, who.name, {}), 2)
        one.run = replace(one.run, identity=replace(who, matched="secret"))
    return one.give(Go(), Pick(variant))


@pytest.mark.parametrize("item_id", WALKS)
def test_each_of_the_four_is_walked_to_a_paper_in_the_hand(desks, item_id):
    who, variant, title = WALKS[item_id]
    one = visit(desks, item_id, who, variant)
    assert isinstance(one.ask, ResultAsk)
    assert one.ask.paper.title == title
    printed = one.paper
    assert (printed.paper, printed.medium) == ("certificate-sheet", "sheet")
    assert dict(printed.lines)["证明编号"] == one.ask.paper.serial
    assert printed.fields["query_code"] == one.ask.paper.query_code
    assert one.give(Go()).step == "finish"
    assert [row.event for row in desks.ledger.rows()] == ["received", "accepted", "completed"]


@pytest.mark.parametrize("item_id", WALKS)
def test_the_centre_is_needed_and_where_it_is_out_of_reach_nothing_is_lost(desks, item_id):
    who, variant, _title = WALKS[item_id]
    assert open_catalogue().item(item_id).offline_policy == "blocked"
    one = visit(desks, item_id, who, variant, online=False)
    assert isinstance(one.ask, TellAsk)
    assert [act.does for act in one.ask.acts] == ["escalate", "go", "again"]
    assert [label.chinese for label, _ in one.ask.facts] == ["原因", "怎么办", "去哪里", "几点开门", "打电话"]
    assert one.paper is None
    one.online = True
    assert isinstance(one.again().ask, ResultAsk)
    assert one.sent[0].id == one.sent[1].id
    assert one.run.form["variant"] == variant


@pytest.mark.parametrize("item_id", ["pension-proof", "housing-fund-proof", "social-insurance-record"])
def test_who_has_no_record_is_told_why_what_to_do_and_where(desks, item_id):
    one = visit(desks, item_id, WANG, "deposit" if item_id == "housing-fund-proof" else "all")
    facts = {label.chinese: value for label, value in one.ask.facts}
    assert "没有查到" in facts["原因"]
    assert facts["怎么办"]
    assert facts["去哪里"] == "示范区政务服务中心综合窗口"
    assert [act.does for act in one.ask.acts] == ["escalate", "go"]
    assert one.paper is None
    assert desks.ledger.rows() == []
    assert one.give(Go()).step == "finish"


def test_a_record_in_doubt_goes_to_a_person(desks):
    one = visit(desks, "realestate-query", OU, "buy")
    assert "当面核对" in {label.chinese: value for label, value in one.ask.facts}["怎么办"]


def test_a_card_that_proves_nobody_opens_nothing(desks):
    one = visit(desks, who=replace(ZHAO, kind="shebao", trust="unverified"))
    assert (one.sent, one.paper) == ([], None)
    assert one.ask.title.chinese == "要用身份证"
    assert one.give(Go()).step == "finish"


def test_another_copy_is_of_the_same_paper_and_another_choice_is_another_paper(desks):
    one = visit(desks)
    first, again = one.paper, one.paper
    assert first.key == again.key == one.sent[0].id
    serial = one.ask.paper.serial
    one.back().give(Pick("all"))
    assert (one.ask.paper.serial, len(one.sent)) == (serial, 1)
    one.back().give(Pick("recent"))
    assert one.ask.paper.serial != serial
    assert ("凭证范围", "最近 5 年") in one.ask.paper.lines


def test_without_a4_the_slip_carries_the_code_and_says_what_it_is_not(desks):
    one = visit(desks).give(Pick("roll"))
    assert one.step == "result"
    slip = one.paper
    assert (slip.paper, slip.medium, slip.rows) == ("slip", "roll", ())
    assert slip.fields["query_code"] == one.ask.paper.query_code
    assert "不能代替证明" in slip.fields["lead"]
    assert one.give(Pick("sheet")).paper.medium == "sheet"
    assert one.give(Go()).step == "finish"


def test_only_what_is_offered_can_be_picked(desks):
    with pytest.raises(NotAccepted):
        visit(desks, variant="everything")
    one = visit(desks)
    with pytest.raises(NotAccepted):
        one.give(Pick("gold"))
