"""Speaking with a platform word by word, every answer held against openapi.yaml: for tests of the contract."""

import base64
import json
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import requests
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import kiosk.gateway
from kiosk.gateway.signing import sign_request
from offline_cache.sealing import EnvelopeHead, PlatformKey, canonical, make_envelope

CONTRACT = yaml.safe_load((Path(kiosk.gateway.__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
ENVELOPE, JSON, PIECE = "application/vnd.kiosk.envelope+json", "application/json", "application/octet-stream"
MOMENT = "2026-11-21T09:48:00+08:00"


def check(value, schema):
    """Hold a value against a component of the contract, or against a schema in place."""
    schema = {"$ref": f"#/components/schemas/{schema}"} if isinstance(schema, str) else schema
    whole = {**schema, "components": CONTRACT["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)


def operation(method, path):
    """Return the operation of the contract that this request is; one with a fixed path comes first."""
    for pattern, item in sorted(CONTRACT["paths"].items(), key=lambda one: "{" in one[0]):
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path) and method.lower() in item:
            return item[method.lower()]
    return None


def hold(method, path, answer):
    """Hold an answer (status, headers, body) against the contract; return the operation's id."""
    described = operation(method, path)
    assert described, f"{method} {path} is not in the contract"
    responses = described["responses"]
    response = responses.get(str(answer.status), responses["default"])
    if "$ref" in response:
        response = CONTRACT["components"]["responses"][response["$ref"].rpartition("/")[2]]
    for media, content in response.get("content", {}).items():
        assert answer.headers["Content-Type"] == media
        if method != "HEAD":
            check(json.loads(answer.body), content["schema"])
    for name, header in response.get("headers", {}).items():
        assert name in answer.headers or not header["required"]
    return described["operationId"]


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Voice:
    """One terminal's own words to a platform at `url`."""

    def __init__(self, url, keys, device_id):
        self.url, self.keys, self.device_id = url, keys, device_id
        self._card = None
        self.met = set()

    def ask(self, method, target, body=b"", *, media="", **how):
        """Send, hold the answer against the contract, return it. `headers` override; `device_id`, `keys` likewise."""
        body = json.dumps(body).encode() if isinstance(body, dict) else body
        device_id, keys = how.get("device_id", self.device_id), how.get("keys", self.keys)
        signed = sign_request(method, target, body, device_id=device_id, keys=keys, created=how.get("created", 1))
        headers = {**signed, **({"Content-Type": media} if media else {}), **how.get("headers", {})}
        with requests.request(method, self.url + target, data=body, headers=headers, timeout=10) as got:
            answer = Answer(got.status_code, got.headers, got.content)
        self.met.add(hold(method, urlsplit(target).path, answer))
        return answer

    @property
    def card(self):
        self._card = self._card or self.ask("GET", "/v1/device").json
        return self._card

    def seal(self, kind, body, identity=None, seq=0, store_id="S1"):
        """Return (id, envelope)."""
        identity = identity or str(uuid.uuid4())
        head = EnvelopeHead(kind, self.device_id, store_id, identity, seq, MOMENT)
        return identity, make_envelope(body, head, PlatformKey.parse(self.card["seal_key"]), self.keys)

    def put(self, room, kind, body, identity=None, **how):
        """Seal and hand in; return (id, answer)."""
        identity, envelope = self.seal(kind, body, identity, **how)
        return identity, self.ask("PUT", f"/v1/{room}/{identity}", envelope, media=ENVELOPE)

    def enclose(self, ciphertext, name):
        """Hand in an enclosure in one piece."""
        place = {"Upload-Offset": "0", "Upload-Complete": "?1"}
        return self.ask("PATCH", f"/v1/blobs/{name}", ciphertext, media=PIECE, headers=place)

    def holds(self, document, purpose, member="signature", only=None):
        """Whether a document proves to be the platform's; `only` names the members that were signed."""
        names = only or [name for name in document if name != member]
        keys = {one["key_id"]: base64.b64decode(one["public"]) for one in self.card["sign_keys"]}
        signature = document[member]
        key = Ed25519PublicKey.from_public_bytes(keys[signature["key_id"]])
        text = purpose.encode() + b"\n" + canonical({name: document[name] for name in names})
        key.verify(base64.b64decode(signature["value"]), text)
        return True


def ask_for(*codes):
    """Return the reason of a supplement that demands these materials."""
    bring = [{"material_code": code, "text_zh": code} for code in codes]
    return {"code": "incomplete", "text_zh": "请补齐下列材料。", "bring": bring}


def control(url, path, **wish):
    """Do something at the officials' side of a sandbox; return its answer."""
    with requests.post(f"{url}/_sandbox/{path}", json=wish, timeout=10) as answer:
        return answer.status_code, answer.json()
