"""A document of the centre counts only under a key that is known, and only as it was signed."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import SignKeys, prove, prove_receipt, prove_refusal
from kiosk.gateway.sandbox.signer import Signer

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEY_ID = hashlib.sha256(PUBLIC).hexdigest()[:16]
TEXT = base64.b64encode(PUBLIC).decode()
LISTED = {"key_id": KEY_ID, "alg": "ed25519", "public": TEXT}
KEYS = SignKeys.of_card([LISTED])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def signed(document, purpose="kiosk.pulse/1", member="signature"):
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    value = KEY.sign(f"{purpose}\n{text}".encode())
    return {**document, member: {"key_id": KEY_ID, "value": base64.b64encode(value).decode()}}


def refused(document, purpose="kiosk.pulse/1", keys=KEYS):
    with pytest.raises(NotThePlatform):
        prove(document, purpose, keys)


def test_what_the_sandbox_signs_holds(tmp_path):
    signer = Signer(tmp_path / "sign.key")
    keys = SignKeys.of_card(
        [{"key_id": signer.key_id, "alg": "ed25519", "public": base64.b64encode(signer.public).decode()}]
    )
    prove(signer.signed("kiosk.changes/1", {"cursor": "一", "cases": []}), "kiosk.changes/1", keys)
    prove_receipt(signer.signed("kiosk.receipt/1", {"case_id": "1", "sha256": "2"}, "receipt_sig"), keys)


@given(document=st.dictionaries(st.text().filter(lambda name: name != "signature"), JSON, max_size=5))
def test_any_document_holds_as_it_was_signed(document):
    try:
        whole = signed(document)
    except UnicodeEncodeError:
        return
    prove(whole, "kiosk.pulse/1", KEYS)
    refused({**whole, "more": 1})
    refused(whole, "kiosk.feed/1")


@given(value=JSON)
def test_whatever_stands_for_a_signature_is_refused(value):
    refused({"a": 1, "signature": value})
    refused({"a": 1, "signature": {"key_id": KEY_ID, "value": value}})
    refused({"a": 1, "signature": {"key_id": value, "value": "AAAA"}})


def test_an_unknown_key_proves_nothing():
    refused(signed({"a": 1}), keys=SignKeys())


def test_deep_json_is_refused_not_recursed_into():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    refused({"a": deep, "signature": {"key_id": KEY_ID, "value": "AAAA"}})


def test_a_refusal_is_proven_over_its_four_facts_alone():
    facts = {"case_id": "1", "sha256": "2", "state": "refused", "reason": {"code": "no", "text_zh": "不", "bring": []}}
    whole = {**signed(facts, "kiosk.receipt/1", "receipt_sig"), "type": "urn:case:no", "detail_zh": "不"}
    prove_refusal(whole, KEYS)
    for name in facts:
        with pytest.raises(NotThePlatform):
            prove_refusal({**whole, name: "other"}, KEYS)
        with pytest.raises(NotThePlatform):
            prove_refusal({key: value for key, value in whole.items() if key != name}, KEYS)


@pytest.mark.parametrize(
    "listed",
    [
        [],
        [{**LISTED, "alg": "sm2"}],
        [{**LISTED, "public": "AAAA"}],
        [{**LISTED, "public": 1}],
        [{**LISTED, "public": "不"}],
        [{**LISTED, "key_id": "0" * 16}],
        [LISTED, {**LISTED, "public": ""}],
    ],
    ids=["none", "another algorithm", "short", "a number", "no base64", "another name", "one good one bad"],
)
def test_a_list_of_keys_is_read_as_a_whole_or_not_at_all(listed):
    with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one type
        SignKeys.of_card(listed)


def test_a_pin_is_one_key_or_none():
    assert SignKeys.pinned(TEXT) == KEYS
    assert not SignKeys.pinned("")
    with pytest.raises(ValueError, match="32 bytes"):
        SignKeys.pinned("AAAA")
