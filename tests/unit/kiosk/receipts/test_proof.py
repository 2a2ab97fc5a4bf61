"""A receipt's code proves what the terminal said, and nothing that was touched is believed."""

import dataclasses
import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receipt_cases import ACCEPTED, CASE_ID, NOW, RECEIVED

from kiosk.domain.case import Promise
from kiosk.receipts.clock import UNCOMPARED, Clock
from kiosk.receipts.errors import (
    ProofAltered,
    ProofDamaged,
    ProofForged,
    ProofFromFuture,
    ProofKeyUnknown,
    ReceiptRefused,
)
from kiosk.receipts.proof import digest_of, prove, verify
from kiosk.receipts.proof_form import DIGITS, Statement, from_digits, key_id_of, to_digits
from kiosk.receipts.register import DeviceKey
from offline_cache.keys import DeviceKeys

COMPARED = Clock(-3, 600)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return DeviceKeys.load_or_create(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def register(keys, tmp_path_factory):
    others = (DeviceKeys.load_or_create(tmp_path_factory.mktemp("other")) for _ in range(2))
    return (*(DeviceKey(other.public, "K0008") for other in others), DeviceKey(keys.public, "K0007"))


def proof(keys, filed=RECEIVED, copy=1, clock=COMPARED, now=NOW):
    return prove(filed, copy, keys=keys, clock=clock, now=now)


@pytest.mark.parametrize(("filed", "state"), [(RECEIVED, "received"), (ACCEPTED, "accepted")])
@pytest.mark.parametrize("clock", [COMPARED, UNCOMPARED])
def test_what_was_signed_is_what_is_read(keys, register, filed, state, clock):
    proven = verify(proof(keys, filed, 3, clock), register, NOW)
    said = proven.statement
    assert (said.case_id, said.state, said.copy, said.clock) == (CASE_ID, state, 3, clock)
    assert said.signed == NOW
    assert (proven.terminal_id, proven.query_code) == ("K0007", "7K3M9QXX")
    proven.covers(filed)


def test_it_names_nobody_and_sends_nothing_to_a_server(keys):
    text = proof(keys)
    assert text.isascii()
    assert text.partition("#")[0] == "https://zwfw.example/q"
    assert text.partition("#")[2].startswith("7K3M9QXX.")
    assert text[-DIGITS:].isdigit()


def test_every_altered_bit_is_refused(keys, register):
    text = proof(keys).encode()
    for place in range(len(text) * 8):
        altered = bytearray(text)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises(ReceiptRefused):
            verify(altered.decode("latin-1"), register, NOW)


def test_every_altered_bit_of_what_was_signed_is_refused(keys, register):
    text = proof(keys)
    head, body = text[:-DIGITS], from_digits(text[-DIGITS:])
    for place in range(len(body) * 8):
        altered = bytearray(body)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises(ReceiptRefused):
            verify(head + to_digits(bytes(altered)), register, NOW)


@given(st.text(max_size=400) | st.from_regex(r"https://zwfw\.example/q#7K3M9QXX\.[0-9]{263}", fullmatch=True))
def test_any_text_may_be_shown_and_none_is_believed(text):
    with pytest.raises(ReceiptRefused):
        verify(text, [DeviceKey(bytes(32), "K0007")], NOW)


def test_each_refusal_says_why(keys, register, tmp_path):
    text = proof(keys)
    stranger = DeviceKeys.load_or_create(tmp_path / "keys")
    with pytest.raises(ProofDamaged):
        verify(text[:-1], register, NOW)
    with pytest.raises(ProofDamaged):
        verify(text.replace("7K3M9QXX", "7K3M9QX4"), register, NOW)
    with pytest.raises(ProofForged):
        verify(text.replace("zwfw.example", "zwfw.evil"), register, NOW)
    with pytest.raises(ProofForged):
        verify(text[:-DIGITS] + str(int(text[-DIGITS:]) ^ 1).zfill(DIGITS), register, NOW)
    with pytest.raises(ProofKeyUnknown):
        verify(proof(stranger), register, NOW)
    with pytest.raises(ProofKeyUnknown):
        verify(text, [], NOW)
    with pytest.raises(ProofFromFuture):
        verify(text, register, NOW - dt.timedelta(minutes=11))
    assert verify(text, register, NOW - dt.timedelta(minutes=9))


def test_a_key_of_the_same_name_does_not_hide_the_right_one(keys, monkeypatch):
    twin = DeviceKey(bytes(range(32)), "K0009")
    monkeypatch.setattr("kiosk.receipts.register.key_id_of", lambda _public: key_id_of(keys.public))
    assert verify(proof(keys), [twin, DeviceKey(keys.public, "K0007")], NOW).terminal_id == "K0007"


def test_a_key_counts_while_it_is_in_use(keys):
    text = proof(keys)
    day = dt.timedelta(days=1)

    def held(begin, end):
        return [DeviceKey(keys.public, "K0007", begin, end)]

    assert verify(text, held(NOW - day, NOW + day), NOW)
    for begin, end in ((NOW + 2 * day, None), (None, NOW - 2 * day)):
        with pytest.raises(ProofKeyUnknown):
            verify(text, held(begin, end), NOW)


def test_a_received_receipt_stays_true_when_the_centre_has_answered(keys, register):
    earlier = verify(proof(keys, RECEIVED), register, NOW)
    earlier.covers(ACCEPTED)
    assert earlier.statement.state == "received"


@pytest.mark.parametrize(
    "change",
    [
        {"masked_name": "王*兰"},
        {"task_name": "不动产登记资料查询"},
        {"dept_name": "示范区教育局"},
        {"materials": ("身份证信息",)},
        {"filed": NOW},
        {"receipt_no": "K0007-20261121-0043-A"},
        {"promised_names": ()},
        {"promise": Promise(("photo",), 5, dt.date(2026, 11, 30))},
        {"promise": Promise(("photo",), 6, dt.date(2026, 11, 27))},
        {"acknowledgement": dataclasses.replace(ACCEPTED.acknowledgement, server_no="SF26112100042318")},
        {"acknowledgement": dataclasses.replace(ACCEPTED.acknowledgement, due=None)},
        {"query_code": "2222222X"},
        {"case_id": str(uuid.UUID(int=1))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_printed_fact_is_bound(keys, register, change):
    proven = verify(proof(keys, ACCEPTED), register, NOW)
    proven.covers(ACCEPTED)
    with pytest.raises(ProofAltered):
        proven.covers(dataclasses.replace(ACCEPTED, **change))


STATEMENTS = st.builds(
    Statement,
    key_id=st.binary(min_size=4, max_size=4).map(bytes.hex),
    case_id=st.uuids().map(str),
    state=st.sampled_from(["received", "accepted"]),
    copy=st.integers(1, 65535),
    signed=st.integers(0, 2**32 - 1).map(lambda s: dt.datetime.fromtimestamp(s, dt.UTC)),
    clock=st.just(UNCOMPARED)
    | st.builds(Clock, st.integers(-32767, 32767), st.integers(0, 65534).map(lambda m: m * 60)),
    digest=st.binary(min_size=12, max_size=12),
)


@given(STATEMENTS)
def test_a_statement_has_one_form(statement):
    body = statement.to_bytes()
    assert len(body) == 45
    assert Statement.from_bytes(body) == statement


@given(st.binary(min_size=45, max_size=45).map(lambda body: b"\x01" + body[1:]))
def test_no_two_forms_mean_the_same(body):
    try:
        read = Statement.from_bytes(body)
    except ProofDamaged:
        return
    assert read.to_bytes() == body


@given(st.binary(min_size=109, max_size=109))
def test_digits_give_back_the_bytes(body):
    assert len(to_digits(body)) == DIGITS
    assert from_digits(to_digits(body)) == body


def test_a_drift_beyond_what_can_be_said_is_said_as_that_much():
    said = Statement("00000000", CASE_ID, "received", 1, NOW, Clock(10**6, 10**9), bytes(12))
    assert Statement.from_bytes(said.to_bytes()).clock == Clock(32767, 0xFFFE * 60)


@pytest.mark.parametrize("copy", [0, -1, 65536])
def test_a_copy_has_a_number_that_can_be_said(keys, copy):
    with pytest.raises(ValueError, match="copies"):
        proof(keys, copy=copy)


def test_the_digest_is_the_same_in_every_run():
    assert digest_of(RECEIVED, accepted=False).hex() == "2cd66ae3c9989aaa0257fc6f"
