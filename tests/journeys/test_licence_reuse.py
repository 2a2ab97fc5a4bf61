"""电子证照复用 (F21): nothing is asked that an office surely holds, for one matter, and only with the holder's yes."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import applicants
import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.answers import Go, Pick, Signed
from kiosk.domain.asks import AGREE, DECLINE
from kiosk.domain.case import Holding
from kiosk.domain.person import Identity
from kiosk.gateway.sandbox.contract import conforms
from kiosk.journeys.protocol import Moment
from kiosk.journeys.standing import asked, lacking

NOW = Moment(dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))), WORKDAYS, "示范市")
JOINT = CATALOGUE.item("elder-card-joint")
WHO = Identity(
    "resident",
    "赵桂兰",
    "999901195310110227",
    "女",
    dt.date(1953, 10, 11),
    "sam_verified",
    address="示范市示范区幸福路1号",
)
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
TYPES = tuple(one.license_type for one in JOINT.materials if one.license_type)
LEVELS = "ABCD"


def held(**trust):
    return tuple(Holding(name, "示范市公安局", dt.date(2026, 11, 20), level) for name, level in trust.items())


EVERYTHING = held(**dict.fromkeys(TYPES, "A"))


def reviewing(holdings=EVERYTHING):
    run = replace(WALK.start(JOINT, WHO, NOW), holdings=holdings, consulted=True)
    for answer in (Go(), INK):
        run = WALK.forward(run, answer, NOW)
    assert run.step.kind == "review"
    return run


def test_the_review_says_what_is_used_and_for_what():
    run = reviewing()
    ask = WALK.ask(run, NOW)
    assert ask.reused == TYPES
    assert ask.agreement.chinese == "同意调用，只为办这件事，用一次"
    body = applicants.body_of(run)
    agreed = body["licence_consent"]
    assert agreed["purpose"] == JOINT.task_name
    assert agreed["license_types"] == list(TYPES)
    assert agreed["text_sha256"] == hashlib.sha256(agreed["text"].encode()).hexdigest()
    assert "licence_reuse" in body["consents"]


def test_every_copy_says_whose_it_is_for_what_and_of_which_day():
    marks = [one["watermark"] for one in applicants.body_of(reviewing())["materials"] if "watermark" in one]
    assert len(marks) == len(TYPES)
    for mark in marks:
        assert mark.startswith("此件由示范市公安局提供，仅供2026年")
        assert JOINT.task_name in mark


def test_who_does_not_agree_brings_the_papers_and_signs_anew():
    run = WALK.forward(reviewing(), Pick(DECLINE), NOW)
    assert run.step.kind == "materials"
    assert run.signature is None
    assert {one.license_type for one in lacking(run)} == {"居住证", "证件照片"}
    body = applicants.body_of(run)
    assert "licence_consent" not in body
    assert "licence_reuse" not in body["consents"]
    assert not [one for one in body["materials"] if "watermark" in one]


def test_who_agrees_after_all_is_asked_for_nothing():
    declined = WALK.forward(reviewing(), Pick(DECLINE), NOW)
    again = WALK.forward(replace(declined, index=reviewing().index), Pick(AGREE), NOW)
    assert again.step.kind == "materials"
    assert lacking(again) == ()
    assert again.holdings == EVERYTHING
    assert again.withheld == ()


def test_the_body_is_what_the_contract_says():
    body = applicants.body_of(reviewing()) | {"signature": None}
    assert conforms(body, "CaseBody")


@pytest.mark.parametrize("level", LEVELS)
def test_a_licence_counts_as_far_as_it_can_be_trusted(level):
    run = replace(WALK.start(JOINT, WHO, NOW), holdings=held(居住证=level, 证件照片=level), consulted=True)
    missing = {one.license_type for one in lacking(run)}
    assert ("居住证" in missing) == (level > "A")
    assert ("证件照片" in missing) == (level > "B")


@given(st.dictionaries(st.sampled_from(TYPES), st.sampled_from(LEVELS)))
def test_asked_is_the_guide_without_what_is_surely_held(levels):
    run = replace(WALK.start(JOINT, WHO, NOW), holdings=held(**levels), consulted=True)
    guide = {one.material_code: one for one in asked(run) if one.capture == "doc_camera"}
    usable = {code for code, one in guide.items() if levels.get(one.license_type, "D") <= one.min_trust}
    assert {one.material_code for one in lacking(run)} == set(guide) - usable


def test_nothing_is_agreed_to_where_nothing_is_used():
    run = replace(WALK.start(JOINT, WHO, NOW), consulted=True)
    assert "licence_consent" not in applicants.body_of(run)


def test_what_was_agreed_to_stands_beside_the_very_look_it_covers(station):
    """C13, from the card to the centre: number, matter and moment of the consent; another look has none."""
    station.lay()
    for wanted in ("aged-allowance", JOINT.id):
        station.choose(wanted)
        looks = station.run.look
        if wanted != JOINT.id:
            abandoned = looks
            station.press("back")
    station.hurry_to("review")
    station.tap(Go())
    filed = station.state.filed
    station.deliver()
    rows = {row["query_id"]: row["rests_on"] for row in station.sandbox.see("licence-queries")}
    told = json.loads(rows[looks])
    assert (told["kind"], told["no"], told["matter"]) == ("consent", filed.receipt_no, JOINT.task_name)
    assert dt.datetime.fromisoformat(told["at"]) == filed.filed
    assert rows[abandoned] == ""
