"""The centre is believed by keys that were believed before; the first card is believed for the line it came over."""

import base64
import datetime as dt

import pytest

from kiosk.gateway.errors import Misconfigured
from kiosk.gateway.proofs import SignKeys
from kiosk.gateway.sandbox.signer import Signer
from kiosk.sync.errors import CardRefused
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.replica import Replica
from offline_cache.store import Store

MORNING = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


@pytest.fixture
def replica(tmp_path):
    store = Store.open(tmp_path / "state")
    yield Replica(store)
    store.close()


@pytest.fixture
def signers(tmp_path):
    return [Signer(tmp_path / f"{number}.key") for number in range(3)]


def listed(signer):
    return {"key_id": signer.key_id, "alg": "ed25519", "public": base64.b64encode(signer.public).decode()}


def card(by, *told, hours=0, **more):
    time = (MORNING + dt.timedelta(hours=hours)).isoformat()
    return by.signed("kiosk.device/1", {"sign_keys": [listed(one) for one in told], "server_time": time, **more})


def names(keys):
    return set(keys.keys)


def test_the_first_card_is_believed_and_kept(replica, signers):
    first = signers[0]
    assert not TrustedKeys(replica).current()
    assert names(TrustedKeys(replica).learn(card(first, first), 1)) == {first.key_id}
    assert names(TrustedKeys(replica).current()) == {first.key_id}


def test_the_first_card_must_be_signed_by_a_key_it_tells(replica, signers):
    first, other, _ = signers
    with pytest.raises(CardRefused):
        TrustedKeys(replica).learn(card(other, first), 1)


def test_a_known_key_vouches_for_the_next_and_may_then_go(replica, signers):
    first, second, third = signers
    keys = TrustedKeys(replica)
    keys.learn(card(first, first), 1)
    keys.learn(card(first, first, second), 2)
    assert names(keys.learn(card(second, second), 3)) == {second.key_id}
    with pytest.raises(CardRefused):
        keys.learn(card(first, first), 4)
    with pytest.raises(CardRefused):
        keys.learn(card(third, second, third), 5)
    assert names(keys.current()) == {second.key_id}


def test_a_pinned_key_is_believed_from_the_first_day_and_for_good(replica, signers):
    first, second, _ = signers
    keys = TrustedKeys(replica, listed(first)["public"])
    with pytest.raises(CardRefused):
        keys.learn(card(second, second), 1)
    assert names(keys.learn(card(first, second), 2)) == {first.key_id, second.key_id}
    assert names(keys.current()) == {first.key_id, second.key_id}
    assert keys.learn(card(first, first), 3) == SignKeys.pinned(listed(first)["public"])


def test_a_card_carried_by_hand_must_not_be_older_than_the_last(replica, signers):
    first = signers[0]
    keys = TrustedKeys(replica)
    keys.learn(card(first, first, hours=2), 1)
    with pytest.raises(CardRefused, match="older"):
        keys.learn(card(first, first, hours=1), 2, by_hand=True)
    keys.learn(card(first, first, hours=2), 3, by_hand=True)
    keys.learn(card(first, first, hours=1), 4)


@pytest.mark.parametrize("broken", ["sign_keys", "server_time", "signature"])
def test_a_card_not_as_agreed_is_refused(replica, signers, broken):
    first = signers[0]
    for value in (None, 1, "x", [], [1], {}):
        with pytest.raises(CardRefused):
            TrustedKeys(replica).learn({**card(first, first), broken: value}, 1)
    assert not TrustedKeys(replica).current()


def test_a_pin_that_is_no_key_is_told_at_once(replica):
    with pytest.raises(Misconfigured, match="sign_key"):
        TrustedKeys(replica, "AAAA")
