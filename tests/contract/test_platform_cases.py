"""What the platform does with cases: receipt, refusal, decisions, supplements, ratings; everything said is signed."""

import json
import uuid

import pytest
import requests
from platform_cases import attachment, case_body, named, promise, rating_body, supplement_body
from platform_voice import ENVELOPE, Voice, ask_for, control

from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.changes import ChangeLog
from offline_cache.enclosing import enclose

ANSWER = ("case_id", "sha256", "server_no", "state", "received_at", "accepted_at", "due")


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


@pytest.fixture
def staged(sandbox):
    control(sandbox.url, "settings", review="staged")
    yield
    control(sandbox.url, "settings", review="instant")


def file(voice, **members):
    """Hand in a case; return its id and the answer."""
    identity = str(uuid.uuid4())
    return voice.put("cases", "case", case_body(identity, **members), identity)


def news(voice, case_id):
    """Return what the platform tells of one case, oldest first."""
    said = voice.ask("GET", "/v1/cases/changes").json
    assert voice.holds(said, "kiosk.changes/1")
    return [one for one in said["cases"] if one["case_id"] == case_id]


def decide(sandbox, case_id, state, **how):
    return control(sandbox.url, f"cases/{case_id}/decision", state=state, **how)


def test_a_receipt_names_what_was_sent_and_is_signed(voice):
    case_id, answer = file(voice)
    said = answer.json
    assert (answer.status, said["case_id"], said["state"]) == (201, case_id, "accepted")
    assert voice.holds(said, "kiosk.receipt/1", "receipt_sig", ANSWER)


def test_the_first_answer_is_given_again_even_when_the_case_went_on(voice, sandbox):
    identity, envelope = voice.seal("case", case_body(case_id := str(uuid.uuid4())), case_id)
    first = voice.ask("PUT", f"/v1/cases/{identity}", envelope, media=ENVELOPE)
    decide(sandbox, case_id, "completed")
    again = voice.ask("PUT", f"/v1/cases/{identity}", envelope, media=ENVELOPE)
    assert (first.status, again.status, again.json) == (201, 200, first.json)


def test_a_case_with_missing_enclosures_is_told_which(voice):
    identity = str(uuid.uuid4())
    body = case_body(identity)
    there = attachment(voice, b"page 1", identity)
    absent = enclose(b"page 2", identity)
    body["materials"][0]["attachments"] = [there, named(absent)]
    _, answer = voice.put("cases", "case", body, identity)
    assert (answer.status, answer.json["type"]) == (409, "urn:kiosk:missing-blobs")
    assert answer.json["missing"] == [absent.sha256]


def test_an_enclosure_that_does_not_open_is_not_acknowledged(voice):
    identity = str(uuid.uuid4())
    body = case_body(identity)
    body["materials"][0]["attachments"] = [attachment(voice, b"a page", str(uuid.uuid4()))]
    assert voice.put("cases", "case", body, identity)[1].json["type"] == "urn:kiosk:enclosure"


@pytest.mark.parametrize(
    ("change", "code", "bring"),
    [
        ({"item": {"id": "moon-landing"}}, "item-unknown", []),
        ({"identity": {"trust": "pa_failed"}}, "identity-unproven", ["证件原件"]),
        ({"materials": "to_capture"}, "materials-missing", ["居住证明"]),
    ],
)
def test_a_case_is_refused_in_words_a_person_can_use_and_always_the_same(voice, change, code, bring):
    identity = str(uuid.uuid4())
    body = case_body(identity)
    for name, members in change.items():
        if name == "materials":
            (row,) = [one for one in body["materials"] if one["material_code"] == "M-RESIDE"]
            row["standing"] = members
        else:
            body[name] |= members
    identity, envelope = voice.seal("case", body, identity)
    first, again = (voice.ask("PUT", f"/v1/cases/{identity}", envelope, media=ENVELOPE) for _ in range(2))
    assert (first.status, first.json["type"]) == (422, f"urn:case:{code}")
    assert first.json == again.json
    assert [one["text_zh"] for one in first.json["reason"]["bring"]] == bring
    assert voice.holds(first.json, "kiosk.receipt/1", "receipt_sig", ("case_id", "sha256", "state", "reason"))
    (told,) = news(voice, identity)
    assert (told["state"], told["reason"]) == ("refused", first.json["reason"])


def test_a_schema_that_was_retired_is_told_apart_from_one_that_never_was(voice, sandbox):
    control(sandbox.url, "settings", retired_schemas=["kiosk.case/1"])
    retired = file(voice)[1]
    assert "kiosk.case/1" not in voice.ask("GET", "/v1/device").json["schemas"]
    control(sandbox.url, "settings", retired_schemas=[])
    unknown = file(voice, schema="kiosk.case/9")[1]
    assert [one.json["type"] for one in (retired, unknown)] == ["urn:kiosk:schema-retired", "urn:kiosk:schema"]


@pytest.mark.usefixtures("staged")
def test_received_is_not_accepted_and_a_number_comes_only_then(voice, sandbox):
    case_id, answer = file(voice)
    said = answer.json
    assert [said[name] for name in ("state", "server_no", "accepted_at", "due")] == ["received", None, None, None]
    control(sandbox.url, "office", hurry_s=3600)
    received, accepted = news(voice, case_id)
    assert (received["state"], received["server_no"]) == ("received", "")
    assert accepted["state"] == "accepted"
    assert accepted["server_no"].startswith(case_body("x")["item"]["task_code"])


def test_a_case_runs_to_its_end_as_fast_as_the_officials_clock(voice, sandbox):
    case_id, _ = file(voice)
    assert [one["state"] for one in news(voice, case_id)] == ["accepted"]
    control(sandbox.url, "office", hurry_s=4 * 3600)
    assert [one["state"] for one in news(voice, case_id)] == ["accepted", "processing"]
    control(sandbox.url, "office", hurry_s=9 * 3600)
    told = news(voice, case_id)
    assert [one["state"] for one in told] == ["accepted", "processing", "completed"]
    assert told[-1]["reason"]["code"] == "granted"


def test_a_case_with_an_open_promise_waits_for_it(voice, sandbox):
    case_id, _ = file(voice, promise=promise("M-PHOTO"))
    control(sandbox.url, "office", hurry_s=20 * 3600)
    told = news(voice, case_id)[-1]
    assert (told["state"], told["reason"]["bring"][0]["material_code"]) == ("suspended", "M-PHOTO")
    identity = str(uuid.uuid4())
    added = supplement_body(case_id, ("M-PHOTO", [attachment(voice, b"a photo", identity)]))
    _, receipt = voice.put("supplements", "supplement", added, identity)
    assert (receipt.status, receipt.json["state"], receipt.json["still_missing"]) == (201, "processing", [])
    control(sandbox.url, "office", hurry_s=9 * 3600)
    assert news(voice, case_id)[-1]["state"] == "completed"


def test_a_supplement_is_asked_for_once_and_answers_for_what_it_brings(voice, sandbox):
    case_id, _ = file(voice)
    assert decide(sandbox, case_id, "supplement", reason=ask_for("M-PHOTO", "M-RESIDE"), until="2026-12-01")[0] == 200
    told = news(voice, case_id)[-1]
    assert (told["state"], told["until"]) == ("supplement", "2026-12-01")
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    page = [attachment(voice, b"page", first)]
    _, receipt = voice.put("supplements", "supplement", supplement_body(case_id, ("M-PHOTO", page)), first)
    assert (receipt.json["state"], receipt.json["still_missing"]) == ("supplement", ["M-RESIDE"])
    body = supplement_body(case_id, ("M-RESIDE", [attachment(voice, b"page", second)]))
    identity, envelope = voice.seal("supplement", body, second)
    whole, again = (voice.ask("PUT", f"/v1/supplements/{identity}", envelope, media=ENVELOPE) for _ in range(2))
    assert (whole.status, again.status, again.json) == (201, 200, whole.json)
    names = ("case_id", "sha256", "for_case", "state", "received_at")
    names += ("handed_in_at", "in_time", "still_missing")
    assert voice.holds(whole.json, "kiosk.receipt/1", "receipt_sig", names)
    assert whole.json["state"] == "accepted"
    status, refusal = decide(sandbox, case_id, "supplement", reason=ask_for("M-NOCARD"))
    assert (status, refusal["type"]) == (409, "urn:kiosk:second-notice")


def test_what_nobody_asked_for_is_sent_back_kindly(voice):
    case_id, _ = file(voice)
    identity = str(uuid.uuid4())
    body = supplement_body(case_id, ("A", [attachment(voice, b"page", identity)]))
    _, answer = voice.put("supplements", "supplement", body, identity)
    assert (answer.status, answer.json["type"]) == (422, "urn:case:no-supplement-asked")


def test_a_supplement_that_overtook_its_case_shall_come_again(voice):
    answer = voice.put("supplements", "supplement", supplement_body(str(uuid.uuid4()), ("A", [])))[1]
    assert (answer.status, answer.json["type"]) == (409, "urn:kiosk:missing-case")


@pytest.mark.parametrize(("state", "status"), [("received", 409), ("completed", 200), ("nonsense", 409)])
def test_only_steps_that_exist_are_taken(voice, sandbox, state, status):
    case_id, _ = file(voice)
    assert decide(sandbox, case_id, state)[0] == status


@pytest.mark.parametrize(
    "how",
    [
        {"reason": {"code": "x"}},
        {"reason": "because"},
        {"until": "tomorrow"},
        {"until": 5},
    ],
)
def test_a_decision_is_told_as_the_contract_says_or_not_taken(voice, sandbox, how):
    case_id, _ = file(voice)
    assert decide(sandbox, case_id, "completed", **how)[0] == 400
    assert [one["state"] for one in news(voice, case_id)] == ["accepted"]


@pytest.mark.parametrize("wish", [{"hurry_s": float("nan")}, {"speed": "fast"}, {"hurry_s": float("inf")}])
def test_the_officials_clock_takes_only_times(sandbox, wish):
    body = json.dumps(wish)
    with requests.post(f"{sandbox.url}/_sandbox/office", data=body, timeout=10) as answer:
        assert answer.status_code == 400


def test_a_case_that_ended_goes_nowhere(voice, sandbox):
    case_id, _ = file(voice)
    decide(sandbox, case_id, "withdrawn")
    assert decide(sandbox, case_id, "accepted")[0] == 409
    control(sandbox.url, "office", hurry_s=99 * 3600)
    assert [one["state"] for one in news(voice, case_id)] == ["accepted", "withdrawn"]
    assert decide(sandbox, str(uuid.uuid4()), "accepted")[0] == 404


def test_changes_come_in_pages_and_a_strange_cursor_begins_at_the_beginning(tmp_path):
    centre = Centre(tmp_path)
    log, cases = ChangeLog(centre), [str(uuid.uuid4()) for _ in range(103)]
    for case_id in cases:
        log.note({"case_id": case_id, "device_id": "K1", "state": "accepted", "server_no": "1"})
        log.note({"case_id": case_id, "device_id": "K2", "state": "accepted", "server_no": "2"})
    first = log.since("K1", "")
    rest = log.since("K1", first["cursor"])
    assert [one["case_id"] for one in first["cases"] + rest["cases"]] == cases
    assert (len(first["cases"]), first["more"], rest["more"]) == (100, True, False)
    for strange in ("7", "????", "😀", "bm9ib2R5Ojk=", "bm9ib2R5Ojk"):
        assert log.since("K1", strange)["cases"] == first["cases"]
    assert log.since("K1", rest["cursor"])["cases"] == []
    centre.close()
    again = ChangeLog(Centre(tmp_path))
    assert again.since("K1", first["cursor"])["cases"] == rest["cases"]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_five_levels_of_rating_are_kept_once_for_each_case(voice, sandbox, level):
    case_id = str(uuid.uuid4())
    _, answer = voice.put("evaluations", "rating", rating_body(case_id, level))
    assert answer.status == 201
    assert voice.holds(answer.json, "kiosk.receipt/1", "receipt_sig", ("case_id", "sha256"))
    _, second = voice.put("evaluations", "rating", rating_body(case_id, 1))
    assert (second.status, second.json["type"]) == (409, "urn:kiosk:already-rated")
    assert [one["level"] for one in sandbox.see("evaluations") if one["case_id"] == case_id] == [level]


@pytest.mark.parametrize("level", [0, 6, "5", 2.5, None])
def test_there_is_no_sixth_level(voice, level):
    answer = voice.put("evaluations", "rating", rating_body(str(uuid.uuid4()), level))[1]
    assert (answer.status, answer.json["type"]) == (422, "urn:kiosk:schema")


def test_who_asked_for_licences_is_written_down_without_the_number(voice, sandbox):
    question = {"schema": "kiosk.holdings/1", "number": "999901195202290022", "license_types": ["居民身份证"]}
    identity, envelope = voice.seal("query", question, store_id="")
    answer = voice.ask("POST", "/v1/holdings/query", envelope, media=ENVELOPE)
    assert [one["license_type"] for one in answer.json["holdings"]] == ["居民身份证"]
    asked = [one for one in sandbox.see("licence-queries") if one["query_id"] == identity]
    assert [one["device_id"] for one in asked] == [voice.device_id]
    assert "999901195202290022" not in str(asked)
