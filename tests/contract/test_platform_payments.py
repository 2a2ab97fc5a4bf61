"""Payments over the wire: the same order by the same number, paid by the lab's wallet, found by looking."""

import uuid

import pytest
from platform_voice import control

from drivers.lab.wallet import LabWallet
from kiosk.domain.inquiry import Inquiry
from tests.platform_fixtures import kit

WANG, ZHAO = (kit.person("王小明", "999901200402290215"), kit.person("赵桂兰", "999901195202290022"))


@pytest.fixture
def gateway(terminal, sandbox):
    return terminal.gateway(sandbox.url)


def pay(gateway, number, act, who=WANG, **what):
    return gateway.inquire(Inquiry("payments", number, {"act": act, **what}), who)


def owed(gateway, who, item):
    return gateway.inquire(Inquiry("bills", str(uuid.uuid4()), {"item": item}), who)["bills"]


def test_owed_ordered_paid_and_seen(gateway, sandbox):
    bill = owed(gateway, WANG, "medical-insurance-pay")[0]
    assert (bill["payee"], bill["state"]) == ("王*明", "open")
    number = str(uuid.uuid4())
    order = {"bills": bill["id"], "cents": str(bill["cents"])}
    first = pay(gateway, number, "order", **order)
    assert (first["state"], first["simulated"]) == ("created", True)
    assert first["qr"] == pay(gateway, number, "order", **order)["qr"]
    other = pay(gateway, str(uuid.uuid4()), "order", **order)
    assert (other["state"], other["reason"]) == ("closed", "bill-held")
    assert LabWallet(sandbox.url).command(["pay"])["charges"] == 1
    assert pay(gateway, number, "look")["state"] == "paid"
    assert owed(gateway, WANG, "medical-insurance-pay")[0]["state"] == "paid"
    with pytest.raises(ValueError, match="no code"):
        LabWallet(sandbox.url).command(["pay"])


def test_paid_and_never_told_is_unknown_until_the_books_arrive(gateway, sandbox):
    bill = owed(gateway, ZHAO, "utility-pay")[0]
    number = str(uuid.uuid4())
    pay(gateway, number, "order", ZHAO, bills=bill["id"], cents=str(bill["cents"]))
    wallet = LabWallet(sandbox.url)
    wallet.command(["scan"])
    assert pay(gateway, number, "look", ZHAO)["state"] == "paying"
    wallet.command(["lost"])
    assert pay(gateway, number, "close", ZHAO)["state"] == "unknown"
    assert control(sandbox.url, "payments", act="settle")[1]["state"] == "paid"
    assert "paid_at" in pay(gateway, number, "look", ZHAO)


def test_an_account_that_nobody_knows_is_refused_in_words(gateway):
    asked = Inquiry("bills", str(uuid.uuid4()), {"item": "utility-pay", "supplier": "water", "account": "1"})
    said = gateway.inquire(asked, WANG)
    assert (said["bills"], said["refused"]["code"]) == ([], "account-unknown")
