"""A checkup finds every kind of damage, touches nothing and never raises."""

import pytest

from offline_cache.checkup import examine
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from offline_cache.store import Store

NOW = 1_700_000_000_000


@pytest.fixture
def secret(folder, file, tmp_path):
    store = Store.open(folder)
    for number in range(4):
        file(Outbox(store), NOW, b"%d" % number)
    for number in range(3):
        Journal(store).append("visit-began", {}, number)
    store.close()
    return DeviceKeys.load_or_create(tmp_path / "keys").secret


def test_a_sound_store_has_nothing_wrong(folder, secret):
    found = examine(folder, secret)
    assert found.wrong == []
    assert found.figures["case queued"] == found.figures["second copies"] == found.figures["enclosures"] == 4
    assert found.figures["journal lines"] == 3
    assert found.figures["sequence"] == 4


def remove(folder, pattern):
    next(folder.glob(pattern)).unlink()


def spoil(folder, pattern):
    path = next(folder.glob(pattern))
    path.write_bytes(path.read_bytes()[:-1] + b"?")


HARM = {
    "second copies: 1 missing": lambda folder: remove(folder, "env/*.env"),
    "second copies: 1 damaged": lambda folder: spoil(folder, "env/*.env"),
    "second copies: 1 without a row": lambda folder: (folder / "env" / "stranger.env").write_bytes(b"x"),
    "enclosures: 1 missing": lambda folder: remove(folder, "blobs/*/*"),
    "enclosures: 1 damaged": lambda folder: spoil(folder, "blobs/*/*"),
    "sentinel: missing or damaged": lambda folder: remove(folder, "store.id"),
    "database: missing or empty": lambda folder: remove(folder, "store.db"),
    "database: ": lambda folder: (folder / "store.db").write_bytes(b"x" * 9000),
}


@pytest.mark.parametrize("said", HARM)
def test_each_harm_is_told_and_nothing_is_touched(folder, secret, said):
    HARM[said](folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = examine(folder, secret)
    assert any(line.startswith(said) for line in found.wrong), found.wrong
    assert {path: path.read_bytes() for path in before} == before


def test_a_bit_flip_in_any_page_is_found(folder, secret):
    path = folder / "store.db"
    body = path.read_bytes()
    for page in range(0, len(body) // 4096, 5):
        harmed = bytearray(body)
        harmed[page * 4096 + 1234] ^= 1
        path.write_bytes(harmed)
        assert examine(folder, secret).wrong, page


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE journal SET event = 'x' WHERE id = 2", "journal: the chain breaks at line 2"),
        ("UPDATE outbox_counts SET n = n + 1", "rows: the counts do not fit"),
        ("UPDATE outbox SET envelope = x'00' WHERE seq = 1", "rows: 1 envelopes without their digest"),
        ("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'outbox'", "database: older than the sentinel"),
    ],
)
def test_what_was_changed_behind_the_stores_back_is_found(folder, secret, behind, sql, said):
    with behind(folder) as connection:
        connection.execute("DROP TRIGGER journal_keeps_lines")
        connection.execute(sql)
    assert said in examine(folder, secret).wrong


def test_a_folder_without_a_store_is_told(tmp_path):
    assert examine(tmp_path / "nowhere", b"s" * 32).wrong
