"""What commits is there after everything; what does not, never was; what is damaged is put aside and told."""

import multiprocessing
import threading

import pytest

from offline_cache import migrations
from offline_cache.errors import StoreBroken, StoreDamaged, StoreError, StoreFull, StoreTooNew
from offline_cache.sentinel import Sentinel, read_sentinel, write_sentinel
from offline_cache.store import Store

TABLES = {
    "ledger_open",
    "ledger_row",
    "meta",
    "outbox",
    "outbox_counts",
    "case_status",
    "enclosure",
    "feed",
    "feed_file",
    "print_job",
    "print_move",
    "paper_roll",
    "paper_day",
    "journal",
    "replica",
    "sqlite_sequence",
}


def note(store, key, value="1"):
    with store.tx() as db:
        db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))


def pragma(store, name):
    return store.row(f"PRAGMA {name}").popitem()[1]


def test_a_commit_is_there_in_the_next_store(folder):
    first = Store.open(folder)
    note(first, "a")
    first.close()
    second = Store.open(folder)
    assert second.meta("a") == "1"
    assert second.store_id == first.store_id
    second.close()


def test_an_exception_takes_the_whole_transaction_back(store):
    with pytest.raises(StoreBroken), store.tx() as db:
        db.executescript("INSERT INTO meta VALUES ('a', '1'); INSERT INTO nowhere VALUES (1);")
    assert store.meta("a") == ""
    note(store, "b")


def test_after_a_rest_the_next_row_need_not_begin_a_log(folder, store):
    note(store, "a")
    store.rest()
    log = folder / "store.db-wal"
    begun = log.read_bytes()[:32]
    note(store, "b")
    assert log.read_bytes()[:32] == begun
    with store.tx() as db:
        db.execute("DELETE FROM meta WHERE key = 'a'")
    store.rest()
    assert log.read_bytes()[:32] != begun


def test_who_rests_twice_writes_once(store):
    note(store, "a")
    store.rest()
    begun = store.meta("logs")
    store.rest()
    assert store.meta("logs") == begun == "1"


def test_the_settings_are_those_of_a_store_that_survives_a_power_cut(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "secure_delete") == 1
    assert (
        store.row("SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name = 'outbox'") is None
    )


def test_every_table_is_strict_and_none_is_there_by_a_typing_error(store):
    found = store.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name <> 'sqlite_schema'")
    assert {row["name"] for row in found} == TABLES
    assert all(row["strict"] for row in found if row["name"] != "sqlite_sequence")


def test_the_folder_is_closed_to_others(store, folder):
    assert folder.stat().st_mode & 0o077 == 0


def test_a_store_of_a_newer_program_is_refused_and_left_alone(folder, behind):
    Store.open(folder).close()
    with behind(folder) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreTooNew) as refusal:
        Store.open(folder)
    assert refusal.value.code == "store-newer"
    assert not (folder / "quarantine").exists()


def test_an_older_store_is_migrated_and_keeps_what_it_holds(folder, tmp_path, monkeypatch):
    first = Store.open(folder)
    note(first, "a")
    first.close()
    steps = tmp_path / "steps"
    steps.mkdir()
    for step in migrations.FOLDER.glob("*.sql"):
        (steps / step.name).write_text(step.read_text())
    (steps / "9000_more.sql").write_text("CREATE TABLE more (x TEXT) STRICT; INSERT INTO more VALUES ('new');")
    monkeypatch.setattr(migrations, "FOLDER", steps)
    second = Store.open(folder)
    assert second.meta("a") == "1"
    assert second.row("SELECT x FROM more") == {"x": "new"}
    second.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(folder, tmp_path, monkeypatch):
    Store.open(folder).close()
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "9000_bad.sql").write_text("CREATE TABLE more (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "FOLDER", steps)
        with pytest.raises(StoreBroken):
            Store.open(folder)
    again = Store.open(folder)
    assert again.row("SELECT count(*) AS n FROM pragma_table_list WHERE name = 'more'") == {"n": 0}
    again.close()


def test_a_store_whose_file_was_put_aside_under_it_goes_on_in_the_new_one(folder):
    first = Store.open(folder)
    note(first, "before")
    write_sentinel(folder, Sentinel("f" * 32))
    second = Store.open(folder)
    assert second.quarantined
    note(first, "a")
    assert second.meta("a") == "1"
    assert first.quarantined == second.quarantined
    first.close()
    second.close()


def test_what_is_committed_into_a_file_that_has_just_been_put_aside_is_not_acknowledged(store, folder):
    def write_and_lose():
        with store.tx() as db:
            db.execute("INSERT INTO meta (key, value) VALUES ('a', '1')")
            (folder / "store.db").rename(folder / "elsewhere")

    with pytest.raises(StoreDamaged):
        write_and_lose()


def test_a_lost_sentinel_is_written_again(folder):
    first = Store.open(folder)
    first.close()
    (folder / "store.id").unlink()
    second = Store.open(folder)
    assert not second.quarantined
    assert read_sentinel(folder) == Sentinel(first.store_id)
    second.close()


def test_a_full_disk_is_told_as_full_and_nothing_is_written(store):
    store.row("PRAGMA max_page_count = 1")
    with pytest.raises(StoreFull) as refusal:
        note(store, "a", "x" * 100_000)
    assert refusal.value.code == "store-full"
    assert store.meta("a") == ""


def test_a_folder_that_cannot_be_made_is_told_as_broken(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreBroken) as refusal:
        Store.open(tmp_path / "file" / "state")
    assert refusal.value.code == "store-broken"


def test_every_refusal_has_a_code():
    kinds = [StoreError, *StoreError.__subclasses__(), *StoreBroken.__subclasses__()]
    assert all(kind.code for kind in kinds)


def _count(folder, times):
    store = Store.open(folder)
    for _ in range(times):
        with store.tx() as db:
            (before,) = db.execute("SELECT value FROM meta WHERE key = 'n'").fetchone()
            db.execute("UPDATE meta SET value = ? WHERE key = 'n'", (str(int(before) + 1),))
    store.close()


def test_threads_with_a_store_each_lose_no_update(store, folder):
    note(store, "n", "0")
    threads = [threading.Thread(target=_count, args=(folder, 20)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.meta("n") == "60"


def test_processes_may_open_a_new_store_at_the_same_time(folder):
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        pool.map(_open_and_close, [folder] * 6)
        pool.close()
        pool.join()
    store = Store.open(folder)
    assert not store.quarantined
    store.close()


def _open_and_close(folder):
    Store.open(folder).close()
