"""What a store has lost besides its cases is told once: lines of a journal, a sentinel, a ballast, a second copy."""

import os
import shutil

import pytest

from offline_cache.checkup import examine
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.ledger_rows import LedgerRows, read_head
from offline_cache.mending import forget_mended, mended
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

NOW = 1_700_000_000_000


@pytest.fixture
def filled(folder, file):
    store = Store.open(folder)
    numbers = file(Outbox(store), NOW, b"one")
    Journal(store).append("started", {}, NOW)
    PrintJournal(store).queue(numbers.case_id)
    store.close()
    return numbers.case_id


def found(folder):
    store = Store.open(folder)
    Outbox(store).sweep()
    told = mended(store)
    for what in told:
        forget_mended(store, what)
    assert mended(store) == {}
    store.close()
    return told


def test_a_sound_store_has_nothing_to_tell(folder, filled):
    assert found(folder) == {}
    assert found(folder) == {}


HARM = {
    "sentinel": lambda folder, _case: (folder / "store.id").write_bytes(b"x"),
    "ballast": lambda folder, _case: os.truncate(folder / "ballast", 2 << 20),
    "copy": lambda folder, case: (folder / "env" / f"{case}.env").write_bytes(b"x"),
    "enclosure": lambda folder, _case: next(folder.glob("blobs/*/*")).unlink(),
}


@pytest.mark.parametrize("what", HARM)
def test_each_file_beside_the_database_that_was_damaged_is_told_once(folder, filled, what):
    HARM[what](folder, filled)
    assert found(folder) == {what: 1}
    assert found(folder) == {}


def test_lines_that_went_with_the_log_are_counted_and_their_receipts_doubted(folder, filled):
    older = folder.parent / "older"
    shutil.copytree(folder, older)
    store = Store.open(folder)
    journal, printed = Journal(store), PrintJournal(store)
    for _ in range(3):
        journal.append("visit-began", {}, NOW)
    printed.preflight(filled)
    printed.sending(filled)
    store.close()
    shutil.copyfile(older / "store.db", folder / "store.db")  # as if the log were gone
    assert found(folder) == {"journal": 3, "print": 2}
    assert found(folder) == {}
    store = Store.open(folder)
    assert (PrintJournal(store).job(filled).state, PrintJournal(store).job(filled).copies) == ("UNKNOWN", 1)
    Journal(store).append("visit-began", {}, NOW)
    store.close()
    assert examine(folder, DeviceKeys.load_or_create(folder.parent / "keys").secret).wrong == []


def test_a_rebuilt_store_says_how_many_lines_it_lost(folder, filled):
    (folder / "store.db").write_bytes(b"")
    assert found(folder) == {"journal": 1, "print": 1}


@pytest.mark.parametrize("harm", [b"", b"garbage", b"00000000000000000099 0123456789abcdef\n"])
def test_a_damaged_mark_says_nothing(folder, filled, harm):
    for path in folder.glob("*.mark"):
        path.write_bytes(harm)
    assert found(folder) == {}


def ledger(folder):
    """Enter one thing more, as the desk does after each case."""
    store = Store.open(folder)
    with store.tx() as db:
        db.execute("INSERT INTO ledger_open (at_ms, row_id, event) SELECT count(*), 'k', 'printed' FROM ledger_row")
    LedgerRows(store).enter(9, lambda number, _text, _entry: (f"{number}", "s"))
    store.close()


@pytest.mark.parametrize("harm", [None, b"", b"garbage", b"0" * 200])
def test_the_head_of_the_ledger_is_missed_once_and_made_again(folder, harm):
    for _ in range(3):
        ledger(folder)
    head = folder / "ledger.head"
    head.unlink() if harm is None else head.write_bytes(harm)
    assert found(folder) == {"mark": 1}
    for _ in range(2):
        ledger(folder)
    assert found(folder) == {}
    assert read_head(folder) == (5, "s")


def test_rows_that_the_ledger_has_lost_are_counted(folder):
    for _ in range(5):
        ledger(folder)
    store = Store.open(folder)
    with store.tx() as db:
        db.execute("DELETE FROM ledger_row WHERE number > 2")
    store.close()
    assert found(folder) == {"ledger": 3}
    assert found(folder) == {}


def test_a_mark_with_a_tail_is_written_anew_without_it(folder, filled):
    assert found(folder) == {}
    for path in folder.glob("*.mark"):
        path.write_bytes(path.read_bytes() + b"tail" * 20)
    assert found(folder) == {"mark": 2}
    assert found(folder) == {}


def test_what_was_rejected_or_dead_stays_so_when_the_database_is_lost(folder, file):
    store = Store.open(folder)
    outbox = Outbox(store)
    first, second = (file(outbox, NOW, body).case_id for body in (b"one", b"two"))
    outbox.rejected(first, "case-refused", NOW)
    outbox.dead(second, "schema", NOW)
    store.close()
    (folder / "store.db").unlink()
    store = Store.open(folder)
    assert Outbox(store).counts() == {"rejected": 1, "dead": 1}
    Outbox(store).sweep()
    assert store.row("SELECT last_code FROM outbox WHERE case_id = ?", first) == {"last_code": "case-refused"}
    store.close()


def test_a_wrong_clock_under_which_a_case_was_filed_purges_nothing(folder, file):
    store = Store.open(folder)
    outbox = Outbox(store)
    for number in range(3):
        outbox.accepted(file(outbox, NOW, b"%d" % number).case_id, {}, NOW)
    wrong = 4_080_000_000_000
    file(outbox, wrong, b"under a wrong clock")
    assert outbox.purge(wrong) == 0
    assert outbox.purge(NOW + 40 * 86_400_000) == 3
    store.close()
