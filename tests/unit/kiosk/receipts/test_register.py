"""The register of terminals is believed when the centre signed it, and in no other case."""

import base64
import datetime as dt
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from receipt_cases import NOW

from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.register import DeviceKey, read_register, sign_text, to_list

CENTRE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = CENTRE.public_key().public_bytes_raw()
DEVICE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))).public_key().public_bytes_raw()
KEYS = (DeviceKey(DEVICE, "K0007", NOW, None), DeviceKey(PUBLIC, "K0008", None, NOW + dt.timedelta(days=1)))


def document(signer=CENTRE, **changes):
    said = {"schema": "kiosk.receipt-keys/1", "issued": NOW.isoformat(), "keys": to_list(KEYS)} | changes
    text = json.dumps(said)
    signature = base64.b64encode(signer.sign(sign_text(text))).decode()
    return json.dumps({"register": text, "signature": signature}).encode()


def test_what_the_centre_signed_is_read():
    register = read_register(document(), PUBLIC)
    assert register.keys == KEYS
    assert register.issued == NOW


def test_another_signer_is_refused():
    with pytest.raises(RegisterRefused, match="not signed by the centre"):
        read_register(document(signer=Ed25519PrivateKey.generate()), PUBLIC)


def test_every_altered_byte_is_refused():
    whole = document()
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1
        with pytest.raises(RegisterRefused):
            read_register(bytes(altered), PUBLIC)


@given(st.binary(max_size=200) | st.just(b"{}") | st.just(b"[]") | st.just(b"null"))
def test_anything_may_be_shown(whole):
    with pytest.raises(RegisterRefused):
        read_register(whole, PUBLIC)


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "kiosk.receipt-keys/2"},
        {"issued": "2026-11-21T09:48:30"},
        {"keys": None},
        {"keys": ["K0007"]},
        {"keys": [{"public": "AAAA", "terminal_id": "K0007", "valid_from": None, "valid_until": None}]},
        {"keys": [{"public": base64.b64encode(DEVICE).decode(), "terminal_id": "K0007"}]},
    ],
)
def test_a_signed_register_of_another_form_is_refused(changes):
    with pytest.raises(RegisterRefused):
        read_register(document(**changes), PUBLIC)
