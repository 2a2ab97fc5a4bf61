"""跨域通办 (F41): handed in here, handled there: the same rules, the other office's codes, the result by post."""

import json
from dataclasses import replace
from pathlib import Path

import applicants
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_application_items import NOW, WALK, YOUNG, go, start

from config.load import load_services
from config.problems import ConfigError
from config.regions import load_regions, read_regions, routed
from kiosk.domain.answers import Go, Pick, Reply
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.papers import required
from kiosk.gateway.sandbox.contract import conforms
from kiosk.journeys.following import next_steps
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.routing import home

SHOP = load_services()["sole-trader-setup"]
REGIONS = load_regions()
HERE, THERE = "999901", "999902"
OFFICES = [(code, office) for code, region in REGIONS.items() for office in region.offices]


def at_region(who=YOUNG):
    return go(start("sole-trader-setup", who), Reply((("dwelling", False),)))


def body_of(run):
    body = applicants.body_of(run) | {"signature": None}
    body["materials"] = [one | {"attachments": []} for one in body["materials"]]
    return body


def test_regions_are_offered_this_one_first_and_nothing_is_chosen_before():
    ask = WALK.ask(at_region(), NOW)
    assert [(row.id, row.title.text) for row in ask.rows] == [(HERE, "示范市示范区"), (THERE, "示范市青松县")]
    assert all(not row.tag for row in ask.rows)
    assert [row.lines[0] for row in ask.rows] == ["示范区市场监督管理局", "青松县市场监督管理局"]
    for answer in (Go(), Pick("999999"), Pick("")):
        with pytest.raises(NotAccepted):
            WALK.forward(at_region(), answer, NOW)


@pytest.mark.parametrize(("code", "differ"), [(HERE, False), (THERE, True)])
def test_the_case_says_where_it_was_handed_in_and_where_it_is_handled(code, differ):
    run = go(at_region(), Pick(code), Go())
    body = body_of(run)
    assert conforms(json.loads(json.dumps(body)), "CaseBody")
    assert (body["accepted_in"], body["handled_in"]) == (HERE, code)
    assert (body["accepted_in"] != body["handled_in"]) is differ
    office = REGIONS[code].office(SHOP.id)
    assert body["item"]["task_code"].startswith(office.dept_uscc)
    assert (run.item.dept_name, run.item.channels.window) == (office.dept_name, office.window)
    assert applicants.refusal_of(body) not in {"item-unknown", "materials-unknown", "not-eligible"}


def test_the_result_of_another_region_comes_by_post_where_the_card_says_to_where():
    away = go(at_region(), Pick(THERE))
    assert any("EMS" in step for step in next_steps(away))
    assert "EMS" in WALK.ask(at_region(), NOW).rows[1].lines[1].chinese
    nowhere = replace(YOUNG, address="")
    assert "当地窗口" in WALK.ask(at_region(nowhere), NOW).rows[1].lines[1].chinese
    assert "delivery" not in go(at_region(nowhere), Pick(THERE)).form


def test_who_goes_back_and_picks_this_region_is_at_home_again():
    run = go(WALK.back(go(at_region(), Pick(THERE))), Pick(HERE))
    assert replace(run.item, steps=()) == replace(SHOP, steps=())
    assert "delivery" not in run.form


@pytest.mark.parametrize("member", ["handled_in", "task_code"])
def test_the_centre_takes_no_case_for_an_office_that_does_not_handle_it(member):
    body = body_of(go(at_region(), Pick(THERE), Go()))
    if member == "handled_in":
        body["handled_in"] = "999999"
    else:
        body["item"]["task_code"] = SHOP.task_code
    assert applicants.refusal_of(body) == "item-unknown"


@given(st.sampled_from(OFFICES), st.integers(0, 130), st.booleans(), st.sampled_from(["full", "noncore", "ordinary"]))
def test_a_region_changes_offices_and_words_and_no_verdict(office, age, dwelling, tier):
    facts = {"age": age, "dwelling": dwelling, "credit": tier, "agent": False}
    there = routed(SHOP, office[1])
    assert judge(there, facts) == judge(SHOP, facts)
    assert required(there, facts) == required(SHOP, facts)


def test_the_office_of_this_region_is_the_item_s_own():
    for code, office in OFFICES:
        item = load_services()[office.item]
        if REGIONS[code].served_as:
            assert routed(item, office) == item


def test_a_terminal_on_no_list_asks_nobody():
    run = replace(start("sole-trader-setup"), region="别处市")
    assert home(run) is None
    assert go(run, Reply((("dwelling", False),))).step.kind == "guide"


@pytest.mark.parametrize(
    ("name", "change", "key"),
    [
        ("99990", {}, ""),
        ("999902", {"dept_uscc": "11999902MADEM0154X"}, "offices[1].dept_uscc"),
        ("999903", {}, "offices[1].dept_uscc"),
        ("999902", {"window": "加微信 abc123 代办"}, "offices[1]"),
    ],
    ids=["code", "check", "other-region", "hostile"],
)
def test_a_region_that_is_wrong_is_told_with_its_file(tmp_path, name, change, key):
    text = Path(load_services.__code__.co_filename).with_name("regions").joinpath("999902.toml").read_text("utf-8")
    for field, value in change.items():
        line = next(one for one in text.splitlines() if one.startswith(field))
        text = text.replace(line, f'{field} = "{value}"')
    file = tmp_path / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        read_regions([file])
    assert key in {problem.key for problem in refusal.value.problems}
