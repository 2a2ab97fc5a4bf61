"""The centre's key: what it last told us, before that what the profile pins."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.sync.errors import SealKeyMissing
from kiosk.sync.seal_keys import SealKeys
from offline_cache.replica import Replica
from offline_cache.sealing import PlatformKey


def fresh():
    return base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


def test_the_told_key_goes_before_the_pinned_one_and_outlives_a_restart(terminal):
    pinned, told = fresh(), PlatformKey.parse(fresh())
    keys = SealKeys(Replica(terminal.store()), pinned)
    assert keys.current() == PlatformKey.parse(pinned)
    keys.learn(told, 1)
    assert keys.current() == told
    assert SealKeys(Replica(terminal.store())).current() == told


def test_the_same_key_told_again_is_no_news(terminal):
    replica = Replica(terminal.store())
    keys, told = SealKeys(replica), PlatformKey.parse(fresh())
    keys.learn(told, 1)
    keys.learn(told, 2)
    assert replica.get("seal_key").fetched_ms == 1


def test_without_any_key_that_is_said(terminal):
    with pytest.raises(SealKeyMissing):
        SealKeys(Replica(terminal.store())).current()
