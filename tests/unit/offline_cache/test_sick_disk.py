"""A disk that refuses is told by a typed error; what was acknowledged before is there afterwards."""

import errno
import os
import resource
import subprocess
from pathlib import Path

import pytest

from offline_cache import durable
from offline_cache.errors import StoreBroken, StoreError, StoreFull
from offline_cache.outbox import Outbox
from offline_cache.settling import purge
from offline_cache.store import Store

NOW = 1_700_000_000_000
REFUSALS = {errno.EIO: StoreBroken, errno.ENOSPC: StoreFull, errno.EMFILE: StoreBroken}


def still_there(folder, filed):
    store = Store.open(folder)
    assert {one.case_id for one in filed} <= {row.case_id for row in Outbox(store).due("case", NOW, 100)}
    assert not store.quarantined
    store.close()


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("call", ["fsync", "write", "open"])
def test_a_call_that_fails_at_any_time_acknowledges_nothing_and_loses_nothing(folder, file, monkeypatch, call, code):
    store = Store.open(folder)
    outbox = Outbox(store)
    filed = [file(outbox, NOW, b"before")]
    real, refused = getattr(os, call), 0
    for at in range(12):
        left = [at]

        def failing(*arguments, left=left, **words):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(code, "refused")
            return real(*arguments, **words)

        with monkeypatch.context() as patch:
            patch.setattr(durable.os, call, failing)
            try:
                filed.append(file(outbox, NOW, b"%d" % at))
            except REFUSALS[code]:
                refused += 1
    assert refused
    store.close()
    still_there(folder, filed)
    store = Store.open(folder)
    Outbox(store).sweep()
    assert store.copies.names() == {one.case_id for one in filed}
    assert len(list((folder / "blobs").glob("*/*"))) == len(filed)
    store.close()


def test_no_free_handle_is_told_and_never_taken_for_damage(folder, file):
    store = Store.open(folder)
    filed = [file(Outbox(store), NOW)]
    store.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = sum(1 for _ in Path("/proc/self/fd").iterdir())
    told = 0
    for spare in range(8):
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + spare, hard))
        try:
            store = Store.open(folder)
            filed.append(file(Outbox(store), NOW, b"%d" % spare))
            store.close()
        except StoreError:
            told += 1
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert told
    still_there(folder, filed)


def test_a_disk_that_may_only_be_read_is_told_and_left_alone(folder, file, tmp_path):
    store = Store.open(folder)
    filed = [file(Outbox(store), NOW)]
    store.close()
    seen = tmp_path / "seen" / "state"
    seen.mkdir(parents=True)
    (tmp_path / "seen" / "keys").symlink_to(tmp_path / "keys")
    if subprocess.run(["mount", "--bind", "-o", "ro", folder, seen], check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    try:
        with pytest.raises(StoreBroken):
            Store.open(seen)
    finally:
        subprocess.run(["umount", "-l", seen], check=True)
    still_there(folder, filed)


@pytest.mark.parametrize("wrong", [0, 4_080_000_000_000], ids=["1970", "2099"])
def test_a_clock_far_from_the_truth_holds_nothing_back(folder, file, wrong):
    store = Store.open(folder)
    outbox = Outbox(store)
    first = file(outbox, NOW, b"first")
    second = file(outbox, wrong, b"second")
    outbox.postpone(first.case_id, "platform-slow", wrong + 900_000)
    third = file(outbox, NOW, b"third")
    assert [one.seq for one in (first, second, third)] == [1, 2, 3]
    assert {row.case_id for row in outbox.due("case", NOW)} == {first.case_id, second.case_id, third.case_id}
    assert purge(store, outbox._blobs, wrong) == 0
    store.close()
