"""The centre's keys: those it last told us, before that those the profile pins; no clock keeps a case from sealing."""

import base64
import datetime as dt
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.sandbox.seal_suites import SUITES as OPENING
from kiosk.sync.errors import SealKeyMissing
from kiosk.sync.seal_keys import SealKeys
from offline_cache.errors import SuiteUnavailable
from offline_cache.published_keys import best, published
from offline_cache.replica import Kept, Replica
from offline_cache.sealing import PlatformKey
from offline_cache.suites.registry import DEFAULT

HYBRID, SM2 = "hpke-mlkem768-x25519-hkdf-sha256-aes-256-gcm", "sm2-sm3-sm4-gcm"
NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
CLOCKS = [NOW.replace(year=1970), NOW.replace(year=2099)]


def fresh(suite=DEFAULT):
    return base64.b64encode(OPENING[suite].public(OPENING[suite].make())).decode()


def days(number):
    return (NOW + dt.timedelta(days=number)).isoformat()


def member(begins, ends=None, suite=DEFAULT, public=""):
    """Return a card's key, valid from day `begins` to day `ends` counted from NOW."""
    public = public or fresh(suite)
    name = hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]
    ends = None if ends is None else days(ends)
    return {"key_id": name, "suite": suite, "public": public, "not_before": days(begins), "not_after": ends}


def card(*members, told=0):
    return {"seal_keys": list(members), "server_time": days(told)}


class Shelf:
    """A Replica in memory, for properties of many cards."""

    def __init__(self):
        self.kept = {}

    def get(self, name):
        return self.kept.get(name)

    def keep(self, name, etag, body, now_ms):
        self.kept[name] = Kept(etag, body, now_ms)


def test_the_told_key_goes_before_the_pinned_one_and_outlives_a_restart(terminal):
    pinned, told = fresh(), member(-1)
    keys = SealKeys(Replica(terminal.store()), pinned)
    assert keys.current(NOW) == PlatformKey.parse(pinned)
    keys.learn(card(told), 1)
    assert keys.current(NOW).key_id == told["key_id"]
    assert SealKeys(Replica(terminal.store())).current(NOW).key_id == told["key_id"]


def test_of_two_valid_keys_the_newer_is_taken_and_one_to_come_waits():
    old, new, to_come = member(-9, 30), member(-1), member(5)
    keys = SealKeys(Shelf())
    keys.learn(card(old, new, to_come), 1)
    assert keys.current(NOW).key_id == new["key_id"]
    assert keys.current(NOW + dt.timedelta(days=6)).key_id == to_come["key_id"]


@pytest.mark.parametrize("now", CLOCKS, ids=["1970", "2099"])
@pytest.mark.parametrize("ends", [None, 30], ids=["open", "ending"])
def test_a_wrong_clock_seals_to_the_newest_key(now, ends):
    old, new = member(-9, 20), member(-1, ends)
    keys = SealKeys(Shelf())
    keys.learn(card(old, new), 1)
    assert keys.current(now).key_id == new["key_id"]


def test_a_key_that_was_removed_is_not_sealed_to_any_more():
    bad, good = member(-1), member(-9)
    keys = SealKeys(Shelf())
    keys.learn(card(bad, good), 1)
    keys.learn(card(good, told=1), 2)
    assert keys.current(NOW).key_id == good["key_id"]


def test_an_older_card_changes_nothing():
    old, new = member(-9), member(-1)
    keys = SealKeys(Shelf())
    keys.learn(card(old, new, told=1), 1)
    keys.learn(card(old, told=0), 2)
    assert keys.current(NOW).key_id == new["key_id"]


def test_a_card_without_a_time_is_not_learned_from():
    keys = SealKeys(Shelf(), pinned := fresh())
    keys.learn(card(member(-1)) | {"server_time": "yesterday"}, 1)
    assert keys.current(NOW) == PlatformKey.parse(pinned)


def test_an_enrolment_begins_anew_whatever_was_known():
    old, new = member(-1), member(-9)
    shelf = Shelf()
    SealKeys(shelf).learn(card(old, member(-1, suite=HYBRID), told=9), 1)
    SealKeys(shelf).learn(card(new), 2, enrolled=True)
    assert SealKeys(shelf).current(NOW).key_id == new["key_id"]
    with pytest.raises(SealKeyMissing):
        SealKeys(shelf, suites=HYBRID).current(NOW)


@pytest.mark.parametrize(
    "useless",
    [
        {},
        {"server_time": days(9)},
        {"server_time": days(9), "seal_keys": []},
        {"server_time": days(9), "seal_keys": [{"key_id": "0" * 16}]},
        {"server_time": days(9), "seal_keys": "?"},
        {"server_time": "yesterday", "seal_keys": [member(0, public=base64.b64encode(bytes(31) + b"\1").decode())]},
        {"server_time": days(9), "seal_keys": [member(0) | {"suite": "tomorrow's"}]},
        {"server_time": days(9), "seal_keys": [member(0) | {"key_id": "0" * 16}]},
        {"server_time": days(9), "seal_keys": [member(0) | {"not_before": "2026-11-25T00:00:00"}]},
    ],
    ids=["empty", "none", "no key", "half", "text", "timeless", "unknown suite", "misnamed", "zoneless"],
)
def test_a_card_without_a_usable_key_leaves_the_last_good_ones(useless):
    good = member(-1)
    keys = SealKeys(Shelf())
    keys.learn(card(good), 1)
    keys.learn(useless, 2)
    assert keys.current(NOW).key_id == good["key_id"]


def test_the_profile_says_which_suites_and_in_which_order():
    shelf, plain, hybrid = Shelf(), member(-1), member(-2, suite=HYBRID)
    SealKeys(shelf).learn(card(plain, hybrid), 1)
    assert SealKeys(shelf).current(NOW).suite == DEFAULT
    assert SealKeys(shelf, suites=HYBRID).current(NOW).suite == HYBRID
    assert SealKeys(shelf, suites=f"{HYBRID} {DEFAULT}").current(NOW).suite == HYBRID


def test_what_the_profile_does_not_allow_is_never_used():
    shelf = Shelf()
    SealKeys(shelf).learn(card(member(-1)), 1)
    with pytest.raises(SealKeyMissing):
        SealKeys(shelf, suites=HYBRID).current(NOW)


def test_a_valid_key_of_the_second_suite_goes_before_an_ended_one_of_the_first():
    shelf, plain, hybrid = Shelf(), member(-1), member(-9, -2, suite=HYBRID)
    SealKeys(shelf).learn(card(plain, hybrid), 1)
    assert SealKeys(shelf, suites=f"{HYBRID} {DEFAULT}").current(NOW).key_id == plain["key_id"]
    assert SealKeys(shelf, suites=HYBRID).current(NOW).key_id == hybrid["key_id"]


def test_a_suite_that_the_card_no_longer_names_keeps_its_keys():
    shelf, hybrid = Shelf(), member(-9, suite=HYBRID)
    SealKeys(shelf).learn(card(member(-1), hybrid), 1)
    SealKeys(shelf).learn(card(member(-1), told=1), 2)
    assert SealKeys(shelf, suites=HYBRID).current(NOW).key_id == hybrid["key_id"]


def test_a_key_may_be_pinned_for_each_suite():
    pins = f"{fresh()} {HYBRID}:{fresh(HYBRID)}"
    assert SealKeys(Shelf(), pins, HYBRID).current(NOW).suite == HYBRID
    assert SealKeys(Shelf(), pins).current(NOW).suite == DEFAULT


@pytest.mark.parametrize("suites", ["tomorrow's", f"{DEFAULT} tomorrow's"])
def test_a_suite_that_nobody_knows_is_said_at_the_start(suites):
    with pytest.raises(SuiteUnavailable):
        SealKeys(Shelf(), suites=suites)


def test_without_the_library_of_a_suite_the_next_one_serves(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "gmssl_pyx", None)
    with pytest.raises(SuiteUnavailable):
        SealKeys(Shelf(), suites=SM2)
    assert SealKeys(Shelf(), fresh(), f"{SM2} {DEFAULT}").current(NOW).suite == DEFAULT


def test_the_only_key_of_the_first_release_is_found_and_replaced(terminal):
    replica, first, told = Replica(terminal.store()), X25519PrivateKey.generate(), member(-1)
    public = base64.b64encode(first.public_key().public_bytes_raw())
    replica.keep("seal_key", hashlib.sha256(base64.b64decode(public)).hexdigest()[:16], public, 1)
    assert SealKeys(replica).current(NOW) == PlatformKey.parse(public.decode())
    SealKeys(replica).learn(card(told), 2)
    assert SealKeys(replica).current(NOW).key_id == told["key_id"]


def test_a_platform_of_the_first_contract_names_one_key():
    one = fresh()
    (key,) = published({"seal_key": one})
    assert best([key], [DEFAULT], NOW) == PlatformKey.parse(one)


@pytest.mark.parametrize("pinned", ["", "no base64!", "AAAA", base64.b64encode(bytes(32)).decode()])
def test_without_any_key_that_is_said(pinned):
    with pytest.raises(SealKeyMissing):
        SealKeys(Shelf(), pinned).current(NOW)


MEMBERS = [member(begins, ends) for begins, ends in ((-30, -20), (-21, 10), (-1, None), (3, None), (-40, -39))]


@given(
    st.lists(st.sampled_from(MEMBERS), min_size=1, unique_by=lambda one: one["key_id"]),
    st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2099, 12, 31)),  # noqa: DTZ001 - made aware below
)
def test_whatever_the_clock_says_there_is_a_key_and_a_valid_one_is_preferred(members, moment):
    now = moment.replace(tzinfo=dt.UTC)
    keys = published(card(*members))
    chosen = best(keys, [DEFAULT], now)
    valid = [key.key_id for key in keys if key.valid(now)]
    assert chosen.key_id in (valid or [one["key_id"] for one in members])


@given(st.lists(st.integers(0, 5), max_size=8))
def test_cards_in_any_order_end_in_the_newest(order):
    cards = [card(member(-day, public=MEMBERS[day % 5]["public"]), told=day) for day in range(6)]
    shelf = Shelf()
    for day in order:
        SealKeys(shelf).learn(json.loads(json.dumps(cards[day])), day)
    if order:
        newest = cards[max(order)]["seal_keys"][0]["key_id"]
        assert SealKeys(shelf).current(NOW).key_id == newest
