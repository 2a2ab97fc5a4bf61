"""`outbox list`: counts of what waits and of what went to paper, and nothing about anybody."""

from __future__ import annotations

import json

import pytest

from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store
from ui.__main__ import main


@pytest.fixture(autouse=True)
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "state" / "store")
    yield opened
    opened.close()


def counted(capsys, tmp_path):
    assert main(["outbox", "list", "--json", "--set", f"state_dir={tmp_path / 'state'}"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_first_copy_is_the_original_and_every_further_one_a_reprint(store, capsys, tmp_path):
    journal = PrintJournal(store)
    for key, copies in (("never", 0), ("once", 1), ("thrice", 3)):
        journal.queue(key)
        for _ in range(copies):
            journal.preflight(key)
            journal.sending(key)
            journal.confirmed(key)
    found = counted(capsys, tmp_path)
    assert (found["receipts"], found["originals"], found["reprints"], found["proven"]) == (3, 2, 2, 4)


def test_a_receipt_that_is_held_is_proven_nowhere(store, capsys, tmp_path):
    journal = PrintJournal(store)
    journal.queue("held")
    journal.preflight("held")
    journal.sending("held")
    journal.held("held", "printer-paper-out")
    found = counted(capsys, tmp_path)
    assert (found["receipts"], found["proven"]) == (1, 0)


def test_a_person_reads_the_counts_line_by_line(store, capsys, tmp_path):
    assert main(["outbox", "list", "--set", f"state_dir={tmp_path / 'state'}"]) == 0
    assert "queued         0" in capsys.readouterr().out


def test_a_store_that_cannot_be_opened_is_told_by_its_code(capsys, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "store").mkdir(mode=0o700)
    (tmp_path / "state" / "store" / "store.db").mkdir()
    assert main(["outbox", "list", "--set", f"state_dir={tmp_path / 'state'}"]) == 1
    assert "store-" in capsys.readouterr().err
