"""What the platform does with complaints, appeals and bad ratings: an owner, a day, and never a door that is shut."""

import datetime as dt
import uuid

import pytest
from platform_cases import case_body, rating_body
from platform_voice import Voice, control

from config.load import load_services
from kiosk.domain.complaints import CORRECTION_DAYS, REPLY_DAYS, STUCK, STUCK_ITEM
from kiosk.gateway.sandbox.workdays import working_days_after

ITEMS = load_services()


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def named(item_id):
    item = ITEMS[item_id]
    names = ("id", "version", "task_code", "task_handle_item", "task_name")
    return {name: getattr(item, name) for name in names}


def file(voice, item_id, **members):
    identity = str(uuid.uuid4())
    return voice.put("cases", "case", case_body(identity, item=named(item_id), materials=[], **members), identity)


def day(days):
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    due = working_days_after(today, days)
    return due.isoformat() if due else None


@pytest.mark.parametrize("kind", REPLY_DAYS)
def test_a_complaint_is_accepted_with_its_day_and_has_two_owners_so_far(voice, sandbox, kind):
    form = {"kind": kind, "matter": "residence-permit-endorse", "reason": "other", "rule": "r@1#a", "contact": "named"}
    case_id, answer = file(voice, STUCK_ITEM, form=form)
    assert (answer.status, answer.json["state"], answer.json["due"]) == (201, "accepted", day(REPLY_DAYS[kind]))
    (ticket,) = [one for one in sandbox.see("complaints")["tickets"] if one["case_id"] == case_id]
    assert (ticket["kind"], ticket["rule"], ticket["due"]) == (kind, "r@1#a", day(REPLY_DAYS[kind]))
    assert [one["owner"] for one in ticket["owners"]] == [voice.device_id, ticket["owner"]]


def test_operators_see_what_gets_stuck_most(voice, sandbox):
    form = {"kind": STUCK, "matter": "sole-trader-setup", "rule": "sole-trader-setup@1#adult"}
    for _ in range(2):
        file(voice, STUCK_ITEM, form=form)
    (found,) = [one for one in sandbox.see("complaints")["clusters"] if one["matter"] == "sole-trader-setup"]
    assert (found["rule"], found["count"]) == (form["rule"], 2)


def appeal(voice, **members):
    """A young person's application for the old people's card."""
    identity = str(uuid.uuid4())
    body = case_body(identity, **members)
    body["identity"] = {**body["identity"], "number": "999901200402290215", "birth": "2004-02-29"}
    return voice.put("cases", "case", body, identity)


def test_an_appeal_is_received_and_no_clock_accepts_it(voice, sandbox):
    _, refused = appeal(voice)
    assert (refused.status, refused.json["reason"]["code"]) == (422, "not-eligible")
    case_id, answer = appeal(voice, form={"appeal": "elder-card-joint@2026.11.0#age"})
    assert (answer.status, answer.json["state"]) == (201, "received")
    control(sandbox.url, "office", hurry_s=1_000_000)
    (known,) = [one for one in sandbox.see("cases") if one["case_id"] == case_id]
    assert known["state"] == "received"
    control(sandbox.url, f"cases/{case_id}/decision", state="accepted")


@pytest.mark.parametrize("level", range(1, 6))
def test_a_bad_rating_is_handed_on_in_both_codes_and_put_right_by_a_day(voice, sandbox, level):
    case_id, answer = file(voice, STUCK_ITEM, form={"kind": "ask"})
    voice.put(
        "evaluations", "rating", {**rating_body(case_id, level), "terminal_id": "K0099", "reasons": [f"{level}03"]}
    )
    (kept,) = [one for one in sandbox.see("evaluations") if one["case_id"] == case_id]
    told = kept["handed_on"]
    assert (told["satisfaction"], told["satisfactionGBT39046"]) == (level, 6 - level)
    assert (told["projectNo"], told["taskCode"], told["windowNo"]) == (
        answer.json["server_no"],
        ITEMS[STUCK_ITEM].task_code,
        "K0099",
    )
    order = kept["correction"]
    assert bool(order) == (level < 3)
    if order:
        assert (order["due"], order["owner"]) == (day(CORRECTION_DAYS), ITEMS[STUCK_ITEM].dept_name)


def test_whom_to_ask_again_can_be_drawn_again(voice, sandbox):
    file(voice, STUCK_ITEM, form={"kind": "ask"})
    first, again = (sandbox.see("follow-ups?seed=2026-11&count=3") for _ in range(2))
    assert first == again
    assert first["drawn"]
    assert sandbox.see("follow-ups")["asked"] >= first["good"]
