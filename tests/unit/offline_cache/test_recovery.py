"""Whatever single file is damaged: nothing acknowledged is lost, the terminal serves again, somebody is told."""

import datetime as dt
import os
import random

import pytest

from offline_cache import recovery
from offline_cache.case_numbers import uuid7
from offline_cache.errors import StoreBroken
from offline_cache.journal import Journal
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.replica import Replica
from offline_cache.rows import Parcel
from offline_cache.sentinel import read_sentinel
from offline_cache.store import Store

NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
NOON_MS = int(NOON.timestamp() * 1000)
PAGE = 4096


def file(outbox, body=b"envelope"):
    def pack(numbers):
        return Parcel(body * 200, "elder-card", "claimant", b"locked")

    return outbox.file(uuid7(NOON_MS), terminal_id="K0007", filed=NOON, ciphertexts=(b"page" + body,), pack=pack)


def filled(folder, cases=12):
    """Return the numbers of cases in every state, and what must still be queued."""
    store = Store.open(folder)
    outbox, journal, printed = Outbox(store), Journal(store), PrintJournal(store)
    filed = [file(outbox, b"%d " % number) for number in range(cases)]
    outbox.accepted(filed[0].case_id, {"server_no": "n"}, NOON_MS)
    outbox.dead(filed[1].case_id, "why", NOON_MS)
    for number in range(cases):
        journal.append("visit-began", {}, NOON_MS + number)
    printed.queue(filed[0].case_id)
    printed.preflight(filed[0].case_id)
    printed.sending(filed[0].case_id)
    printed.confirmed(filed[0].case_id)
    Replica(store).keep("catalogue", "1", b"{}" * 3000, NOON_MS)
    store.close()
    return filed


def held_to(folder, filed, *, told=True):
    """Open the store again and demand everything that was acknowledged; return it."""
    store = Store.open(folder)
    outbox = Outbox(store)
    assert bool(store.quarantined) == told
    rows = {row["case_id"]: row for row in store.rows("SELECT case_id, seq, receipt_no FROM outbox")}
    assert {(one.case_id, one.seq, one.receipt_no) for one in filed} == {
        (row["case_id"], row["seq"], row["receipt_no"]) for row in rows.values()
    }
    waiting = {row.case_id: row for row in outbox.due("case", NOON_MS, 100)}
    assert {one.case_id for one in filed[2:]} <= set(waiting)
    for number, one in enumerate(filed[2:], start=2):
        row = waiting[one.case_id]
        assert row.envelope == b"%d " % number * 200
        assert [outbox.body(enclosed) for enclosed in row.enclosures] == [b"page%d " % number]
    assert outbox.find("claimant")[0].receipt_sealed == b"locked"
    assert file(outbox).seq == max(one.seq for one in filed) + 1
    return store


def flipped(path, page, rng):
    body = bytearray(path.read_bytes())
    body[page * PAGE + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
    path.write_bytes(body)


def test_a_bit_flip_in_any_page_loses_nothing(folder, tmp_path):
    filed = filled(folder)
    rng = random.Random(7)
    image = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    pages = len(image[folder / "store.db"]) // PAGE
    for page in {0, pages - 1, *rng.sample(range(pages), 6)}:
        for path, body in image.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        flipped(folder / "store.db", page, rng)
        store = held_to(folder, filed)
        accepted = Outbox(store).answer(filed[0].case_id)
        assert accepted == {"server_no": "n"}
        assert PrintJournal(store).job(filed[0].case_id).copies == 1
        store.close()
        for path in folder.rglob("*"):
            if path.is_file():
                path.unlink()


@pytest.mark.parametrize("damage", ["garbage", "emptied", "vanished", "header", "cut short", "another", "older"])
def test_a_database_that_is_gone_comes_back_from_the_second_copies(folder, tmp_path, damage):
    old = filled(folder, 3)
    path = folder / "store.db"
    older = path.read_bytes()
    store = Store.open(folder)
    filed = [*old, file(Outbox(store), b"3 ")]
    store.close()
    body = path.read_bytes()
    Store.open(tmp_path / "other" / "state").close()
    harm = {
        "garbage": os.urandom(len(body)),
        "emptied": b"",
        "header": b"x" * 100 + body[100:],
        "cut short": body[: len(body) // 2 // PAGE * PAGE],
        "another": (tmp_path / "other" / "state" / "store.db").read_bytes(),
        "older": older,
    }
    if damage == "vanished":
        path.unlink()
    else:
        path.write_bytes(harm[damage])
    second = held_to(folder, filed)
    assert second.generation == 1
    if damage != "vanished":
        assert (folder / "quarantine" / second.quarantined / "store.db").read_bytes() == harm[damage]
    assert second.store_id == read_sentinel(folder).store_id
    assert PrintJournal(second).job(filed[2].case_id) is None or PrintJournal(second).job(filed[2].case_id).copies
    second.close()
    third = Store.open(folder)
    assert third.quarantined == second.quarantined
    third.close()


def test_a_receipt_whose_journal_is_lost_counts_as_printed_once(folder):
    filed = filled(folder)
    (folder / "store.db").write_bytes(b"")
    store = held_to(folder, filed)
    job = PrintJournal(store).job(filed[3].case_id)
    assert (job.state, job.copies) == ("UNKNOWN", 1)
    store.close()


@pytest.mark.parametrize("name", ["store.id", "ballast", ".lock"])
@pytest.mark.parametrize("damage", ["garbage", "emptied", "vanished"])
def test_no_other_file_beside_the_database_loses_anything(folder, name, damage):
    filed = filled(folder)
    path = folder / name
    path.unlink() if damage == "vanished" else path.write_bytes(os.urandom(50) if damage == "garbage" else b"")
    held_to(folder, filed, told=False).close()


@pytest.mark.parametrize("damage", ["garbage", "emptied", "vanished"])
def test_a_damaged_second_copy_is_mended_at_the_next_start(folder, damage):
    filed = filled(folder)
    path = folder / "env" / f"{filed[5].case_id}.env"
    sound = path.read_bytes()
    path.unlink() if damage == "vanished" else path.write_bytes(sound[:-9] if damage == "garbage" else b"")
    store = Store.open(folder)
    Outbox(store).sweep()
    assert store.copies.read(filed[5].case_id).envelope == b"5 " * 200
    store.close()
    (folder / "store.db").unlink()
    held_to(folder, filed).close()


def test_without_the_devices_secret_the_cases_can_still_be_delivered(folder):
    filed = filled(folder)
    (folder.parent / "keys" / "store.key").unlink()
    store = Store.open(folder)
    assert store.quarantined
    waiting = {row.case_id: row.envelope for row in Outbox(store).due("case", NOON_MS, 100)}
    assert {one.case_id for one in filed[2:]} <= set(waiting)
    assert Outbox(store).find("claimant") == []
    store.close()


def test_damage_that_is_met_at_work_is_told_and_the_next_call_finds_a_sound_store(folder):
    filed = filled(folder, 40)
    store = Store.open(folder)
    path = folder / "store.db"
    with path.open("r+b") as database:
        for page in range(2, path.stat().st_size // PAGE):
            database.seek(page * PAGE)
            database.write(os.urandom(PAGE))
    outbox = Outbox(store)
    store.tuples("PRAGMA shrink_memory")
    with pytest.raises(StoreBroken):
        store.rows("SELECT * FROM outbox")
    assert {one.case_id for one in filed[2:]} <= {row.case_id for row in outbox.due("case", NOON_MS, 100)}
    assert store.quarantined
    store.close()


def test_a_database_that_vanishes_at_work_comes_back(folder):
    filed = filled(folder)
    store = Store.open(folder)
    (folder / "store.db").unlink()
    assert {row.case_id for row in Outbox(store).due("case", NOON_MS, 100)} >= {one.case_id for one in filed[2:]}
    assert store.quarantined
    store.close()


@pytest.mark.parametrize("step", ["_build", "write_sentinel", "sync_folder", "migrate"])
def test_a_recovery_that_was_cut_short_is_finished(folder, monkeypatch, step):
    filed = filled(folder)
    (folder / "store.db").write_bytes(os.urandom(9000))

    class PowerCut(BaseException):
        pass

    def cut(*_arguments):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(recovery, step, cut)
        with pytest.raises(PowerCut):
            Store.open(folder)
    store = held_to(folder, filed)
    assert not (folder / "recovering").exists()
    store.close()


def test_the_audit_journal_and_the_replica_outlive_a_damaged_page(folder):
    filed = filled(folder)
    (folder / "store.id").unlink()
    store = Store.open(folder)
    page = store.row("SELECT rootpage FROM sqlite_schema WHERE name = 'print_job'")["rootpage"] - 1
    store.close()
    flipped(folder / "store.db", page, random.Random(1))
    store = held_to(folder, filed)
    assert Journal(store).verify()
    assert store.row("SELECT count(*) AS n FROM journal") == {"n": 12}
    assert Replica(store).get("catalogue").body == b"{}" * 3000
    assert PrintJournal(store).job(filed[0].case_id).copies == 1
    store.close()


def test_a_damaged_page_that_a_row_spills_over_gives_no_zeros(folder):
    """SQLCipher hands such a page out as zeros and fails at the next one."""
    store = Store.open(folder)
    rng = random.Random(5)
    receipts = {}
    for number in range(5):
        locked = rng.randbytes(3000)
        parcel = Parcel(rng.randbytes(9000 + 300 * number), "elder-card", "claimant", locked)
        filed = Outbox(store).file(
            uuid7(NOON_MS), terminal_id="K0007", filed=NOON, ciphertexts=(), pack=lambda _n, one=parcel: one
        )
        receipts[filed.case_id] = (locked, parcel.envelope)
    store.close()
    image = (folder / "store.db").read_bytes()
    for page in range(len(image) // PAGE):
        (folder / "store.db").write_bytes(image)
        flipped(folder / "store.db", page, rng)
        store = Store.open(folder)
        assert store.quarantined, page
        found = {row["case_id"]: row["receipt_sealed"] for row in store.rows("SELECT * FROM outbox")}
        assert found == {case_id: locked for case_id, (locked, _) in receipts.items()}, page
        waiting = {row.case_id: row.envelope for row in Outbox(store).due("case", NOON_MS)}
        assert waiting == {case_id: envelope for case_id, (_, envelope) in receipts.items()}, page
        store.close()


@pytest.mark.parametrize("harm", ["a page of zeros", "cut at a page"])
def test_a_page_that_is_gone_is_found_at_the_start(folder, harm):
    filed = filled(folder)
    path = folder / "store.db"
    body = path.read_bytes()
    at = len(body) // PAGE // 2 * PAGE
    path.write_bytes(body[:at] + (b"" if harm == "cut at a page" else bytes(PAGE) + body[at + PAGE :]))
    held_to(folder, filed).close()


def test_a_database_opened_while_the_disk_refused_is_opened_again(folder):
    """SQLite opens it for reading alone at such a moment, and says nothing until somebody writes."""
    filed = filled(folder)
    store = Store.open(folder)
    store.tuples("PRAGMA query_only = on")
    with pytest.raises(StoreBroken):
        file(Outbox(store))
    assert file(Outbox(store)).seq == filed[-1].seq + 1
    assert not store.quarantined
    store.close()
