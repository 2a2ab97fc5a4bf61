"""For schemathesis: signs every request as a terminal does, and seals bodies that the platform can open.

SCHEMATHESIS_HOOKS names this file; KIOSK_FUZZ_KEYS the folder of a terminal's keys, KIOSK_FUZZ_SEAL_KEY the key to seal
to (base64).
"""

import copy
import json
import os
from pathlib import Path

import hypothesis.strategies as st
import requests
import schemathesis

from kiosk.gateway.signing import sign_request
from offline_cache.keys import DeviceKeys
from offline_cache.sealing import EnvelopeHead, PlatformKey, make_envelope

KEYS = DeviceKeys.load_or_create(Path(os.environ["KIOSK_FUZZ_KEYS"]))
SEAL_KEY = PlatformKey.parse(os.environ["KIOSK_FUZZ_SEAL_KEY"])
DEVICE = "K0700"
MOMENT = "2026-11-21T09:48:00+08:00"
EMPTY = {"sha256": "0" * 64, "size": 28, "media": "image/jpeg", "key": "AA=="}
BODIES = {
    "submitCase": ("case", json.loads(Path(__file__).with_name("case.json").read_text(encoding="utf-8"))),
    "supplement": (
        "supplement",
        {
            "schema": "kiosk.supplement/1",
            "case_id": "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1",
            "materials": [{"material_code": "M-PHOTO", "material_name": "照片", "attachments": [EMPTY]}],
            "filed_at": MOMENT,
        },
    ),
    "rate": (
        "rating",
        {
            "schema": "kiosk.rating/1",
            "case_id": "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1",
            "level": 5,
            "rated_at": MOMENT,
        },
    ),
    "book": (
        "appointment",
        {
            "schema": "kiosk.appointment/1",
            "number": "999901195202290022",
            "name": "赵桂兰",
            "slot_id": "20261127T0830",
            "replaces": None,
        },
    ),
    "holdings": (
        "query",
        {"schema": "kiosk.holdings/1", "number": "999901195202290022", "license_types": ["居住证"]},
    ),
    "inquire": (
        "query",
        {
            "schema": "kiosk.inquiry/1",
            "kind": "results",
            "number": "999901195202290022",
            "name": "赵桂兰",
            "what": {"paper": "pension-proof", "variant": "all"},
        },
    ),
    "booked": ("query", {"schema": "kiosk.appointments/1", "number": "999901195202290022"}),
}
PARTS = {"method", "url", "headers", "data", "json", "params", "cookies", "files"}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def places(value, at=()):
    """Yield the path of every member of a JSON value."""
    yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from places(one, (*at, name))


def put(value, at, new):
    """Return the value with another one at this place."""
    if not at:
        return new
    changed = copy.copy(value)
    changed[at[0]] = put(value[at[0]], at[1:], new)
    return changed


@st.composite
def sealed(draw, kind, body):
    """Draw an envelope that opens: a body as it should be, or one in three with a member turned into anything."""
    identity = str(draw(st.uuids()))
    if kind in {"case", "rating"}:
        body = {**body, "case_id": identity}
    if draw(st.integers(0, 2)) == 2:
        body = put(body, draw(st.sampled_from(sorted(places(body), key=str))), draw(ANY))
    head = EnvelopeHead(kind, DEVICE, draw(st.sampled_from(["", "S1"])), identity, draw(st.integers(0, 99)), MOMENT)
    return json.loads(make_envelope(body, head, SEAL_KEY, KEYS))


@schemathesis.hook
def before_generate_body(context, strategy):
    """Let two of three envelopes be ones that open."""
    found = BODIES.get(context.operation.definition.raw.get("operationId")) if context.operation else None
    return st.one_of(sealed(*found), sealed(*found), strategy) if found else strategy


@schemathesis.hook
def map_case(context, case):
    """Bring path and envelope together where the envelope is one that opens."""
    body, path = case.body, case.path_parameters or {}
    if isinstance(body, dict) and body.get("device_id") == DEVICE and "id" in path:
        case.path_parameters["id"] = body["case_id"]
    if isinstance(body, dict) and body.get("device_id") == DEVICE and "kind" in path:
        case.path_parameters["kind"] = "results"
    return case


@schemathesis.auth()
class Signed:
    """A terminal's signature over what will be sent."""

    def get(self, case, context):
        """Return the keys; nothing is asked of the platform."""
        return KEYS

    def set(self, case, keys, context):
        """Sign."""
        wanted = {name: value for name, value in case.as_transport_kwargs().items() if name in PARTS}
        prepared = requests.Request(**wanted).prepare()
        body = prepared.body or b""
        body = body.encode() if isinstance(body, str) else body
        device = "enrolment" if case.path.startswith("/v1/enrolments") else DEVICE
        signed = sign_request(
            prepared.method, prepared.path_url, body, device_id=device, keys=keys, created=1_795_225_680
        )
        case.headers = {**(case.headers or {}), **signed}
