"""A certificate's code proves whose and which it is, without a network; no digit of it can change (F60)."""

import base64
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import SERVICES
from kiosk.cli import main
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.certifying import certificate_code
from kiosk.gateway.sandbox.desks import Desks
from kiosk.receipts.certificate import is_certificate, verify_certificate
from kiosk.receipts.errors import ProofDamaged, ProofForged, ProofFromFuture, ProofKeyUnknown, ReceiptRefused

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SITE = "https://zwfw.example/q"
DOCUMENT = {
    "title": "居民养老保险参保缴费凭证",
    "dept_name": "示范区人力资源和社会保障局",
    "until": "2026-10-31",
    "lines": [["参保状态", "待遇领取中"]],
    "heads": [],
    "rows": [],
    "note": "",
    "serial": "11999901MADEM003804992014004000202611250001",
    "licence_id": "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "query_code": "7K3M9QXX",
}
GUILAN = ("赵桂兰", "999901195202290022")


@pytest.fixture(scope="module")
def notary(tmp_path_factory):
    centre = Centre(tmp_path_factory.mktemp("centre"), SERVICES)
    yield Desks(centre).notary
    centre.close()


def key(notary):
    return base64.b64decode(notary.public)


@pytest.fixture(scope="module")
def text(notary):
    return certificate_code(notary, SITE, DOCUMENT, GUILAN, NOW)


def test_it_says_whose_and_which_paper_it_is(text, notary):
    assert is_certificate(text)
    found = verify_certificate(text, key(notary), NOW)
    assert (found.serial, found.query_code) == (DOCUMENT["serial"], "7K3M9QXX")
    assert (found.surname, found.number_ends) == ("赵", "0022")
    assert (found.until, found.issued) == (dt.date(2026, 10, 31), NOW)


def test_it_holds_no_more_of_the_person_than_the_paper_shows(text):
    digits = text.partition(".")[2].rpartition(".")[2]
    body = int(digits).to_bytes(123, "big")
    assert GUILAN[1].encode() not in body
    assert GUILAN[0].encode() not in body
    assert "1952" not in body.decode("latin-1")


@given(st.data())
@settings(max_examples=60)
def test_no_digit_and_no_letter_can_change(text, notary, data):
    at = data.draw(st.integers(len("https://zwfw.example/q#"), len(text) - 1))
    other = data.draw(st.sampled_from(sorted(set("23456789ACDEFGHJ0.") - {text[at]})))
    with pytest.raises(ReceiptRefused):
        verify_certificate(text[:at] + other + text[at + 1 :], key(notary), NOW)


def test_another_persons_and_another_papers_code_is_another(text, notary):
    other = certificate_code(notary, SITE, {**DOCUMENT, "lines": [["参保状态", "停保"]]}, GUILAN, NOW)
    assert verify_certificate(other, key(notary), NOW).digest != verify_certificate(text, key(notary), NOW).digest


def test_another_centre_an_unknown_one_and_the_future_are_refused(text, notary, tmp_path):
    stranger = Centre(tmp_path, SERVICES)
    other = key(Desks(stranger).notary)
    stranger.close()
    for centre in (other, None):
        with pytest.raises(ProofKeyUnknown):
            verify_certificate(text, centre, NOW)
    with pytest.raises(ProofFromFuture):
        verify_certificate(text, key(notary), NOW - dt.timedelta(days=1))
    with pytest.raises(ProofDamaged):
        verify_certificate(text[:-1], key(notary), NOW)
    swapped = text[:-1] + str((int(text[-1]) + 1) % 10)
    with pytest.raises(ProofForged):
        verify_certificate(swapped, key(notary), NOW)


def test_the_verb_verifies_it_without_a_network(text, notary, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    pinned = ["--set", f"platform.register_key={notary.public}", "--set", f"state_dir={tmp_path / 'state'}"]
    past = certificate_code(notary, SITE, DOCUMENT, GUILAN, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert main(["verify", past, "--json", *pinned]) == 0
    assert json.loads(capsys.readouterr().out)["serial"] == DOCUMENT["serial"]
    assert main(["verify", past, *pinned]) == 0
    assert "是真的" in capsys.readouterr().out
    assert main(["verify", past[:-1] + str((int(past[-1]) + 1) % 10), *pinned]) == 1
