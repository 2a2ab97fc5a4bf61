"""A backup is whole, encrypted and verified; restoring it never loses what is newer, nor gives a number again."""

import shutil

import pytest

from offline_cache.backup import back_up, restore
from offline_cache.checkup import examine
from offline_cache.errors import BackupRefused
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from offline_cache.store import Store

NOW = 1_700_000_000_000


@pytest.fixture
def secret(tmp_path):
    return DeviceKeys.load_or_create(tmp_path / "keys").secret


@pytest.fixture
def target(tmp_path):
    return tmp_path / "backup"


def test_a_lost_store_comes_back_and_goes_on_where_it_was(folder, secret, target, file):
    store = Store.open(folder)
    filed = [file(Outbox(store), NOW, b"%d" % number) for number in range(3)]
    assert back_up(store, target, secret) == 3 + 3 + 2
    store_id = store.store_id
    store.close()
    shutil.rmtree(folder)
    restore(folder, target, secret)
    again = Store.open(folder)
    outbox = Outbox(again)
    assert again.store_id == store_id
    assert [row.case_id for row in outbox.due("case", NOW)] == [one.case_id for one in filed]
    assert all(outbox.body(row.enclosures[0]) for row in outbox.due("case", NOW))
    assert file(outbox, NOW).seq == 4
    again.close()


def test_what_was_filed_and_settled_after_the_backup_stays(folder, secret, target, file):
    store = Store.open(folder)
    outbox = Outbox(store)
    first = file(outbox, NOW, b"first")
    back_up(store, target, secret)
    later = file(outbox, NOW, b"later")
    outbox.accepted(first.case_id, {"server_no": "n"}, NOW)
    store.close()
    restore(folder, target, secret)
    again = Store.open(folder)
    outbox = Outbox(again)
    assert [row.case_id for row in outbox.due("case", NOW)] == [later.case_id]
    assert outbox.answer(first.case_id) == {"server_no": "n"}
    assert file(outbox, NOW).seq == 3
    assert again.quarantined
    again.close()
    assert examine(folder, secret).wrong == []


def test_nothing_in_a_backup_can_be_read_without_the_devices_keys(folder, secret, target, file):
    store = Store.open(folder)
    file(Outbox(store), NOW)
    back_up(store, target, secret)
    store.close()
    for path in target.rglob("*"):
        assert not path.is_file() or b"elder-card" not in path.read_bytes()
    with pytest.raises(BackupRefused):
        restore(folder, target, b"another device's secret, 32 bytes")


@pytest.mark.parametrize("harm", ["flip", "missing", "manifest"])
def test_a_damaged_backup_is_refused_and_the_store_left_alone(folder, secret, target, file, harm):
    store = Store.open(folder)
    filed = file(Outbox(store), NOW)
    back_up(store, target, secret)
    store.close()
    victim = target / ("backup.json" if harm == "manifest" else "store.db")
    if harm == "missing":
        victim.unlink()
    else:
        body = bytearray(victim.read_bytes())
        body[len(body) // 2] ^= 4
        victim.write_bytes(body)
    with pytest.raises(BackupRefused) as refusal:
        restore(folder, target, secret)
    assert refusal.value.code == "store-backup"
    again = Store.open(folder)
    assert not again.quarantined
    assert Outbox(again).queued(filed.case_id)
    again.close()


def test_a_backup_of_another_store_and_a_target_in_use_are_refused(folder, tmp_path, secret, target, file):
    store = Store.open(folder)
    other = Store.open(tmp_path / "other", secret)
    back_up(other, target, secret)
    with pytest.raises(BackupRefused):
        back_up(store, target, secret)
    with pytest.raises(BackupRefused):
        restore(folder, target, secret)
    other.close()
    store.close()
