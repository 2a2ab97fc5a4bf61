"""The verb `ledger`: rows are shown, counted, handed on; a row that was touched is named, with exit status 1."""

import csv
import datetime as dt
import io
import json

import pytest

from kiosk.cli import main
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store

AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "none"))
    store = Store.open(tmp_path / "state" / "store", ballast=0)
    for number, item in enumerate(("elder-card-joint", "aged-allowance", "aged-allowance")):
        at = AT + dt.timedelta(days=number)
        parcel = Parcel(b"x", f"{item}@2026.11.1", "claimant", b"locked")
        Outbox(store).send("case", f"case-{number}", created=at, pack=lambda _numbers, one=parcel: one)
    store.close()
    return tmp_path / "state"


def ran(state, *words):
    return main(["ledger", *words, "--set", f"state_dir={state}"])


def test_the_ledger_is_verified_and_counted(state, capsys):
    assert ran(state, "verify") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["broken"], said["head"][0]) == (3, [], 3)
    assert ran(state, "totals") == 0
    assert json.loads(capsys.readouterr().out)["item"] == {
        "elder-card-joint": {"received": 1},
        "aged-allowance": {"received": 2},
    }


def test_a_day_an_item_and_a_profile_are_handed_on(state, capsys):
    assert ran(state, "export", "--day", "2026-11-26") == 0
    records = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [one["case_id"] for one in records] == ["case-1"]
    assert ran(state, "export", "--item", "aged-allowance", "--as", "gbt39046", "--format", "json") == 0
    assert [one["project_type"] for one in json.loads(capsys.readouterr().out)] == [2, 2]
    assert ran(state, "show", "--mode", "M9") == 0
    assert capsys.readouterr().out == ""
    assert ran(state, "export", "--as", "elsewhere") == 2


def test_a_row_that_was_touched_is_named(state, capsys):
    assert ran(state, "verify") == 0
    store = Store.open(state / "store")
    with store.tx() as db:
        db.execute("DELETE FROM ledger_row WHERE number = 2")
    store.close()
    assert ran(state, "verify") == 1
    told = capsys.readouterr()
    assert json.loads(told.out.splitlines()[-1])["broken"] == [2]
    assert "row 2 was altered or is missing" in told.err


def test_a_head_that_the_platform_kept_proves_that_none_was_cut_off(state, capsys):
    assert ran(state, "verify") == 0
    number, seal = json.loads(capsys.readouterr().out)["head"]
    store = Store.open(state / "store")
    with store.tx() as db:
        db.execute("DELETE FROM ledger_row WHERE number = 3")
        db.execute("DELETE FROM outbox WHERE case_id = 'case-2'")
    store.close()
    (state / "store" / "ledger.head").unlink()
    assert ran(state, "verify") == 0
    assert ran(state, "verify", "--head", f"{number}:{seal}") == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["broken"] == [3]
    assert ran(state, "verify", "--head", "three") == 2


def test_a_terminal_without_a_store_has_no_ledger(tmp_path, capsys):
    assert ran(tmp_path / "nowhere", "verify") == 2
    assert "no store" in capsys.readouterr().err
