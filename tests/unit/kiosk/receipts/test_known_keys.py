"""A terminal believes itself, and the newest register that the centre signed."""

import base64
import datetime as dt
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from receipt_cases import NOW

from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.known_keys import KnownKeys
from kiosk.receipts.register import DeviceKey, sign_text, to_list
from offline_cache.replica import Replica
from offline_cache.store import Store

CENTRE, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
OWN = DeviceKey(bytes([7]) * 32, "K0007")
NEXT = DeviceKey(CENTRE.public_key().public_bytes_raw(), "K0008")


def told(signer=CENTRE):
    return base64.b64encode(signer.public_key().public_bytes_raw()).decode()


def document(signer=CENTRE, issued=NOW, keys=(NEXT,)):
    text = json.dumps({"schema": "kiosk.receipt-keys/1", "issued": issued.isoformat(), "keys": to_list(keys)})
    signature = base64.b64encode(signer.sign(sign_text(text))).decode()
    return json.dumps({"register": text, "signature": signature}).encode()


@pytest.fixture
def replica(tmp_path):
    store = Store.open(tmp_path / "store")
    yield Replica(store)
    store.close()


def test_before_any_register_only_the_own_key_counts(replica):
    assert KnownKeys(replica).all(OWN) == (OWN,)


def test_a_register_is_kept_and_the_own_key_stays(replica):
    KnownKeys(replica).learn(document(), told(), 1)
    assert KnownKeys(replica).all(OWN) == (OWN, NEXT)


def test_after_the_first_centre_no_other_is_believed(replica):
    keys = KnownKeys(replica)
    keys.learn(document(), told(), 1)
    with pytest.raises(RegisterRefused):
        keys.learn(document(OTHER), told(OTHER), 2)
    assert keys.all(OWN) == (OWN, NEXT)


def test_a_pin_goes_before_what_is_told(replica):
    keys = KnownKeys(replica, told())
    with pytest.raises(RegisterRefused):
        keys.learn(document(OTHER), told(OTHER), 1)
    keys.learn(document(), told(OTHER), 1)
    assert keys.all(OWN) == (OWN, NEXT)
    assert KnownKeys(replica, told(OTHER)).all(OWN) == (OWN,)
    assert KnownKeys(replica, "nonsense").all(OWN) == (OWN,)


def test_an_older_register_does_not_bring_back_a_withdrawn_terminal(replica):
    keys = KnownKeys(replica)
    keys.learn(document(keys=()), told(), 1)
    with pytest.raises(RegisterRefused, match="older"):
        keys.learn(document(issued=NOW - dt.timedelta(days=1)), told(), 2)
    assert keys.all(OWN) == (OWN,)


@pytest.mark.parametrize("key", ["", "AAAA", "?", "Ä"])
def test_a_centre_without_a_sound_key_is_not_believed(replica, key):
    with pytest.raises(RegisterRefused):
        KnownKeys(replica).learn(document(), key, 1)
