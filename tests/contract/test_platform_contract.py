"""The exam of every platform: its answers, and our requests, are what openapi.yaml says. The sandbox sits it here."""

import itertools
import json
import uuid

import jsonschema
import pytest
from platform_cases import attachment, case_body, rating_body, supplement_body, tally_body
from platform_voice import CONTRACT, ENVELOPE, JSON, Answer, Voice, ask_for, check, control, hold, operation

from kiosk.gateway.sandbox.problems import WORDS
from kiosk.gateway.verdict import PAUSING
from kiosk.gateway.wire import Wire
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from tests.platform_fixtures import kit


@pytest.fixture
def seen(terminal, sandbox, monkeypatch):
    """Hold every exchange of the terminal against the contract; return the operations and statuses met."""
    met = set()

    def watched(wire, method, target, body=b"", *, headers, limit=65536):
        answer = plain(wire, method, target, body, headers=headers, limit=limit)
        path = target.partition("?")[0]
        if "requestBody" in operation(method, path) and headers["Content-Type"] == ENVELOPE:
            check(json.loads(body), "Envelope")
        met.add((hold(method, path, Answer(answer.status, answer.headers, answer.body)), answer.status))
        return answer

    plain = Wire.exchange
    monkeypatch.setattr(Wire, "exchange", watched)
    return met


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def test_what_the_terminal_says_today_is_in_the_contract_and_answered_as_it_says(terminal, sandbox, seen):
    courier, gateway = terminal.courier(sandbox.url), terminal.gateway(sandbox.url)
    courier.step(kit.NOW)
    desk = terminal.desk()
    filed = desk.file(kit.finished_run(), kit.NOW)
    outbox = Outbox(terminal.store())
    row = outbox.queued(filed.case_id)
    pages = [(one.sha256, outbox.body(one)) for one in row.enclosures]
    courier.deliver(filed.case_id, kit.NOW)
    for name, page in pages:
        gateway.put_blob(name, page)
    gateway.submit(row.envelope, row.case_id)
    desk.rate(filed.case_id, 5, kit.NOW)
    courier.step(kit.NOW)
    courier.holdings(kit.NUMBER, ("老年优待证未领记录",))
    gateway.feed("catalogue", gateway.feed("catalogue", "", None).etag, None)
    gateway.changes("")
    gateway.health()
    assert seen >= {
        ("device", 200),
        ("standingOfBlob", 200),
        ("appendToBlob", 204),
        ("submitCase", 201),
        ("submitCase", 200),
        ("rate", 201),
        ("holdings", 200),
        ("feed", 200),
        ("feed", 304),
        ("changes", 200),
        ("receiptKeys", 200),
        ("health", 200),
    }


def test_every_operation_of_the_contract_is_offered(voice, sandbox, tmp_path):
    case_id, supplement_id = str(uuid.uuid4()), str(uuid.uuid4())
    page = attachment(voice, b"a page", case_id)
    body = case_body(case_id)
    body["materials"][0]["attachments"] = [page]
    added = supplement_body(case_id, ("M-PHOTO", [attachment(voice, b"a photo", supplement_id)]))
    _, code = control(sandbox.url, "enrolments", device_id="K4711")
    asked = {"device_id": "enrolment", "keys": DeviceKeys.load_or_create(tmp_path / "new")}
    answers = [
        voice.ask("POST", "/v1/enrolments", {"handshake_version": 1, "code": code["code"]}, media=JSON, **asked),
        voice.ask("GET", f"/v1/enrolments/{code['enrolment_id']}", **asked),
        voice.ask("GET", "/healthz"),
        voice.ask("GET", "/v1/device"),
        voice.ask("POST", "/v1/device/heartbeat", {"stores": [{"store_id": "S1", "highest_seq": 3}]}, media=JSON),
        *(voice.ask("GET", f"/v1/feeds/{feed}") for feed in CONTRACT["components"]["schemas"]["FeedName"]["enum"]),
        voice.ask("GET", "/v1/catalogue"),
        voice.ask("GET", "/v1/receipt-keys"),
        voice.ask("HEAD", f"/v1/blobs/{page['sha256']}"),
        voice.put("cases", "case", body, case_id, seq=1)[1],
    ]
    control(sandbox.url, f"cases/{case_id}/decision", state="supplement", reason=ask_for("M-PHOTO"))
    slots = voice.ask("GET", "/v1/appointments/slots")
    answers += [
        voice.put("supplements", "supplement", added, supplement_id)[1],
        voice.put("evaluations", "rating", rating_body(case_id))[1],
        voice.put("tallies", "tally", tally_body(("pension-proof", "month", 3)))[1],
        voice.ask("GET", "/v1/cases/changes?cursor="),
        voice.put("appointments", "appointment", appointment(slots.json["slots"][0]["slot_id"]))[1],
        question(voice, "/v1/appointments/query", {"schema": "kiosk.appointments/1", "number": kit.NUMBER}),
        question(
            voice,
            "/v1/holdings/query",
            {"schema": "kiosk.holdings/1", "number": kit.NUMBER, "license_types": ["居民身份证"]},
        ),
        question(voice, "/v1/inquiries/results", inquiry("results", paper="realestate-query", variant="own")),
    ]
    assert [one.body for one in answers if one.status >= 300] == []
    offered = {
        one["operationId"] for item in CONTRACT["paths"].values() for one in item.values() if "operationId" in one
    }
    assert voice.met == offered


def appointment(slot, **members):
    base = {"schema": "kiosk.appointment/1", "number": kit.NUMBER, "name": kit.NAME, "slot_id": slot, "replaces": None}
    return {**base, **members}


def inquiry(kind, **what):
    return {"schema": "kiosk.inquiry/1", "kind": kind, "number": kit.NUMBER, "name": kit.NAME, "what": what}


def question(voice, target, body):
    _, envelope = voice.seal("query", body, store_id="")
    return voice.ask("POST", target, envelope, media=ENVELOPE)


def test_the_case_body_is_what_the_contract_says(terminal, sandbox):
    courier = terminal.courier(sandbox.url)
    courier.step(kit.NOW)
    filed = terminal.desk().file(kit.finished_run(), kit.NOW)
    courier.deliver(filed.case_id, kit.NOW)
    check(sandbox.see(f"cases/{filed.case_id}")["body"], "CaseBody")


CASE = "/v1/cases/01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
RATING = "/v1/evaluations/01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
BLOB = f"/v1/blobs/{'0' * 64}"
PIECES = {"Upload-Offset": "0", "Upload-Complete": "?1"}


@pytest.mark.parametrize(
    ("request_line", "sent", "status"),
    [
        (("PUT", CASE), (b"{}", {}), 422),
        (("PUT", CASE), (b"no json", {}), 422),
        (("PUT", CASE), (b"[" * 100_000, {}), 422),
        (("PUT", CASE), (b"{}", {"Content-Type": "text/xml"}), 415),
        (("PUT", CASE), (b" " * (4 * 1024 * 1024 + 1), {}), 413),
        (("PUT", RATING), (b'{"signature": 5}', {}), 422),
        (("POST", "/v1/holdings/query"), (b"[]", {}), 422),
        (("POST", "/v1/device/heartbeat"), (b"{", {}), 400),
        (("POST", "/v1/device/heartbeat"), (b'{"stores": 5}', {}), 400),
        (("POST", "/v1/enrolments"), (b'{"handshake_version": 2, "code": "12345678"}', {}), 400),
        (("GET", "/v1/feeds/weather"), (b"", {}), 404),
        (("GET", "/v1/feeds/notices?since=99"), (b"", {}), 410),
        (("GET", "/v1/feeds/notices?since=x"), (b"", {}), 410),
        (("PATCH", BLOB), (b"x", {"Upload-Offset": "7", "Upload-Complete": "?0"}), 409),
        (("PATCH", BLOB), (b"x", PIECES), 422),
        (("PATCH", BLOB), (b"x", {**PIECES, "Upload-Offset": "-1"}), 400),
        (("PATCH", BLOB), (b"x", {**PIECES, "Upload-Complete": "yes"}), 400),
        (("PATCH", BLOB), (b"x", {}), 400),
        (("GET", "/v1/device"), (b"", {"Signature": "kiosk=:AAAA:"}), 401),
        (("GET", "/v1/device"), (b"", {"Signature-Input": "kiosk=()"}), 401),
        (("GET", "/v1/device"), (b"", {"Content-Digest": "sha-256=:AAAA:"}), 400),
        (("GET", "/v1/device"), (b"", {"Kiosk-Key": "AAAA"}), 401),
    ],
)
def test_a_refusal_is_a_problem_of_the_contract(voice, request_line, sent, status):
    body, headers = sent
    answer = voice.ask(*request_line, body, headers=headers)
    assert answer.status == status
    assert answer.json["type"] in WORDS


def test_every_pausing_status_is_told_in_the_contract():
    text = CONTRACT["info"]["description"]
    assert all(str(status) in text for status in PAUSING)


def test_every_refusal_that_the_sandbox_knows_is_told_in_the_contract_in_chinese():
    said = json.dumps(CONTRACT, ensure_ascii=False)
    own = {"urn:kiosk:mode", "urn:kiosk:case-unknown", "urn:kiosk:not-a-step", "urn:kiosk:second-notice"}
    own |= {"urn:kiosk:outside-guide", "urn:kiosk:not-the-owner", "urn:kiosk:opened-already"}
    own |= {"urn:kiosk:internal", "urn:kiosk:batch"}  # not answers of the line
    rejections = {kind for kind in WORDS if kind.startswith("urn:case:")}
    assert [kind for kind in WORDS if kind not in own | rejections and f"`{kind}`" not in said] == []
    for words in WORDS.values():
        assert any("\u4e00" <= sign <= "\u9fff" for sign in words["zh"])
        assert words["title"].isascii()


def test_every_schema_of_the_contract_is_sound():
    for schema in CONTRACT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_operation_says_that_it_may_refuse():
    operations = [one for item in CONTRACT["paths"].values() for one in item.values() if "operationId" in one]
    assert [one["operationId"] for one in operations if "default" not in one["responses"]] == []
    assert len(set(itertools.chain(one["operationId"] for one in operations))) == len(operations)
