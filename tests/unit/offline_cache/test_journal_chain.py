"""The audit journal grows only at its end, and every other change shows."""

import pytest

from offline_cache.errors import StoreBroken
from offline_cache.journal import FIRST, Journal


@pytest.fixture
def journal(store):
    journal = Journal(store)
    for number in range(3):
        journal.append("visit-began", {"how": f"touch-{number}"}, 1000 + number)
    return journal


def tampered(store, behind, sql):
    store.close()
    with behind(store.folder) as connection:
        connection.execute("DROP TRIGGER journal_keeps_lines")
        connection.execute("DROP TRIGGER journal_loses_none")
        connection.execute(sql)


def test_an_untouched_journal_verifies(journal, store):
    assert journal.verify()
    assert [row["event"] for row in store.rows("SELECT event FROM journal")] == ["visit-began"] * 3


def test_an_empty_journal_verifies(store):
    assert Journal(store).verify()
    assert Journal(store).head() == FIRST


def test_its_head_changes_with_every_line(journal):
    before = journal.head()
    journal.append("visit-ended", {}, 2000)
    assert journal.head() != before


@pytest.mark.parametrize("sql", ["UPDATE journal SET event = 'x' WHERE id = 2", "DELETE FROM journal WHERE id = 2"])
def test_the_store_itself_refuses_to_change_a_line(journal, store, sql):
    with pytest.raises(StoreBroken), store.tx() as db:
        db.execute(sql)
    assert journal.verify()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET event = 'x' WHERE id = 2",
        "UPDATE journal SET detail = '{}' WHERE id = 1",
        "UPDATE journal SET at_ms = 0 WHERE id = 3",
        "DELETE FROM journal WHERE id = 2",
        "DELETE FROM journal WHERE id = 1",
        "UPDATE journal SET id = 9 WHERE id = 3",
    ],
)
def test_whoever_gets_round_the_store_is_found_out(journal, store, folder, behind, sql):
    from offline_cache.store import Store

    tampered(store, behind, sql)
    again = Store.open(folder)
    assert not Journal(again).verify()
    again.close()
