"""Terminals as the platform knows them: enrolment, card, revocation, pulse and gaps, keys."""

import base64
import json
import ssl
import uuid

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from platform_cases import case_body, rating_body
from platform_voice import JSON, Voice, control

from offline_cache.keys import DeviceKeys


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


@pytest.fixture
def strict(sandbox):
    control(sandbox.url, "settings", enrolment="code")
    yield
    control(sandbox.url, "settings", enrolment="open", approval="auto")


def stranger(sandbox, folder):
    return Voice(sandbox.url, DeviceKeys.load_or_create(folder), "enrolment")


def claim(voice, code, **more):
    return voice.ask("POST", "/v1/enrolments", {"handshake_version": 1, "code": code, **more}, media=JSON)


def code_for(sandbox, device_id):
    return control(sandbox.url, "enrolments", device_id=device_id)[1]


def signing_request(name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.usefixtures("strict")
def test_a_code_makes_a_terminal_known_once(sandbox, tmp_path):
    new, code = stranger(sandbox, tmp_path / "new"), code_for(sandbox, "K5001")
    assert code["qr"] == f"kiosk-enrolment:1?url={sandbox.url}&code={code['code']}"
    terminal = Voice(sandbox.url, new.keys, "K5001")
    assert terminal.ask("GET", "/v1/device").json["type"] == "urn:kiosk:not-enrolled"
    enrolled = claim(new, code["code"].lower().replace("-", " "))
    assert (enrolled.status, enrolled.json["state"], enrolled.json["device_id"]) == (202, "admitted", "K5001")
    assert terminal.ask("GET", "/v1/device").status == 200
    assert claim(new, code["code"]).json["device_id"] == "K5001"
    other = stranger(sandbox, tmp_path / "other")
    assert claim(other, code["code"]).json["type"] == "urn:kiosk:code-used"
    assert other.ask("GET", f"/v1/enrolments/{code['enrolment_id']}").status == 404


@pytest.mark.usefixtures("strict")
def test_somebody_may_have_to_let_a_terminal_in(sandbox, tmp_path):
    control(sandbox.url, "settings", approval="window")
    new, code = stranger(sandbox, tmp_path / "new"), code_for(sandbox, "K5002")
    where = f"/v1/enrolments/{code['enrolment_id']}"
    assert claim(new, code["code"]).json["state"] == "waiting"
    assert "device_id" not in new.ask("GET", where).json
    control(sandbox.url, f"enrolments/{code['enrolment_id']}", admitted=True)
    assert new.ask("GET", where).json["card"]["device_id"] == "K5002"
    refused = code_for(sandbox, "K5003")
    claim(new, refused["code"])
    control(sandbox.url, f"enrolments/{refused['enrolment_id']}", admitted=False)
    assert new.ask("GET", f"/v1/enrolments/{refused['enrolment_id']}").json["state"] == "refused"
    assert Voice(sandbox.url, new.keys, "K5003").ask("GET", "/v1/device").status == 401


def test_an_enrolled_terminal_gets_a_client_certificate_in_its_own_name(sandbox, tmp_path):
    new, code = stranger(sandbox, tmp_path / "new"), code_for(sandbox, "K5004")
    said = claim(new, code["code"], csr=signing_request("anything")).json
    certificate = x509.load_pem_x509_certificate(said["certificate"].encode())
    authority = x509.load_pem_x509_certificate(said["authority"].encode())
    certificate.verify_directly_issued_by(authority)
    assert certificate.subject.rfc4514_string() == "CN=K5004"
    context = ssl.create_default_context(cadata=said["authority"])
    assert len(context.get_ca_certs()) == 1
    garbled = code_for(sandbox, "K5005")
    assert claim(new, garbled["code"], csr="-----BEGIN").json["type"] == "urn:kiosk:csr"


def test_a_new_key_takes_the_place_of_the_old_only_with_a_code(sandbox, voice, tmp_path):
    assert voice.ask("GET", "/v1/device").status == 200
    new = stranger(sandbox, tmp_path / "new")
    again = Voice(sandbox.url, new.keys, voice.device_id)
    assert again.ask("GET", "/v1/device").json["type"] == "urn:kiosk:other-key"
    claim(new, code_for(sandbox, voice.device_id)["code"])
    assert again.ask("GET", "/v1/device").status == 200
    assert voice.ask("GET", "/v1/device").json["type"] == "urn:kiosk:other-key"
    register = json.loads(again.ask("GET", "/v1/receipt-keys").json["register"])
    old, current = [one for one in register["keys"] if one["terminal_id"] == voice.device_id]
    assert old["public"] == base64.b64encode(voice.keys.public).decode()
    assert (old["valid_from"], current["valid_until"]) == (None, None)
    assert old["valid_until"] == current["valid_from"] is not None


def test_the_card_is_signed_and_sent_once(voice, sandbox):
    card = voice.ask("GET", "/v1/device")
    assert voice.holds(card.json, "kiosk.device/1")
    etag = card.headers["ETag"]
    known = voice.ask("GET", "/v1/device", headers={"If-None-Match": etag})
    assert (known.status, known.body, known.headers["ETag"]) == (304, b"", etag)
    control(sandbox.url, "settings", heartbeat_s=90)
    changed = voice.ask("GET", "/v1/device", headers={"If-None-Match": etag})
    assert (changed.status, changed.json["config"]["heartbeat_s"]) == (200, 90)
    control(sandbox.url, "settings", heartbeat_s=60)


def test_a_revoked_terminal_is_told_so_and_heard_no_more(voice, sandbox):
    voice.ask("GET", "/v1/device")
    control(sandbox.url, f"devices/{voice.device_id}", revoked=True)
    for method, target in (("GET", "/v1/device"), ("GET", "/v1/cases/changes"), ("GET", "/v1/feeds/notices")):
        answer = voice.ask(method, target)
        assert (answer.status, answer.json["type"]) == (403, "urn:kiosk:device-revoked")
    control(sandbox.url, f"devices/{voice.device_id}", revoked=False)
    assert voice.ask("GET", "/v1/device").status == 200
    assert control(sandbox.url, "devices/nobody", revoked=True)[0] == 200


def test_receipts_of_a_revoked_terminal_prove_nothing_from_then_on(voice, sandbox, tmp_path):
    def valid_until():
        other = Voice(sandbox.url, DeviceKeys.load_or_create(tmp_path / "other"), f"{voice.device_id}-B")
        keys = json.loads(other.ask("GET", "/v1/receipt-keys").json["register"])["keys"]
        return [one["valid_until"] for one in keys if one["terminal_id"] == voice.device_id]

    voice.ask("GET", "/v1/device")
    assert valid_until() == [None]
    control(sandbox.url, f"devices/{voice.device_id}", revoked=True)
    assert valid_until() != [None]
    control(sandbox.url, f"devices/{voice.device_id}", revoked=False)
    assert valid_until() == [None]


def test_what_was_sealed_to_an_older_key_still_opens(voice, sandbox):
    before = voice.card["key_id"]
    identity, envelope = voice.seal("rating", rating_body(str(uuid.uuid4())))
    _, new = control(sandbox.url, "keys", grace_days=30)
    card = voice.ask("GET", "/v1/device").json
    assert card["key_id"] == new["key_id"] != before
    ends = {one["key_id"]: one["not_after"] for one in card["seal_keys"]}
    assert ends[before] is not None
    assert ends[card["key_id"]] is None
    assert voice.ask("PUT", f"/v1/evaluations/{identity}", envelope).status == 201


def test_the_gap_report_names_exactly_what_never_came(voice):
    for seq in (1, 2, 5, 9):
        identity = str(uuid.uuid4())
        assert voice.put("cases", "case", case_body(identity), identity, seq=seq)[1].status == 201
    assert voice.put("evaluations", "rating", rating_body(str(uuid.uuid4())), seq=7)[1].status == 201
    pulse = {"stores": [{"store_id": "S1", "highest_seq": 11}, {"store_id": "S2", "highest_seq": 2}]}
    answer = voice.ask("POST", "/v1/device/heartbeat", pulse, media=JSON).json
    assert voice.holds(answer, "kiosk.pulse/1")
    assert [one["missing"] for one in answer["stores"]] == [[[3, 4], [6, 6], [8, 8], [10, 11]], [[1, 2]]]
    assert [one["reused"] for one in answer["stores"]] == [[], []]


def test_a_number_that_came_twice_is_told(voice):
    for _ in range(2):
        identity = str(uuid.uuid4())
        voice.put("cases", "case", case_body(identity), identity, seq=4)
    pulse = {"stores": [{"store_id": "S1", "highest_seq": 4}]}
    (store,) = voice.ask("POST", "/v1/device/heartbeat", pulse, media=JSON).json["stores"]
    assert (store["missing"], store["reused"]) == ([[1, 3]], [4])


def test_a_refused_case_is_not_missing(voice):
    identity = str(uuid.uuid4())
    body = case_body(identity)
    body["item"]["id"] = "moon-landing"
    assert voice.put("cases", "case", body, identity, seq=1)[1].status == 422
    pulse = {"stores": [{"store_id": "S1", "highest_seq": 1}]}
    assert voice.ask("POST", "/v1/device/heartbeat", pulse, media=JSON).json["stores"][0]["missing"] == []


def test_the_pulse_wakes_for_what_is_stale_and_for_nothing_else(voice):
    feeds = ("catalogue", "fees", "guides", "notices", "places", "workdays")
    has = {feed: voice.ask("GET", f"/v1/feeds/{feed}").headers["ETag"] for feed in feeds}
    has["device"] = voice.ask("GET", "/v1/device").headers["ETag"]
    has["changes"] = voice.ask("GET", "/v1/cases/changes").json["cursor"]
    assert voice.ask("POST", "/v1/device/heartbeat", {"stores": [], "has": has}, media=JSON).json["wake"] == []
    identity = str(uuid.uuid4())
    voice.put("cases", "case", case_body(identity), identity)
    stale = {**has, "fees": '"old"'}
    woken = voice.ask("POST", "/v1/device/heartbeat", {"stores": [], "has": stale}, media=JSON).json["wake"]
    assert woken == ["changes", "fees"]


def test_a_platform_may_bound_the_age_of_signatures_and_then_tells_its_time(voice, sandbox):
    control(sandbox.url, "settings", signature_window_s=3600)
    answer = voice.ask("GET", "/v1/device", created=1)
    control(sandbox.url, "settings", signature_window_s=0)
    assert (answer.status, answer.json["type"]) == (401, "urn:kiosk:signature-stale")
    assert answer.json["server_time"].startswith("20")


@pytest.mark.parametrize("wish", [{"enrolment": 5}, {"weather": "fine"}])
def test_only_known_settings_can_be_set(sandbox, wish):
    assert control(sandbox.url, "settings", **wish)[0] == 400


def test_after_ten_wrong_codes_there_is_a_pause(tmp_path):
    from tests.platform_fixtures import kit

    with kit.running_sandbox(tmp_path / "platform") as own:
        new = stranger(own, tmp_path / "new")
        statuses = [claim(new, f"WRONG-{number:04d}").status for number in range(11)]
        assert statuses == [403] * 10 + [429]
        right = code_for(own, "K5006")
        assert claim(new, right["code"]).headers["Retry-After"] == "600"
