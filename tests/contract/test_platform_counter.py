"""The centre's counter over the line: a second rating after a bad one, pick-ups, scans, calls, and what is public."""

import json
import uuid

import pytest
from platform_cases import case_body, rating_body
from platform_voice import Voice, control

from config.load import load_services
from kiosk.domain.complaints import STUCK_ITEM

ITEMS = load_services()


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def named(item_id):
    names = ("id", "version", "task_code", "task_handle_item", "task_name")
    return {name: getattr(ITEMS[item_id], name) for name in names}


def file(voice, **members):
    identity = str(uuid.uuid4())
    body = case_body(identity, item=named(STUCK_ITEM), materials=[], **members)
    voice.put("cases", "case", body, identity)
    return identity, body


def rate(voice, case_id, level, **more):
    return voice.put("evaluations", "rating", {**rating_body(case_id, level), **more})


def mended(sandbox, rating_id, reply):
    return control(sandbox.url, f"evaluations/{rating_id}/correction", reply=reply)


def shown(sandbox):
    return sandbox.see("public-ratings")


def test_a_bad_rating_that_was_put_right_is_asked_once_more(voice, sandbox):
    case_id, _ = file(voice, form={"kind": "ask"})
    rating_id, first = rate(voice, case_id, 1, reasons=["104"])
    assert first.status == 201
    assert rate(voice, case_id, 5, turn=2)[1].status == 409
    mended(sandbox, rating_id, "已向您道歉，并调整了窗口")
    assert rate(voice, case_id, 4)[1].status == 409
    assert rate(voice, case_id, 4, turn=2)[1].status == 201
    assert rate(voice, case_id, 5, turn=2)[1].status == 409
    told = [one["handed_on"]["assessNumber"] for one in sandbox.see("evaluations") if one["case_id"] == case_id]
    assert sorted(told) == [1, 2]


def test_a_good_rating_is_not_asked_for_again(voice):
    case_id, _ = file(voice, form={"kind": "ask"})
    assert rate(voice, case_id, 5)[1].status == 201
    assert rate(voice, case_id, 5, turn=2)[1].status == 409


def test_everybody_reads_what_was_said_and_answered_and_of_whom_nobody(voice, sandbox):
    case_id, body = file(voice, form={"kind": "ask"})
    rating_id, _ = rate(voice, case_id, 2, reasons=["203"])
    mended(sandbox, rating_id, "下月起延长办理时间")
    page = shown(sandbox)
    (mine,) = [one for one in page if one["reply"] == "下月起延长办理时间"]
    assert (mine["level"], mine["state"], mine["matter"]) == (2, "done", ITEMS[STUCK_ITEM].task_name)
    text = json.dumps(page, ensure_ascii=False)
    for personal in (case_id, body["identity"]["name"], body["identity"]["number"], body["query_code"]):
        assert personal not in text


def test_the_scanner_opens_the_case_of_the_code(voice, sandbox):
    case_id, body = file(voice, form={"kind": "ask"})
    assert sandbox.see(f"scans?code={body['query_code']}")["case_id"]
    assert case_id


def test_a_case_that_is_not_there_is_not_opened(sandbox):
    with pytest.raises(Exception, match="404"):
        sandbox.see("scans?code=22222222")


def test_who_left_a_number_is_called_and_the_list_names_nobody(voice, sandbox):
    case_id, body = file(voice, form={"kind": "ask", "notice": "call", "phone": "13800138000"})
    (said,) = [one for one in sandbox.see("calls") if one["case_id"] == case_id]
    assert (said["channel"], said["to"], said["state"]) == ("call", "****8000", "accepted")
    assert body["identity"]["name"] not in json.dumps(said, ensure_ascii=False)


def test_a_locker_opens_once_for_its_owner_and_a_parcel_is_told_with_its_proof(voice, sandbox):
    case_id, body = file(voice, form={"kind": "ask", "delivery": "window"})
    assert control(sandbox.url, f"cases/{case_id}/decision", state="completed")[0] == 200
    told = sandbox.see(f"handovers/{case_id}")
    assert (told["handover"]["way"], told["proof"]) == ("pick-up", None)
    wish = {"code": told["handover"]["code"], "number": body["identity"]["number"]}
    assert control(sandbox.url, "pick-ups", **wish | {"number": "999901194001010018"})[0] == 403
    assert control(sandbox.url, "pick-ups", **wish) == (200, {"case_id": case_id, "where": told["handover"]["where"]})
    assert control(sandbox.url, "pick-ups", **wish)[0] == 409
    assert control(sandbox.url, "pick-ups", code=3)[0] == 400
