"""`store check|backup|restore`: what a technician types, and what the exit status says."""

from __future__ import annotations

import json

import pytest

from offline_cache.alarms import Alarms
from offline_cache.store import Store
from ui.__main__ import main


@pytest.fixture(autouse=True)
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def store(tmp_path):
    Store.open(tmp_path / "state" / "store").close()
    return tmp_path / "state" / "store"


def verb(tmp_path, *words):
    return main(["store", *words, "--set", f"state_dir={tmp_path / 'state'}"])


def test_a_sound_store_is_told_and_the_status_is_good(store, tmp_path, capsys):
    assert verb(tmp_path, "check", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["wrong"] == []
    assert said["figures"]["pages"] > 10
    assert verb(tmp_path, "check") == 0
    assert "pages" in capsys.readouterr().out


def test_an_alarm_that_stands_is_told_with_its_remedy(store, tmp_path, capsys):
    opened = Store.open(store)
    Alarms(opened).crossed("outbox-filling", "yes")
    opened.close()
    assert verb(tmp_path, "check") == 0
    assert "ALARM  outbox-filling  S-010 等送的申请有点多: Soon no new case" in capsys.readouterr().out
    assert verb(tmp_path, "check", "--json") == 0
    assert json.loads(capsys.readouterr().out)["alarms"] == {"outbox-filling": "yes"}


def test_a_damaged_store_is_told_and_left_as_it_is(store, tmp_path, capsys):
    (store / "store.db").write_bytes(b"garbage" * 1000)
    assert verb(tmp_path, "check") == 1
    assert "WRONG  database" in capsys.readouterr().out
    assert (store / "store.db").read_bytes() == b"garbage" * 1000


def test_a_backup_comes_back(store, tmp_path, capsys):
    backup = str(tmp_path / "backup")
    assert verb(tmp_path, "backup", backup) == 0
    assert verb(tmp_path, "backup", backup) == 1
    assert "store-backup" in capsys.readouterr().err
    (store / "store.db").unlink()
    assert verb(tmp_path, "restore", backup) == 0
    assert verb(tmp_path, "check") == 0


@pytest.mark.parametrize("words", [["check", "somewhere"], ["backup"], ["restore"]])
def test_a_folder_is_named_just_where_one_is_needed(store, tmp_path, words):
    assert verb(tmp_path, *words) == 2
