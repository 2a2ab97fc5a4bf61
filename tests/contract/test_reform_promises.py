"""What the reform promises, for anybody and anything they bring: one whole notice, later only by right."""

import datetime as dt
import functools
import itertools
import json
import random

import applicants
import pytest
from centre_visit import open_desks
from hypothesis import assume, given
from hypothesis import strategies as st
from platform_cases import case_body
from platform_voice import ask_for

from config.load import SERVICES, load_services
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.rules.deferral import days_for, offer
from kiosk.domain.rules.intake import files_a_case
from kiosk.domain.rules.papers import required
from kiosk.domain.rules.truth import Truth
from kiosk.gateway.sandbox.case_rules import reason_against
from kiosk.gateway.sandbox.problems import Problem
from kiosk.journeys.protocol import Moment
from kiosk.journeys.standing import owed, promise_due

ITEMS = [item for item in load_services().values() if item.materials and files_a_case(item) and item.id != "supplement"]
LATER = [item for item in ITEMS if item.deferral.allowed]
GUIDE = [material.material_code for material in load_services()["elder-card-joint"].materials]
SEEDS = st.integers(0, 2**32)
FEW = 6


@functools.cache
def taken(item_id):
    """Some case bodies that the office takes whole, with nothing promised, of different people."""
    item, chance, found = load_services()[item_id], random.Random(7), []
    for _ in range(400):
        someone = applicants.anybody(chance)
        run = applicants.run_of(item, applicants.Applicant(someone.identity, 1.0, someone.speaks), chance)
        body = applicants.body_of(run) | {"promise": None}
        for one in body["materials"]:
            if one["standing"] in {"promised", "deferrable", "to_capture"}:
                one |= {"standing": "captured", "attachments": [{"sha256": "0" * 64}]}
        if applicants.refusal_of(body) == "":
            found.append(json.dumps(body))
        if len(found) == FEW:
            break
    return found


def bodies(data, items):
    item = data.draw(st.sampled_from(items))
    assert taken(item.id)
    return item, json.loads(data.draw(st.sampled_from(taken(item.id))))


@given(st.data())
def test_the_refusal_at_the_counter_names_every_missing_paper_and_no_other(data):
    item, body = bodies(data, ITEMS)
    must = [one["material_code"] for one in body["materials"] if item.material(one["material_code"]).is_need != 2]
    assume(must)
    gone = set(data.draw(st.lists(st.sampled_from(must), min_size=1, unique=True)))
    for one in body["materials"]:
        if one["material_code"] in gone:
            one |= {"standing": data.draw(st.sampled_from(["to_capture", "deferrable", "promised"])), "attachments": []}
    because = reason_against(body, SERVICES)
    assert because["code"] == "materials-missing"
    assert {one["material_code"] for one in because["bring"]} == gone


@given(st.data())
def test_a_promise_for_a_core_paper_is_never_taken_nor_one_beyond_the_promised_time(data):
    item, body = bodies(data, LATER)
    codes = [one["material_code"] for one in body["materials"]]
    later = set(data.draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
    days = data.draw(st.integers(1, 30))
    body["promise"] = {"material_codes": sorted(later), "days": days, "due": None}
    by_right = later <= set(item.deferral.deferrable) and days <= days_for(item)
    assert (applicants.refusal_of(body) == "") is by_right
    if not by_right:
        assert applicants.refusal_of(body) == "promise-not-allowed"


@given(st.sampled_from(LATER), st.data(), st.booleans())
def test_deferral_is_offered_exactly_where_the_core_is_there_and_only_deferrable_papers_are_not(item, data, broken):
    facts = {"agent": False, "promise_broken": broken}
    asked = required(item, facts)
    codes = [one.material.material_code for one in asked if one.truth is not Truth.NO]
    have = set(data.draw(st.lists(st.sampled_from(codes), unique=True)))
    surely = {one.material.material_code for one in asked if one.truth is Truth.YES}
    found = offer(item, asked, have, facts)
    gone = surely - have
    right = bool(gone) and gone <= set(item.deferral.deferrable) and set(item.deferral.core) & set(codes) <= have
    assert (found is not None) is (right and not broken)
    if found:
        assert {material.material_code for material in found.materials} == gone
        assert found.days <= (item.deferral.promise_days or item.promise_days)


@given(SEEDS, st.sampled_from(LATER), st.integers(0, 300))
def test_the_day_on_the_glass_is_never_after_the_promised_one(seed, item, ahead):
    chance = random.Random(seed)
    run = applicants.run_of(item, applicants.anybody(chance), chance)
    when = Moment(applicants.FILED.replace(year=2025) + ahead * dt.timedelta(days=1), applicants.WORKDAYS)
    due = promise_due(run, when)
    assert bool(due) is bool(owed(run))
    if due:
        assert when.today < due <= due_on(when.today, item.deferral.promise_days or item.promise_days, when.workdays)


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    with open_desks(tmp_path_factory.mktemp("notices"), applicants.FILED) as found:
        found.centre.register.rows("PRAGMA synchronous = off")
        yield found


@given(
    st.lists(st.sampled_from(GUIDE), min_size=1, max_size=3, unique=True),
    st.lists(st.lists(st.sampled_from(GUIDE), min_size=1, max_size=3, unique=True), min_size=1, max_size=3),
)
def test_a_second_notice_may_repeat_the_first_and_adds_nothing_to_it(desks, first, later):
    row = _accepted(desks)
    case_id = row["case_id"]
    desks.decisions.decide(case_id, "supplement", ask_for(*first))
    for codes in later:
        desks.decisions.supplied(_row(desks, case_id), set(first))
        new = [code for code in codes if code not in first]
        if not new:
            desks.decisions.decide(case_id, "supplement", ask_for(*codes))
            continue
        with pytest.raises(Problem, match="second-notice"):
            desks.decisions.decide(case_id, "supplement", ask_for(*codes))
        last = json.loads(desks.centre.register.row("SELECT row FROM ledger ORDER BY number DESC LIMIT 1")["row"])
        assert (last["case_id"], last["rule"]) == (case_id, f"breach.second_notice {' '.join(new)}")
        assert _row(desks, case_id)["state"] == "accepted"


COUNT = itertools.count(1)
INSERT = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K1', 'S', ?, 'd', '2026-11-26T09:00:00+08:00', 'received', 201, '{}', '[]', ?) RETURNING *
"""


def _accepted(desks):
    number = next(COUNT)
    body = json.dumps(case_body(f"c{number}"))
    return desks.decisions.move(desks.centre.register.row(INSERT, f"c{number}", number, body), "accepted")


def _row(desks, case_id):
    return desks.centre.register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)
