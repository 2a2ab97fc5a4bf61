"""Conditions, papers and deferral of the real catalogue, for any applicant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.item_parts import Commitment, Condition
from kiosk.domain.rules.deferral import days_for, offer
from kiosk.domain.rules.eligibility import judge, vocabulary
from kiosk.domain.rules.flaws import flaws
from kiosk.domain.rules.papers import breaches, missing, notice, required
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.catalogue import open_catalogue

ITEMS = open_catalogue().items
ELDER = next(item for item in ITEMS if item.id == "elder-card-joint")
HERE = {"local_household": True}


def applicants(item):
    """Facts of anybody, as far as somebody knows them."""
    kinds = {bool: st.booleans(), int: st.integers(0, 130), str: st.sampled_from(("男", "女", "A", "D", "resident"))}
    return st.fixed_dictionaries({}, optional={name: kinds[fact.kind] for name, fact in vocabulary(item).items()})


def draw_case(data):
    """An item, an applicant, and some of the papers."""
    item = data.draw(st.sampled_from(ITEMS))
    codes = [material.material_code for material in item.materials]
    return item, data.draw(applicants(item)), set(data.draw(st.lists(st.sampled_from(codes)) if codes else st.just([])))


@pytest.mark.parametrize(
    ("age", "whole", "card", "bus"),
    [
        (59, Truth.NO, Truth.NO, Truth.NO),
        (60, Truth.YES, Truth.YES, Truth.NO),
        (64, Truth.YES, Truth.YES, Truth.NO),
        (65, Truth.YES, Truth.YES, Truth.YES),
    ],
)
def test_a_joint_item_goes_on_with_the_members_that_are_open(age, whole, card, bus):
    judged = judge(ELDER, HERE | {"age": age})
    assert judged.truth is whole
    assert judged.members == {"senior-card": card, "bus-card": bus}


def test_what_nobody_knows_is_open_and_says_what_is_missing():
    judged = judge(ELDER, {"age": 70})
    assert judged.truth is Truth.UNKNOWN
    assert [verdict.doubts for verdict in judged.open] == [("local_household", "residence_permit", "resident_months")]
    assert judged.against == ()


@given(st.data())
def test_every_verdict_names_its_rule_and_a_no_the_way_round(data):
    item, facts, _ = draw_case(data)
    judged = judge(item, facts)
    assert len(judged.verdicts) == len(item.conditions)
    assert {verdict.rule_id for verdict in judged.verdicts} == {
        f"{item.id}@{item.version}#{condition.id}" for condition in item.conditions
    }
    assert all(verdict.instead for verdict in judged.against)


@given(st.data())
def test_the_notice_is_everything_that_is_missing(data):
    item, facts, have = draw_case(data)
    asked = required(item, facts)
    faulty = {code: "unreadable" for code in have if data.draw(st.booleans())}
    told = notice(item, asked, have, faulty)
    demanded = {one.material.material_code for one in asked if one.truth is Truth.YES}
    assert {code for code, _ in told.lacks} == {c for c in demanded if c not in have or c in faulty}
    assert breaches(told, [code for code, _ in told.lacks]) == ()
    outside = [
        material.material_code
        for material in item.materials
        if (material.material_code, "missing") not in told.lacks and material.material_code not in faulty
    ]
    assert set(breaches(told, outside)) == set(outside)
    assert notice(item, asked, have, faulty).digest == told.digest


@given(st.data())
def test_deferral_needs_every_core_paper_and_stays_within_what_is_promised(data):
    item, facts, have = draw_case(data)
    asked = required(item, facts)
    given_ = offer(item, asked, have, facts)
    if given_ is None:
        return
    demanded = {one.material.material_code for one in asked if one.truth is not Truth.NO}
    assert set(item.deferral.core) & demanded <= have
    assert set(given_.materials) == set(missing(asked, have))
    assert {material.is_need for material in given_.materials} == {3}
    assert 1 <= given_.days <= (item.deferral.promise_days or item.promise_days)
    assert item.anticipate_days is None or given_.days <= item.anticipate_days
    assert facts.get("promise_broken") is not True


def test_deferral_is_offered_where_only_the_photo_is_missing():
    have = {"M-IDCARD", "M-NOCARD", "M-RESIDE"}
    found = offer(ELDER, required(ELDER, {"agent": False}), have, {})
    assert [material.material_code for material in found.materials] == ["M-PHOTO"]
    assert found.days == 5
    assert offer(ELDER, required(ELDER, {"agent": False}), have - {"M-RESIDE"}, {}) is None
    assert offer(ELDER, required(ELDER, {"agent": False}), have, {"promise_broken": True}) is None


def test_a_commitment_stands_in_the_place_of_its_papers_and_only_there():
    promise = Commitment(id="premises", title="场所承诺", terms=("真实",), replaces=("M-PHOTO",), consequence="撤销")
    item = replace(ELDER, commitments=(promise,))
    before = {one.material.material_code for one in required(item, {"agent": False}) if one.truth is Truth.YES}
    after = {
        one.material.material_code for one in required(item, {"agent": False}, {"premises"}) if one.truth is Truth.YES
    }
    assert before - after == {"M-PHOTO"}


def test_an_agent_is_asked_for_the_authority_and_nobody_else():
    def authority(facts):
        return next(one.truth for one in required(ELDER, facts) if one.material.material_code == "M-POA")

    assert [authority({"agent": True}), authority({"agent": False}), authority({})] == [
        Truth.YES,
        Truth.NO,
        Truth.UNKNOWN,
    ]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_on_offer_has_rules_without_a_flaw(item):
    assert list(flaws(item)) == []
    assert item.conditions
    assert days_for(item) <= max(item.deferral.promise_days, item.promise_days)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"conditions": (Condition(id="a", rule="age >> 3", text="x", instead="y"),)}, "conditions[1].rule"),
        ({"conditions": (Condition(id="a", rule="agent", text="x"),)}, "conditions[1].instead"),
        ({"conditions": (Condition(id="A", rule="True", text="x"),)}, "conditions[1].id"),
        ({"conditions": (Condition(id="a", rule="True", text="x", member="none"),)}, "conditions[1].member"),
        ({"deferral": replace(ELDER.deferral, promise_days=3)}, "deferral.max_days"),
        ({"anticipate_days": 4}, "deferral.promise_days"),
        (
            {"commitments": (Commitment(id="c", title="t", terms=("t",), replaces=("M-RESIDE",), consequence="c"),)},
            "commitments[1].replaces",
        ),
    ],
    ids=["rule", "instead", "id", "member", "promise", "statutory", "core"],
)
def test_a_flaw_is_told_by_its_key(changes, key):
    assert key in {found for found, _ in flaws(replace(ELDER, **changes))}
