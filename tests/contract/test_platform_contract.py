"""The exam of every platform: its answers, and our requests, are what openapi.yaml says. The sandbox sits it here."""

import importlib
import itertools
import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest
import requests
import yaml

import kiosk.gateway
from kiosk.gateway.signing import sign_request
from kiosk.gateway.verdict import PAUSING
from kiosk.gateway.wire import Wire
from offline_cache.outbox import Outbox

sys.path.insert(0, str(Path(__file__).parents[1] / "fault"))
kit = importlib.import_module("platform_kit")

CONTRACT = yaml.safe_load((Path(kiosk.gateway.__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
IDS = itertools.count(7)


def check(value, schema):
    whole = {"$ref": f"#/components/schemas/{schema}", "components": CONTRACT["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)


def operation(method, path):
    for pattern, item in CONTRACT["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path) and method.lower() in item:
            return item[method.lower()]
    raise AssertionError(f"{method} {path} is not in the contract")


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with kit.running_sandbox(tmp_path_factory.mktemp("platform")) as running:
        yield running


@pytest.fixture
def terminal(tmp_path):
    one = kit.Terminal(tmp_path / "terminal", f"K{next(IDS):04d}")
    yield one
    one.close()


@pytest.fixture
def seen(terminal, sandbox, monkeypatch):
    """Hold every exchange of the terminal against the contract; return the operations and statuses met."""
    met = set()

    def watched(wire, method, target, body=b"", *, headers, limit=65536):
        answer = plain(wire, method, target, body, headers=headers, limit=limit)
        described = operation(method, target.partition("?")[0])
        response = described["responses"].get(str(answer.status))
        assert response is not None, f"{described['operationId']} answered {answer.status}"
        if "$ref" in response:
            response = CONTRACT["components"]["responses"]["Problem"]
        if "requestBody" in described and headers["Content-Type"].endswith("envelope+json"):
            check(json.loads(body), "Envelope")
        for media, content in response.get("content", {}).items():
            assert answer.headers["Content-Type"] == media
            check(json.loads(answer.body), content["schema"]["$ref"].rpartition("/")[2])
        for name, field in response.get("headers", {}).items():
            assert name in answer.headers or not field["required"]
        met.add((described["operationId"], answer.status))
        return answer

    plain = Wire.exchange
    monkeypatch.setattr(Wire, "exchange", watched)
    yield met
    sandbox.pull("normal")


def test_every_operation_is_used_and_answered_as_the_contract_says(terminal, sandbox, seen):
    courier, gateway = terminal.courier(sandbox.url), terminal.gateway(sandbox.url)
    courier.step(kit.NOW)
    desk = terminal.desk()
    filed = desk.file(kit.finished_run(), kit.NOW)
    row = Outbox(terminal.store()).queued(filed.case_id)
    courier.deliver(filed.case_id, kit.NOW)
    gateway.submit(row.envelope, row.case_id)
    desk.rate(filed.case_id, 5, kit.NOW)
    courier.step(kit.NOW)
    courier.holdings(kit.NUMBER, ("老年优待证未领记录",))
    gateway.catalogue(gateway.catalogue("").etag)
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
        ("catalogue", 200),
        ("catalogue", 304),
        ("changes", 200),
        ("receiptKeys", 200),
        ("health", 200),
    }
    assert {
        one["operationId"] for item in CONTRACT["paths"].values() for one in item.values() if "operationId" in one
    } == {name for name, _status in seen}


def test_the_case_body_is_what_the_contract_says(terminal, sandbox):
    courier = terminal.courier(sandbox.url)
    courier.step(kit.NOW)
    filed = terminal.desk().file(kit.finished_run(), kit.NOW)
    courier.deliver(filed.case_id, kit.NOW)
    check(sandbox.see(f"cases/{filed.case_id}")["body"], "CaseBody")


CASE = "/v1/cases/01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
RATING = "/v1/evaluations/01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
BLOB = f"/v1/blobs/{'0' * 64}"


@pytest.mark.parametrize(
    ("request_line", "sent", "status"),
    [
        (("PUT", CASE), (b"{}", {}), 422),
        (("PUT", CASE), (b"no json", {}), 422),
        (("PUT", RATING), (b'{"signature": 5}', {}), 422),
        (("POST", "/v1/holdings/query"), (b"[]", {}), 422),
        (("PATCH", BLOB), (b"x", {"Upload-Offset": "7", "Upload-Complete": "?0"}), 409),
        (("PATCH", BLOB), (b"x", {"Upload-Offset": "0", "Upload-Complete": "?1"}), 422),
        (("GET", "/v1/device"), (b"", {"Signature": "kiosk=:AAAA:"}), 401),
        (("GET", "/v1/device"), (b"", {"Signature-Input": "kiosk=()"}), 401),
        (("GET", "/v1/device"), (b"", {"Content-Digest": "sha-256=:AAAA:"}), 400),
        (("GET", "/v1/device"), (b"", {"Kiosk-Key": "AAAA"}), 401),
    ],
)
def test_a_refusal_is_a_problem_of_the_contract(sandbox, terminal, request_line, sent, status):
    body, headers = sent
    signed = sign_request(*request_line, body, device_id=terminal.terminal_id, keys=terminal.keys, created=1)
    url, fields = sandbox.url + request_line[1], {**signed, **headers}
    with requests.request(request_line[0], url, data=body, headers=fields, timeout=10) as answer:
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        check(answer.json(), "Problem")


def test_every_pausing_status_is_told_in_the_contract():
    text = CONTRACT["info"]["description"]
    assert all(str(status) in text for status in PAUSING)


def test_every_schema_of_the_contract_is_sound():
    for schema in CONTRACT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
