"""The centre changes its keys while cases wait: what was sealed before is delivered, what comes after uses the new."""

import base64
import json

import pytest
import requests
from platform_kit import JPEG, NOW, PNG, finished_run, later

from kiosk.gateway.errors import Misconfigured
from kiosk.gateway.sandbox.seal_suites import SUITES as OPENING
from kiosk.sync.filing import FilingDesk
from kiosk.sync.seal_keys import SealKeys
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica

DEFAULT, HYBRID, SM2 = (
    "hpke-x25519-hkdf-sha256-aes-256-gcm",
    "hpke-mlkem768-x25519-hkdf-sha256-aes-256-gcm",
    "sm2-sm3-sm4-gcm",
)
HERE = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(name not in OPENING, reason=f"{name} is not tried: the extra guomi is missing"),
    )
    for name in (DEFAULT, HYBRID, SM2)
]


def desk_of(terminal, suites=""):
    return FilingDesk(terminal.store(), terminal.keys, terminal.terminal_id, suites=suites)


def rotate(sandbox, **wish):
    with requests.post(f"{sandbox.url}/_sandbox/keys", json=wish, timeout=10) as answer:
        return answer.status_code, answer.json()


def head_of(terminal, case_id):
    """Return what a queued envelope says openly."""
    return json.loads(Outbox(terminal.store()).queued(case_id).envelope)


def accepted(sandbox, terminal):
    return {one["case_id"] for one in sandbox.cases() if one["device_id"] == terminal.terminal_id}


def test_cases_sealed_to_two_older_keys_arrive_beside_those_of_the_newest(sandbox, terminal):
    courier, desk = terminal.courier(sandbox.url), desk_of(terminal)
    courier.step(NOW)
    filed, used = [], []
    for hour in (0, 2, 4):
        filed.append(desk.file(finished_run(), later(hour * 3600)).case_id)
        used.append(head_of(terminal, filed[-1])["key_id"])
        assert rotate(sandbox, grace_days=1)[0] == 200
        SealKeys(Replica(terminal.store())).learn(terminal.gateway(sandbox.url).device().document, hour)
    assert len(set(used)) == 3
    courier.step(later(9 * 3600))
    assert accepted(sandbox, terminal) == set(filed)


def test_a_terminal_that_never_heard_of_the_change_still_files_and_delivers(sandbox, terminal):
    courier, desk = terminal.courier(sandbox.url), desk_of(terminal)
    courier.step(NOW)
    rotate(sandbox, grace_days=0)
    filed = desk.file(finished_run(), NOW.replace(year=2099))
    courier.step(later(9))
    assert filed.case_id in accepted(sandbox, terminal)


@pytest.mark.parametrize("suite", HERE)
def test_a_case_of_any_suite_is_opened_with_its_pictures(sandbox, terminal, suite):
    courier, desk = terminal.courier(sandbox.url, suite=suite), desk_of(terminal, suite)
    courier.step(NOW)
    filed = desk.file(finished_run(), NOW)
    head = head_of(terminal, filed.case_id)
    assert (head["suite"], head["alg"]) == (suite, "ed25519")
    courier.step(later(9))
    pictures = {base64.b64decode(one["base64"]) for one in sandbox.see(f"cases/{filed.case_id}")["attachments"]}
    assert pictures == {JPEG, PNG}
    assert courier.holdings("999901195202290022", ("11100000000013127D001",)) is not None


def test_only_the_suite_that_is_rotated_gets_a_new_key(sandbox, terminal):
    def newest():
        keys = terminal.gateway(sandbox.url).device().document["seal_keys"]
        return {key["suite"]: key["key_id"] for key in keys if key["not_after"] is None}

    before = newest()
    status, told = rotate(sandbox, suite=HYBRID)
    assert (status, newest()) == (200, before | {HYBRID: told["key_id"]})
    assert rotate(sandbox, suite="tomorrow's")[0] == 400


def test_a_question_is_not_sealed_by_a_suite_that_the_profile_does_not_name(sandbox, terminal, monkeypatch):
    gateway = terminal.gateway(sandbox.url, suite=HYBRID)
    card = gateway._own_card()
    only = [key for key in card.document["seal_keys"] if key["suite"] == DEFAULT]
    monkeypatch.setitem(card.document, "seal_keys", only)
    with pytest.raises(Misconfigured):
        gateway.holdings("999901195202290022", ())
