"""The sandbox misbehaves when it is told to, and only then; and even what is no request gets a Chinese sentence."""

import json
import socket
import uuid

import pytest
import requests
from platform_cases import case_body
from platform_voice import ENVELOPE, Voice, check, control

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.sandbox.faults import MODES


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def file(voice):
    identity = str(uuid.uuid4())
    return identity, *voice.seal("case", case_body(identity), identity)[1:]


def submit(voice, case):
    return voice.ask("PUT", f"/v1/cases/{case[0]}", case[1], media=ENVELOPE)


@pytest.mark.parametrize(
    ("mode", "status", "kind"),
    [
        ("503", 503, "urn:kiosk:busy"),
        ("paused", 403, "urn:kiosk:device-revoked"),
        ("in-progress", 409, "urn:kiosk:in-progress"),
        ("reject", 422, "urn:case:not-eligible"),
        ("schema-retired", 422, "urn:kiosk:schema-retired"),
    ],
)
def test_a_lever_is_answered_as_the_contract_says_and_lets_go(voice, sandbox, mode, status, kind):
    case = file(voice)
    sandbox.pull(mode, times=1, seconds=3)
    pulled = submit(voice, case)
    assert (pulled.status, pulled.json["type"]) == (status, kind)
    assert submit(voice, case).status == (422 if mode == "reject" else 201)  # a refusal stays


def test_a_lever_lets_go_for_good(voice, sandbox):
    case = file(voice)
    sandbox.pull("503", times=2)
    assert [submit(voice, case).status for _ in range(6)] == [503, 503, 201, 200, 200, 200]


@pytest.mark.parametrize("mode", ["wrong-digest", "wrong-id", "wrong-signature"])
def test_an_answer_about_something_else_can_be_had(voice, sandbox, mode):
    case = file(voice)
    sandbox.pull(mode, times=1)
    url = f"{sandbox.url}/v1/cases/{case[0]}"
    from kiosk.gateway.signing import sign_request

    signed = sign_request(
        "PUT", url.removeprefix(sandbox.url), case[1], device_id=voice.device_id, keys=voice.keys, created=1
    )
    twisted = requests.put(url, data=case[1], headers=signed, timeout=10).json()
    true = submit(voice, case).json
    differing = {name for name in true if twisted[name] != true[name]}
    member = {"wrong-digest": "sha256", "wrong-id": "case_id", "wrong-signature": "receipt_sig"}[mode]
    assert differing == {member}


def test_a_cut_line_leaves_nothing_behind(terminal, sandbox):
    sandbox.pull("cut", times=1)
    with pytest.raises(NotThePlatform):
        terminal.gateway(sandbox.url).device()
    terminal.gateway(sandbox.url).device()


def test_a_lever_may_be_for_some_paths_only(voice, sandbox):
    case = file(voice)
    sandbox.pull("503", only="/v1/cases/")
    assert (voice.ask("GET", "/v1/device").status, submit(voice, case).status) == (200, 503)


@pytest.mark.parametrize("wish", [{"mode": "weather"}, {"mode": 5}, {}, {"mode": "429", "times": "x"}])
def test_there_are_no_other_levers(sandbox, wish):
    status, answer = control(sandbox.url, "faults", **wish)
    assert status in {400, 422}
    check(answer, "Problem")
    assert "normal" in MODES


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/cases/../../etc/passwd", 404),
        ("GET", "/v2/device", 404),
        ("GET", "/v1/device/", 404),
        ("PUT", "/v1/cases/not-an-id", 404),
        ("PUT", "/v1/cases/01A1FBC9-F880-798F-BD4F-4BC352E2B9B1", 404),
        ("HEAD", "/v1/blobs/abc", 404),
        ("DELETE", "/v1/device", 405),
        ("PUT", "/v1/appointments/slots", 405),
        ("PUT", "/v1/cases/changes", 405),
        ("POST", "/healthz", 405),
        ("GET", "/v1/device", 401),
        ("POST", "/_sandbox/settings", 400),
        ("GET", "/_sandbox/cases/00000000-0000-7000-8000-000000000000", 404),
    ],
)
def test_every_refusal_is_a_problem_with_a_chinese_sentence(sandbox, method, path, status):
    with requests.request(method, sandbox.url + path, timeout=10) as answer:
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert status != 405 or answer.headers["Allow"]
        if method != "HEAD":
            check(answer.json(), "Problem")


@pytest.mark.parametrize(
    "said",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PUT /v1/cases/x HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"PUT /v1/device HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_answered_too(sandbox, said):
    host, _, port = sandbox.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(said)
        heard = b""
        while chunk := line.recv(65536):
            heard += chunk
            if b"urn:kiosk" in heard and heard.endswith(b"}"):
                break
    head, _, body = heard.partition(b"\r\n\r\n")
    assert head.split()[1] in {b"400", b"404", b"405"}
    assert b"application/problem+json" in head
    check(json.loads(body), "Problem")
