"""On a full disk what makes room still works; new cases wait until there is room."""

import os
import subprocess

import pytest

from offline_cache.ballast import Ballast
from offline_cache.blobs import Blobs
from offline_cache.errors import StoreFull
from offline_cache.outbox import Outbox
from offline_cache.settling import purge
from offline_cache.store import Store

NOW = 1_700_000_000_000


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", place], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_refuses_new_cases_and_still_settles_and_purges(small_disk, file):
    store = Store.open(small_disk / "state")
    outbox = Outbox(store)
    filed = []
    with pytest.raises(StoreFull):
        filed.extend(iter(lambda: file(outbox, NOW, os.urandom(30_000)), None))
    filler = os.open(small_disk / "filler", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError, match="No space"):
        sum(iter(lambda: os.write(filler, b"x" * 4096), None))
    os.close(filler)
    assert len(filed) > 5
    for one in filed[:5]:
        outbox.accepted(one.case_id, {"server_no": "n"}, NOW)
    outbox.postpone(filed[5].case_id, "platform-slow", 0)
    assert outbox.counts() == {"accepted": 5, "queued": len(filed) - 5}
    assert purge(store, Blobs(small_disk / "state" / "blobs"), NOW + 40 * 86_400_000) == 5
    (small_disk / "filler").unlink()
    file(outbox, NOW)
    assert (small_disk / "state" / "ballast").exists()
    store.close()


def test_the_ballast_is_given_up_once_and_made_again(tmp_path):
    ballast = Ballast(tmp_path, 10_000)
    assert ballast.keep()
    assert (tmp_path / "ballast").stat().st_size == 10_000
    assert ballast.release()
    assert not ballast.release()
    assert ballast.keep()


def test_a_disk_that_cannot_hold_it_is_told_and_nothing_raised(tmp_path):
    assert not Ballast(tmp_path / "nowhere", 10_000).keep()
    assert Ballast(tmp_path / "nowhere", 0).keep()
