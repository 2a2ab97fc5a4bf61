"""C11: a joint case where transport refuses and civil affairs grants, at a real platform, then on the glass (F40)."""

import datetime as dt
from dataclasses import replace

import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS

from kiosk.domain.answers import Go, Pick
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.journeys.protocol import Moment
from kiosk.receipts import papers_of
from kiosk.receipts.facts import Place, case_facts
from kiosk.receipts.fill import fill
from tests.platform_fixtures import _levers_back, kit, sandbox, terminal  # noqa: F401 - fixtures are found by name

INQUIRY = Inquiry("progress", "0192f0c1-2345-7abc-8def-000000000002")
NO = {"code": "photo-other", "text_zh": "照片与证件不是同一个人。", "bring": []}
CARD, BUS = "老年人优待证", "老年人免费乘车卡"


@pytest.fixture
def courier(terminal, sandbox):  # noqa: F811
    one = terminal.courier(sandbox.url)
    one.step(dt.datetime.now(BEIJING))
    return one


@pytest.fixture
def who(terminal):  # noqa: F811
    return kit.person(number=NUMBERS[int(terminal.terminal_id[1:]) % len(NUMBERS)])


NUMBERS = ["999901195202290022", "999901194001010018"]  # both of an age for either card


def hand_in(terminal, courier, who):  # noqa: F811
    """Everything is there, nothing promised."""
    now = dt.datetime.now(BEIJING)
    run = kit.finished_run(who)
    pictures = (*run.captured, replace(run.captured[0], material_code="M-PHOTO"))
    filed = terminal.desk().file(replace(run, captured=pictures, promise=None), now)
    assert [one.case_id for one in courier.step(now).delivered] == [filed.case_id]
    return filed.case_id


def decide(sandbox, case_id, member, state, reason=None):  # noqa: F811
    return sandbox.post(f"cases/{case_id}/decision", {"member": member, "state": state, "reason": reason})


def look(terminal, sandbox, who, case_id):  # noqa: F811
    """Lay down the card at another moment, pick the case; return what stands on the glass and the paper."""
    when = Moment(dt.datetime.now(BEIJING), WORKDAYS, "示范市")
    run = WALK.forward(WALK.start(CATALOGUE.item("case-progress"), who, when), Go(), when)
    line = terminal.gateway(sandbox.url)
    run = run.learn(Found(INQUIRY, "known", line.inquire(INQUIRY, who)))
    run = WALK.forward(run, Pick(case_id), when)
    return WALK.ask(run, when), dict(WALK.printout(run, when).lines)


def shown(ask):
    return [(side.name, side.who, side.state.chinese, side.tint) for side in ask.sides]


def test_two_lanes_one_granted_one_refused_with_its_reason_and_where_to_go(terminal, sandbox, courier, who):  # noqa: F811
    case_id = hand_in(terminal, courier, who)
    ask, _ = look(terminal, sandbox, who, case_id)
    assert shown(ask) == [(CARD, "示范区民政局", "正在办", "brand"), (BUS, "示范区交通运输局", "正在办", "brand")]

    decide(sandbox, case_id, "bus-card", "returned", NO)
    ask, paper = look(terminal, sandbox, who, case_id)
    assert ask.title.chinese == "正在办理（在办）"
    assert [one[2:] for one in shown(ask)] == [("正在办", "brand"), ("没有办成", "bad")]
    told = {label.chinese: value for label, value in ask.facts}
    assert (told["没有办成"], told["原因"]) == (BUS, NO["text_zh"])
    assert "示范区交通运输局" in told["去哪里"]
    assert "12345" in told["去哪里"]
    assert "工作日" in told["去哪里"]
    assert (paper[CARD], paper[BUS], paper["原因"]) == ("正在办", "没有办成", NO["text_zh"])
    assert "escalate" in [act.does for act in ask.acts]

    decide(sandbox, case_id, "senior-card", "completed")
    ask, _ = look(terminal, sandbox, who, case_id)
    assert ask.title.chinese == "办好了一部分"
    assert [one[2:] for one in shown(ask)] == [("办好了", "ok"), ("没有办成", "bad")]
    assert "escalate" in [act.does for act in ask.acts]

    news = terminal.gateway(sandbox.url).changes("").cases[-1]  # what it can still say without a line
    assert (news.state, news.reason["text_zh"]) == ("completed", f"{CARD}：已办好。{BUS}：没有办成，{NO['text_zh']}")


def test_where_both_refuse_the_case_comes_back_and_where_both_grant_it_is_done(terminal, sandbox, courier, who):  # noqa: F811
    for states, title in [
        (("returned", "returned"), "退回来了（退件）"),
        (("completed", "completed"), "办好了（办结）"),
    ]:
        case_id = hand_in(terminal, courier, who)
        for member, state in zip(("senior-card", "bus-card"), states, strict=True):
            decide(sandbox, case_id, member, state, NO)
        ask, _ = look(terminal, sandbox, who, case_id)
        assert ask.title.chinese == title


def test_a_lane_is_decided_once_and_never_without_a_reason_for_a_no(terminal, sandbox, courier, who):  # noqa: F811
    case_id = hand_in(terminal, courier, who)
    decide(sandbox, case_id, "bus-card", "completed")
    for member, state, reason in [
        ("bus-card", "returned", NO),
        ("senior-card", "returned", None),
        ("senior-card", "accepted", None),
        ("taxi-card", "completed", None),
    ]:
        with pytest.raises(OSError, match="HTTP Error 40"):
            decide(sandbox, case_id, member, state, reason)
    ask, _ = look(terminal, sandbox, who, case_id)
    assert [one[2] for one in shown(ask)] == ["正在办", "办好了"]


def test_between_60_and_65_only_the_card_goes_on_and_the_bus_card_says_from_when(terminal, sandbox, courier):  # noqa: F811
    who = kit.person("李䶮", "99990119620615003X")
    case_id = hand_in(terminal, courier, who)
    ask, _ = look(terminal, sandbox, who, case_id)
    assert [one[2] for one in shown(ask)] == ["正在办", "没有办成"]
    told = {label.chinese: value for label, value in ask.facts}
    assert "满 65 岁后再领乘车卡" in told["原因"]
    sandbox.post("office", {"hurry_s": 20 * 3600})
    ask, _ = look(terminal, sandbox, who, case_id)
    assert ask.title.chinese == "办好了一部分"
    assert [one[2] for one in shown(ask)] == ["办好了", "没有办成"]


@pytest.mark.usefixtures("courier")
@pytest.mark.parametrize(
    ("number", "bus"),
    [("999901195202290022", "：示范区交通运输局"), ("99990119620615003X", "：这次不办，")],
    ids=["both", "one"],
)
def test_one_receipt_has_a_line_for_each_part_and_says_what_does_not_go_on(terminal, number, bus):  # noqa: F811
    now = dt.datetime.now(BEIJING)
    run = replace(kit.finished_run(kit.person(number=number)), day=now.date())
    filed = terminal.desk().file(run, now)
    assert filed.members[0] == f"{CARD}：示范区民政局"
    assert filed.members[1].startswith(f"{BUS}{bus}")
    assert terminal.desk().find(run.identity)[0].members == filed.members
    place = Place("K0007", "高新分中心", "示范市政务服务")
    said = str(fill(papers_of()["receipt-received"], case_facts(filed, 1, place, "proof", now), now))
    assert all(line in said for line in filed.members)
