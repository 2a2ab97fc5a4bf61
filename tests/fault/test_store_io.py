"""A sample of what benchmarks/sync_damage.py does everywhere: a sick disk, damaged files and pages, a wrong clock.

Each test asks for the same: refusals are typed errors, nothing acknowledged is lost, the store serves again, and
somebody is told of the damage.
"""

import os
import shutil

import damage_story
import ill_disk
import pytest

FUSE = os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3")


@pytest.mark.skipif(not FUSE, reason="NO SICK DISK TESTED: needs /dev/fuse and fuse3")
@pytest.mark.parametrize(("call", "code"), [case[:2] for case in ill_disk.REFUSALS], ids=ill_disk.NAMES)
def test_a_refusal_at_any_call_is_typed_and_costs_nothing(tmp_path, call, code):
    every, offset = ill_disk.SAMPLED.get(call, (1, 0))
    result = ill_disk.sweep(tmp_path, call, code, every=every, offset=offset, seeds=1)
    assert result["failed"] == []
    assert result["met"] or not result["of"]


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    place = tmp_path_factory.mktemp("closed")
    damage_story.prepare(place / "image", "closed")
    return place / "image", place / "terminal"


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    place = tmp_path_factory.mktemp("killed")
    damage_story.prepare(place / "image", "killed")
    return place / "image", place / "terminal"


@pytest.mark.parametrize("kind", damage_story.KINDS)
def test_whatever_file_is_damaged_nothing_is_lost_and_somebody_is_told(killed, kind):
    files = damage_story.files(killed[0])
    assert {"store.db", "store.db-wal", "store.id", "env", "blobs", "ballast", "ledger.head"} <= {
        name.parts[0] for name in files
    }
    for name in files:
        met = damage_story.file_damage(*killed, name, kind)
        assert met["wrong"] == [], name
        assert met["alarms"] or not damage_story.must_alarm(name, kind), name


def test_nobody_is_alarmed_without_damage(closed):
    met = damage_story.met(*closed, lambda _store: None)
    assert (met["wrong"], met["alarms"]) == ([], [])


def test_a_bit_flip_in_a_page_is_found_and_loses_nothing(closed):
    pages = damage_story.pages(closed[0])
    for page in range(0, pages, pages // 5):
        met = damage_story.page_damage(*closed, page, 100 + page)
        assert met["wrong"] == [], page
        assert "store-quarantined" in met["alarms"], page


@pytest.mark.parametrize("clock", damage_story.CLOCKS)
def test_a_clock_far_from_the_truth_stops_nothing_and_purges_nothing_unsent(killed, clock):
    assert damage_story.wrong_clock(*killed, clock) == []


def test_the_rig_sees_what_is_lost_and_what_does_not_serve(closed):
    def lose_both(store):
        (store / "store.db").unlink()
        next(store.glob("env/*.env")).unlink()

    def spoil_the_key(store):
        (store.parent / "keys" / "store.key").write_bytes(b"short")

    assert any(wrong.startswith("lost") for wrong in damage_story.met(*closed, lose_both)["wrong"])
    assert "does not serve" in damage_story.met(*closed, spoil_the_key)["wrong"]
