"""主动告知 (F59): the way of notice is asked of whoever left a number; an elder's is the call; nobody needs a phone."""

import applicants
import pytest
from test_application_items import INK, NOW, OLD, WALK, WITHOUT, YOUNG, go, start

from config.load import load_services
from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.asks import CHANGE
from kiosk.journeys.following import next_steps
from kiosk.journeys.protocol import NotAccepted

DIGITS = tuple(map(Press, "13800138000"))


def at_notice(who):
    run = go(start("no-crime-record", who), Go(), Pick("work"), *DIGITS, Go())
    assert run.step.kind == "notice"
    return run


def test_nothing_is_asked_of_who_leaves_no_number_and_the_receipt_is_the_way():
    run = go(start("no-crime-record"), Go(), Pick("work"), WITHOUT)
    assert run.step.kind == "materials"
    assert "notice" not in run.form
    assert next_steps(run) == run.item.next_steps


@pytest.mark.parametrize(("way", "told"), [("call", "打电话"), ("sms", "发短信"), ("voice", "语音电话"), ("none", "")])
def test_every_way_goes_with_the_case_and_onto_the_receipt(way, told):
    run = go(at_notice(YOUNG), Pick(way))
    form = applicants.body_of(run)["form"]
    assert (form["notice"], form["phone"]) == (way, "13800138000")
    more = next_steps(run)[len(run.item.next_steps) :]
    assert len(more) == bool(told)
    assert all(told in one for one in more)


def test_an_elders_way_is_the_call_unless_another_is_wanted():
    run = at_notice(OLD)
    ask = WALK.ask(run, NOW)
    assert (ask.rows[0].id, ask.rows[0].tag.chinese) == ("call", "默认")
    assert go(run, Go()).form["notice"] == "call"
    assert go(run, Pick("none")).form["notice"] == "none"


def test_the_young_choose_and_nothing_is_chosen_beforehand():
    run = at_notice(YOUNG)
    ask = WALK.ask(run, NOW)
    assert {row.tag for row in ask.rows} == {""}
    for answer in (Go(), Pick("fax")):
        with pytest.raises(NotAccepted):
            go(run, answer)


def test_every_item_that_asks_for_a_number_asks_how_to_use_it():
    for item in load_services().values():
        kinds = [step.kind for step in item.steps]
        asks = [n for n, step in enumerate(item.steps) if step.options.get("ask") == "phone"]
        assert [kinds[n + 1] for n in asks] == ["notice"] * len(asks)


def test_the_review_shows_the_way_and_leads_back_to_it():
    run = go(at_notice(YOUNG), Pick("sms"))
    while run.step.kind != "review":
        run = go(run, INK if run.step.kind == "sign" else Go())
    ask = WALK.ask(run, NOW)
    assert ask.notice == "sms"
    assert "notice" in ask.changeable
    back = go(run, Pick(CHANGE + "notice"))
    assert [row.id for row in WALK.ask(back, NOW).rows if row.tag] == ["sms"]
    assert go(back, Pick("none")).form["notice"] == "none"
