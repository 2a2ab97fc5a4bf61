"""A store of the first release, which was plain, is encrypted once and loses nothing, whenever the power goes."""

import hashlib
import sqlite3

import pytest

from offline_cache import encrypting, migrations
from offline_cache.engine import is_plain
from offline_cache.outbox import Outbox
from offline_cache.store import Store

ROWS = 20


@pytest.fixture
def plain(folder):
    """A store as the first release left it, its newest rows in the write-ahead log."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "store.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.executescript((migrations.FOLDER / "0001_begin.sql").read_text("utf-8"))
    connection.execute("PRAGMA user_version = 1")
    facts = [("store_id", "a" * 32), ("generation", "0"), ("quarantined", "")]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", facts)
    (folder / "store.id").write_text("a" * 32)
    for number in range(1, ROWS + 1):
        body = b"envelope %d" % number
        row = (number, f"case{number}", "case", "elder-card", 5, body, hashlib.sha256(body).hexdigest(), "queued")
        connection.execute(
            "INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        connection.execute("INSERT INTO print_job (key, state, copies) VALUES (?, 'UNKNOWN', 2)", (f"case{number}",))
    connection.execute("INSERT INTO journal VALUES (1, 5, 'started', '{}', 'digest')")
    yield connection
    connection.close()


def holds_everything(folder):
    store = Store.open(folder)
    rows = store.rows("SELECT seq, case_id, envelope FROM outbox ORDER BY seq")
    assert [row["seq"] for row in rows] == list(range(1, ROWS + 1))
    assert rows[4]["envelope"] == b"envelope 5"
    assert store.row("SELECT count(*) AS n, sum(copies) AS c FROM print_job") == {"n": ROWS, "c": 2 * ROWS}
    assert store.row("SELECT event FROM journal") == {"event": "started"}
    assert Outbox(store).depth() == ROWS
    assert (store.store_id, store.quarantined) == ("a" * 32, "")
    Outbox(store).sweep()
    assert len(store.copies.names()) == ROWS
    store.close()
    assert not is_plain(folder / "store.db")


def test_every_row_is_in_the_encrypted_store_and_no_plain_byte_is_left(folder, plain):
    plain.close()
    holds_everything(folder)
    for path in folder.rglob("*"):
        assert not path.is_file() or path.parent.name == "env" or b"envelope 5" not in path.read_bytes()


def test_rows_that_lie_in_the_log_alone_are_kept(folder, plain):
    body = {name: (folder / name).read_bytes() for name in ("store.db", "store.db-wal")}
    plain.close()
    for name, image in body.items():
        (folder / name).write_bytes(image)
    holds_everything(folder)


@pytest.mark.parametrize("step", ["connect", "sync_file", "sync_folder"])
def test_a_power_cut_on_the_way_loses_nothing(folder, plain, monkeypatch, step):
    plain.close()

    class PowerCut(BaseException):
        pass

    def cut(*_arguments):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(encrypting, step, cut)
        with pytest.raises(PowerCut):
            Store.open(folder)
    holds_everything(folder)


def test_a_damaged_plain_store_is_salvaged_too(folder, plain):
    plain.close()
    path = folder / "store.db"
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'replica'").fetchone()
    connection.close()
    body = bytearray(path.read_bytes())
    body[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(body)
    store = Store.open(folder)
    assert store.quarantined
    assert Outbox(store).depth() == ROWS
    store.close()
