"""A case's files are durable in a slot before they are in their own places, and come back from it."""

import os

import pytest

from offline_cache.intake import HEAD, Intake
from offline_cache.outbox import Outbox
from offline_cache.store import Store

NOW = 1_700_000_000_000
SIZE = 64 << 10


@pytest.fixture
def opened(folder):
    stores = []

    def again():
        for store in stores:
            store.intake = Intake(folder, 0)  # as after a power cut: nobody flushes
            store.close()
        stores.append(Store.open(folder, ballast=0, intake=SIZE))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    first = opened()
    first.intake.make()
    return first


@pytest.mark.parametrize("kept", [None, b"", b"a part"])
def test_what_a_power_cut_takes_comes_back_when_the_store_is_opened(folder, store, file, opened, kept):
    numbers = file(Outbox(store), NOW, b"one")
    held = [row.enclosures[0] for row in Outbox(store).due("case", NOW)]
    for path in [folder / "env" / f"{numbers.case_id}.env", *folder.glob("blobs/*/*")]:
        path.unlink() if kept is None else path.write_bytes(kept)
    outbox = Outbox(opened())
    assert [outbox.body(one) for one in held] == [b"page of one"]
    (folder / "store.db").unlink()
    again = Outbox(opened())
    assert [row.envelope for row in again.due("case", NOW)] == [b"one"]


def test_a_slot_is_given_back_only_after_its_files_are_synced(folder, store, file, monkeypatch):
    outbox, synced = Outbox(store), []
    file(outbox, NOW, b"one")
    file(outbox, NOW, b"two")
    assert not store.intake.keep({folder / "env" / "third": b"3"})
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    store.intake.flush()
    files = [path for place in ("env", "blobs") for path in (folder / place).rglob("*")]
    assert {path.stat().st_ino for path in files} <= set(synced)
    assert store.intake.keep({folder / "env" / "third": b"3"})


def test_a_disk_that_fails_while_flushing_gets_the_files_once_more_from_the_slot(folder, store, file, monkeypatch):
    numbers = file(Outbox(store), NOW, b"one")
    path = folder / "env" / f"{numbers.case_id}.env"
    inode, sync = path.stat().st_ino, os.fsync

    def fail(handle):
        if os.fstat(handle).st_ino == inode:
            raise OSError(5, "the disk failed")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    store.intake.flush()
    assert path.stat().st_ino != inode
    assert store.copies.read(numbers.case_id).envelope == b"one"


def test_a_case_too_large_for_a_slot_goes_its_way_without_one(folder, store, file):
    assert not store.intake.keep({folder / "env" / "large": bytes(SIZE)})
    assert not (folder / "env" / "large").exists()
    file(Outbox(store), NOW, os.urandom(SIZE))
    assert Outbox(store).depth() == 1


def test_two_stores_never_write_into_one_slot(folder, store, file):
    other = Store.open(folder, ballast=0, intake=SIZE)
    for number in range(3):
        file(Outbox(store), NOW, b"%d" % number)
        file(Outbox(other), NOW, b"other %d" % number)
    other.close()
    assert Outbox(store).depth() == 6


@pytest.mark.parametrize("harm", ["vanished", "emptied", "garbage"])
def test_a_damaged_slot_harms_nobody(folder, store, file, opened, harm):
    file(Outbox(store), NOW, b"one")
    for slot in folder.glob("intake/*"):
        slot.unlink() if harm == "vanished" else slot.write_bytes(b"" if harm == "emptied" else os.urandom(HEAD * 2))
    file(Outbox(store), NOW, b"two")
    again = opened()
    file(Outbox(again), NOW, b"three")
    assert [row.envelope for row in Outbox(again).due("case", NOW)] == [b"one", b"two", b"three"]
    Outbox(again).sweep()
    assert {slot.stat().st_size for slot in folder.glob("intake/*")} == {SIZE}


def test_a_case_that_did_not_commit_leaves_nothing_in_a_slot(folder, store, opened):
    files = {folder / "env" / "case.env": b"a copy"}
    assert store.intake.keep(files)
    store.intake.forget("case")
    (folder / "env" / "case.env").unlink()
    opened()
    assert not (folder / "env" / "case.env").exists()


def test_a_file_that_cannot_be_written_leaves_its_slot_free(folder, store, opened):
    (folder / "env").mkdir(exist_ok=True)
    there = folder / "env" / "case.env"
    there.write_bytes(b"another")
    with pytest.raises(FileExistsError):
        store.intake.keep({folder / "env" / "new.env": b"n", there: b"a copy"})
    assert not (folder / "env" / "new.env").exists()
    assert there.read_bytes() == b"another"
    assert all(slot.read_bytes()[:HEAD] == bytes(HEAD) for slot in folder.glob("intake/*"))


def test_what_the_disk_writes_in_parts_is_whole(folder, store, file, opened, monkeypatch):
    write = os.pwritev
    monkeypatch.setattr(os, "pwritev", lambda slot, pieces, at: write(slot, [pieces[0][:999]], at))
    numbers = file(Outbox(store), NOW, b"one" * 2000)
    (folder / "env" / f"{numbers.case_id}.env").write_bytes(b"a part")
    again = opened()
    assert again.copies.read(numbers.case_id).envelope == b"one" * 2000


def test_whoever_opens_the_store_meanwhile_is_not_in_the_way(folder, store, file, monkeypatch):
    write = os.pwritev

    def written_while_another_looks(slot, pieces, at):
        size = write(slot, pieces, at)
        Store.open(folder, ballast=0, intake=0).close()
        return size

    monkeypatch.setattr(os, "pwritev", written_while_another_looks)
    file(Outbox(store), NOW, b"one")
    assert Outbox(store).depth() == 1
