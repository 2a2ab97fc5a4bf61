"""咨询、投诉、办不成的事 (F63–F65): by choice alone, filed like any case, with the rule that stopped the person."""

import datetime as dt
import json
import uuid
from dataclasses import replace
from pathlib import Path

import applicants
import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS

from kiosk.domain.answers import Appeal, Escalate, Fill, Go, Pick, Reply, Use
from kiosk.domain.case import Captured
from kiosk.domain.case_status import CaseStatus
from kiosk.domain.complaints import REPLY_DAYS, STUCK, STUCK_ITEM
from kiosk.domain.person import Identity
from kiosk.domain.reports import Consulted, FiledFound
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.state import Informing, OfferingReceipt, Serving
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.hotline import HOTLINE, STUCK_OWNER, clusters, reply_due, ticket
from kiosk.journeys.complaining import KINDS, MATTERS, REASONS
from kiosk.journeys.following import next_steps
from kiosk.journeys.nameless import nobody
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import Moment, NotAccepted
from tests.unit.kiosk.attendant.visits import Hall, filed

NOW = Moment(dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))), WORKDAYS, "示范市")
ITEM = CATALOGUE.item(STUCK_ITEM)
ENDORSE = CATALOGUE.item("residence-permit-endorse")
WHO = Identity("resident", "赵桂兰", "999901195310110227", "女", dt.date(1953, 10, 11), "sam_verified")
NO_LETTER, LETTER = Reply((("letter", False),)), Reply((("letter", True),))
NO_PHONE = Pick("without")
MOVED = Reply((("address_changed", True),))


def go(run, *answers):
    for answer in answers:
        if isinstance(answer, Use):
            run = keep(run, Captured("M-LETTER", b"jpeg", 1654, 2339, NOW.now))
        run = WALK.forward(run, answer, NOW)
    return run


def told(kind, reason, *, matter="other", contact="named"):
    run = WALK.start(ITEM, WHO, NOW)
    return go(run, Go(), Pick(kind), Pick(matter), Pick(reason), NO_LETTER, Pick(contact), NO_PHONE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_reason_comes_to_its_end_and_says_by_when(kind):
    for reason in REASONS[kind]:
        run = told(kind, reason)
        days = REPLY_DAYS[kind]
        due = due_on(NOW.today, days, WORKDAYS)
        assert run.step.kind == "complain_check"
        assert any(due in dict(one.when.facts).values() for one in WALK.ask(run, NOW).timeline[2:])
        run = go(run, Go())
        assert WALK.over(run)
        assert next_steps(run)[0] == f"受理后 {days} 个工作日内答复，按今天算最晚 {due.month} 月 {due.day} 日"


def test_a_letter_may_be_photographed_and_need_not_be():
    run = go(WALK.start(ITEM, WHO, NOW), Go(), Pick("ask"), Pick("machine"), Pick("where"), LETTER)
    assert run.step.kind == "capture"
    run = go(run, Use(), Pick("named"), NO_PHONE)
    assert ("照片", "1 页") in [
        (label.chinese, getattr(value, "chinese", value)) for label, value in WALK.ask(run, NOW).facts
    ]


@pytest.mark.parametrize("answer", [Pick("nothing"), Go(), Fill(())])
def test_nothing_but_the_choices_is_taken(answer):
    with pytest.raises(NotAccepted):
        go(go(WALK.start(ITEM, WHO, NOW), Go()), answer)


def test_nothing_is_chosen_beforehand():
    run = go(WALK.start(ITEM, WHO, NOW), Go())
    assert {row.tag for row in WALK.ask(run, NOW).rows} == {""}
    assert [row.id for row in WALK.ask(run, NOW).rows] == list(KINDS)
    assert [row.id for row in WALK.ask(go(run, Pick("ask")), NOW).rows] == list(MATTERS)


def test_another_kind_asks_for_its_own_reason():
    run = told("ask", "bring")
    while run.step.kind != "complain_kind":
        run = WALK.back(run)
    run = go(run, Pick("complain"), Pick("other"))
    assert (run.step.kind, {row.tag for row in WALK.ask(run, NOW).rows}) == ("complain_reason", {""})


def body_of(run):
    return applicants.body_of(run) | {"case_id": str(uuid.uuid4())}


def row_of(body):
    received = "2026-11-25T09:01:00+08:00"
    base = {"case_id": body["case_id"], "device_id": "K0007", "due": None, "received_at": received}
    return {**base, "body": json.dumps(body)}


@pytest.mark.parametrize(
    ("kind", "owner"), [(STUCK, STUCK_OWNER), ("complain", HOTLINE), ("ask", "公安"), ("advise", "公安")]
)
def test_every_ticket_has_an_owner_from_the_first_moment_and_a_last_day(kind, owner):
    run = told(kind, "other")
    body = body_of(replace(run, form={**run.form, "matter": ENDORSE.id}))
    assert conforms(body, "CaseBody")
    assert applicants.refusal_of(body) == ""
    one = ticket(row_of(body), ENDORSE)
    assert owner in one["owner"]
    assert [held["owner"] for held in one["owners"]] == ["K0007", one["owner"]]
    assert reply_due(body, NOW.today) == due_on(NOW.today, REPLY_DAYS[kind], WORKDAYS)


def test_a_ticket_of_another_matter_is_the_centres_own():
    assert "数据资源管理局" in ticket(row_of(body_of(told("ask", "bring"))), None)["owner"]
    assert reply_due(applicants.body_of(go(WALK.start(ENDORSE, WHO, NOW))), NOW.today) is None


def test_whoever_gives_no_name_is_not_named_to_the_owner():
    assert ticket(row_of(body_of(told("complain", "late", contact="unnamed"))), None)["name"] == ""
    assert ticket(row_of(body_of(told("complain", "late"))), None)["name"] == WHO.name


def test_what_gets_stuck_most_is_counted_by_item_and_rule():
    told_ = [{"kind": STUCK, "matter": "a", "rule": "a#1"}] * 2 + [{"kind": STUCK, "matter": "b", "rule": ""}]
    assert clusters([*told_, {"kind": "ask", "matter": "a", "rule": ""}])[0] == {
        "matter": "a",
        "rule": "a#1",
        "count": 2,
    }


# From a dead end.


def refused_guide():
    hall = Hall()
    hall.lay_card()
    hall.choose(item=ENDORSE.id)
    hall.tell(Consulted(hall.visit, (), reached=True))
    hall.attendant.answer(MOVED)
    return hall


def test_from_a_no_the_report_names_the_rule_and_asks_neither_kind_nor_matter():
    hall = refused_guide()
    rule = hall.state.ask.judgement.against[0].rule_id
    hall.attendant.answer(Escalate())
    assert hall.state.run.item.id == STUCK_ITEM
    form = hall.state.run.form
    assert (form["kind"], form["matter"], form["about"], form["rule"]) == (STUCK, ENDORSE.id, ENDORSE.short_name, rule)
    assert form["because"] == ENDORSE.conditions[1].text
    assert "escalated" in hall.notes()
    hall.attendant.answer(Go())
    assert hall.state.run.step.kind == "complain_reason"


def test_who_finds_no_answer_asks_about_the_item_in_hand():
    hall = Hall()
    hall.serve()
    about = hall.state.run.item
    hall.attendant.answer(Escalate("ask"))
    run = hall.state.run
    assert (run.item.id, run.step.kind) == (STUCK_ITEM, "guide")
    assert (run.form["kind"], run.form["matter"], run.form["because"]) == ("ask", about.id, "")
    assert "escalated" not in hall.notes()
    hall.attendant.answer(Go())
    assert {row.id for row in hall.state.ask.rows} == set(REASONS["ask"])


def test_from_a_no_it_can_be_handed_in_all_the_same_and_a_person_decides():
    hall = refused_guide()
    rule = hall.state.ask.judgement.against[0].rule_id
    hall.attendant.answer(Go())
    assert hall.state.fault == "not-eligible"
    hall.attendant.answer(Appeal())
    assert hall.state.run.step.kind == "materials"
    assert hall.state.run.form == {"appeal": rule}


def test_what_stopped_a_person_can_be_left_out_and_the_rest_is_filed():
    run = told(STUCK, "ineligible").fill(rule="r@1#a", because="地址变了")
    assert "地址变了" in dict(WALK.ask(run, NOW).facts).values()
    run = go(run, Pick("unruled"))
    assert run.step.kind == "complain_check"
    assert not {"rule", "because"} & run.form.keys()
    with pytest.raises(NotAccepted):
        go(run, Pick("unruled"))
    assert WALK.over(go(run, Go()))


def test_who_may_apply_has_nothing_to_appeal_against():
    hall = Hall()
    hall.serve()
    hall.attendant.answer(Appeal())
    assert hall.state.fault == "answer-out-of-turn"


def test_the_office_does_not_refuse_at_the_counter_what_is_appealed():
    run = replace(WALK.start(ENDORSE, WHO, NOW), answers={"address_changed": True})
    assert applicants.refusal(run) == "not-eligible"
    assert applicants.refusal(run.fill(appeal="residence-permit-endorse@2026.11.1#address")) != "not-eligible"


def test_from_the_guide_of_a_window_item_and_from_a_refusal_too():
    hall = Hall()
    hall.lay_card()
    hall.attendant.choose("realestate-query")
    if isinstance(hall.state, Informing):
        hall.attendant.answer(Escalate())
        assert (hall.state.run.item.id, hall.state.run.form["rule"]) == (STUCK_ITEM, "window")
    hall = Hall()
    refused = replace(filed(), status=CaseStatus("refused", "户籍在外市"), acknowledgement=None)
    hall.lay_card(refused)
    assert isinstance(hall.state, OfferingReceipt)
    hall.attendant.answer(Escalate())
    assert (hall.state.run.form["matter"], hall.state.run.form["rule"]) == (refused.item_id, "case:refused")


def test_whoever_complained_today_may_complain_again():
    hall = Hall()
    hall.lay_card()
    hall.choose(replace(filed(item=STUCK_ITEM), printed=True), item=STUCK_ITEM)
    assert isinstance(hall.state, Serving)


def test_a_report_is_not_reported():
    hall = Hall()
    hall.lay_card()
    hall.attendant.choose(STUCK_ITEM)
    hall.tell(FiledFound(hall.visit, ()))
    before = hall.state
    hall.attendant.answer(Escalate())
    assert isinstance(before, Serving)
    assert hall.state == before


def test_the_catalogue_of_reasons_is_whole():
    assert REASONS.keys() == KINDS.keys() == REPLY_DAYS.keys()
    assert Path("config/services", f"{STUCK_ITEM}.toml").exists()


def test_who_laid_no_card_down_is_heard_and_nobodys_name_is_told():
    run = WALK.start(ITEM, nobody(), NOW)
    run = go(run, Go(), Pick("complain"), Pick("machine"), Pick("late"), NO_LETTER)
    assert run.step.options.get("ask") == "phone"
    run = go(run, NO_PHONE)
    assert run.step.kind == "complain_check"
    assert WALK.over(go(run, Go()))
    body = json.loads(json.dumps(body_of(go(run, Go()))))
    assert conforms(body, "CaseBody")
    assert applicants.refusal_of(body) == ""
    assert ticket(row_of(body), None)["name"] == ""
    assert body["identity"]["kind"] == "nameless"
