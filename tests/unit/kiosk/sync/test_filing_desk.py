"""What file() returned is true: durable, sealed, found again by the same card and by no other."""

import base64
import dataclasses
import datetime as dt

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from platform_kit import NOW, finished_run, later, person

from config.load import load_services
from kiosk.domain.case import Acknowledgement, Received
from kiosk.domain.exports import mode_of
from kiosk.gateway.port import CaseChange, Changes
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.errors import SealKeyMissing
from kiosk.sync.receipts_kept import answer_of, refusal_of
from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache.case_numbers import is_query_code, is_receipt_no
from offline_cache.errors import StoreFull
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal

PINNED = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
NOON_MS = int(NOW.timestamp() * 1000)


@pytest.fixture
def desk(terminal):
    return terminal.desk(PINNED)


def test_a_filed_case_has_all_that_a_receipt_needs(desk):
    filed = desk.file(finished_run(), NOW)
    assert is_receipt_no(filed.receipt_no)
    assert is_query_code(filed.query_code)
    assert filed.masked_name == "赵*兰"
    assert filed.promised_names == ("照片",)
    assert "居住证明" in filed.materials
    assert "照片" not in filed.materials
    assert (filed.copies, filed.printed, filed.acknowledgement) == (0, False, None)


def test_a_restarted_terminal_finds_the_very_same_receipt_for_the_same_card(desk, terminal):
    filed = desk.file(finished_run(), NOW)
    assert terminal.desk().find(person()) == (filed,)


def test_another_persons_card_finds_nothing(desk):
    desk.file(finished_run(), NOW)
    assert desk.find(person("欧阳建国", "999901194001010018")) == ()


def test_cases_are_found_newest_first(desk):
    first, second = desk.file(finished_run(), NOW), desk.file(finished_run(), later(60))
    assert [one.case_id for one in desk.find(person())] == [second.case_id, first.case_id]


def test_what_the_printer_and_the_centre_did_since_is_told(desk, terminal):
    filed = desk.file(finished_run(), NOW)
    store = terminal.store()
    journal = PrintJournal(store)
    journal.queue(filed.case_id)
    journal.preflight(filed.case_id)
    journal.sending(filed.case_id)
    assert (desk.find(person())[0].copies, desk.find(person())[0].printed) == (1, False)
    journal.confirmed(filed.case_id)
    said = Acknowledgement(filed.case_id, "9" * 43, NOW, dt.date(2026, 11, 27))
    Outbox(store).accepted(filed.case_id, answer_of(said), NOON_MS)
    (found,) = desk.find(person())
    assert (found.copies, found.printed, found.acknowledgement) == (1, True, said)


REASON = {"code": "photo-old", "text_zh": "照片太旧。", "bring": [{"material_code": "M-PHOTO", "text_zh": "新照片"}]}


def tell(store, filed, state, **more):
    change = CaseChange(filed.case_id, state, more.pop("server_no", ""), at=later(60).isoformat(), **more)
    CaseStatuses(store).learn(Changes("c", (change,), issued=later(90).isoformat()))


def test_what_the_centre_told_of_a_case_is_found_with_it(desk, terminal):
    filed = desk.file(finished_run(), NOW)
    tell(terminal.store(), filed, "supplement", reason=REASON, until="2026-12-02")
    status = desk.find(person())[0].status
    assert (status.state, status.reason, status.bring) == ("supplement", "照片太旧。", ("新照片",))
    assert status.until == dt.date(2026, 12, 2)


def test_a_case_that_was_only_received_counts_as_accepted_once_the_centre_says_so(desk, terminal):
    filed, store = desk.file(finished_run(), NOW), terminal.store()
    Outbox(store).accepted(filed.case_id, answer_of(Received(filed.case_id, NOW)), NOON_MS)
    assert desk.find(person())[0].acknowledgement is None
    tell(store, filed, "accepted", server_no="9" * 43)
    assert desk.find(person())[0].acknowledgement == Acknowledgement(filed.case_id, "9" * 43, later(60))


def test_a_case_that_was_refused_at_its_arrival_says_why(desk, terminal):
    filed = desk.file(finished_run(), NOW)
    Outbox(terminal.store()).rejected(filed.case_id, "photo-old", NOON_MS, refusal_of(REASON))
    status = desk.find(person())[0].status
    assert (status.state, status.reason, status.bring) == ("refused", "照片太旧。", ("新照片",))


def test_the_row_names_the_text_that_the_case_began_with(desk, terminal):
    filed, item = desk.file(finished_run(), NOW), finished_run().item
    row = terminal.store().row("SELECT item_id FROM outbox")
    assert (row["item_id"], filed.form) == (f"{item.id}@{item.version}",) * 2


def test_a_case_without_promise_and_signature_is_filed_too(desk):
    run = dataclasses.replace(finished_run(), promise=None, signature=None, captured=())
    filed = desk.file(run, NOW)
    assert filed.promise is None
    assert desk.find(person()) == (filed,)


def test_without_a_key_of_the_centre_nothing_is_filed(terminal):
    for pinned in ("", "no key"):
        with pytest.raises(SealKeyMissing) as refusal:
            terminal.desk(pinned).file(finished_run(), NOW)
        assert refusal.value.code == "seal-key-missing"
    assert Outbox(terminal.store()).depth() == 0


def test_a_full_disk_is_told_and_nothing_is_filed(terminal, monkeypatch):
    desk = terminal.desk(PINNED)

    def full(_blobs, _body):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("offline_cache.intake.Intake.keep", full)
    with pytest.raises(StoreFull) as refusal:
        desk.file(finished_run(), NOW)
    assert refusal.value.code == "store-full"
    assert Outbox(terminal.store()).depth() == 0


def test_a_level_that_does_not_exist_is_no_rating(desk):
    for level in (0, 6):
        with pytest.raises(ValueError, match="level"):
            desk.rate("case", level, NOW)


def test_rating_twice_is_rating_once(desk, terminal):
    desk.rate("case", 5, NOW)
    desk.rate("case", 1, NOW)
    assert Outbox(terminal.store()).depth() == 1


def test_the_ledger_tells_how_much_was_asked_for_and_what_was_rated_and_of_nobody_who(desk, terminal):
    filed, items = desk.file(finished_run(), NOW), load_services()
    desk.rate(filed.case_id, 4, later(60))
    desk.rate("of another terminal", 1, later(90), turn=2, item_id="pension-proof")
    form = {"for_case": filed.case_id, "paper": "M-PHOTO", "paper_name": "照片"}
    desk.file(dataclasses.replace(finished_run(), item=items["supplement"], form=form, promise=None), later(120))
    store = terminal.store()
    ledger = TerminalLedger(store, terminal.keys.secret, "K0007")
    ledger.enter()
    rows = ledger.rows()
    assert [(row.event, row.case_id, row.item_id, row.level, row.rule, row.visits) for row in rows] == [
        ("received", filed.case_id, "elder-card-joint", 0, "", 1),
        ("rated", filed.case_id, "elder-card-joint", 4, "", 0),
        ("rated", "of another terminal", "pension-proof", 1, "turn-2", 0),
        ("supplied", filed.case_id, "supplement", 0, "", 2),
    ]
    assert (rows[0].papers, rows[0].deferred, mode_of(rows[0], items)) == (2, 1, "deferral")
    kept = str(store.tuples("SELECT about FROM outbox")) + str(rows)
    assert not [word for word in (person().number, person().name, filed.query_code) if word in kept]
    seen = [store.copies.read(name).local.about for (name,) in store.tuples("SELECT case_id FROM outbox ORDER BY seq")]
    assert seen == [about for (about,) in store.tuples("SELECT about FROM outbox ORDER BY seq")]
