"""Sticks as they are: full, read-only, pulled out, without links and permissions; nothing of the outbox is touched."""

import errno
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.sync.file_drop import writer
from kiosk.sync.file_drop.errors import DropFull, DropUnreadable, DropUnwritable
from kiosk.sync.file_drop.plain_files import batches_in
from tests.drop_fixtures import NOW


@contextmanager
def mounted(folder, *options):
    """A file system of its own at this folder; skipped where this user may not mount."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("NOT RUN: needs root, to mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_stick_is_told_keeps_whole_batches_alone_and_costs_nothing(trip):
    trip.file(30)
    largest = 4 * max(len(row.envelope) for row in trip.drop.waiting())
    with mounted(trip.stick, "-o", "size=100k") as stick:
        with pytest.raises(DropFull):
            trip.drop.write(stick, trip.drop.waiting(), NOW, largest)
        whole = batches_in(stick)
        assert whole
        assert not list(stick.glob(".*"))
        assert trip.office.carry("import", stick)[0] == 0
        assert 0 < len(trip.office.cases()) < 30
    assert trip.counts() == {"queued": 30}


def test_a_stick_to_read_only_is_told_and_still_read(trip):
    trip.file()
    trip.out()
    trip.answered()
    kept = trip.place / "kept"
    trip.stick.rename(kept)
    with mounted(trip.stick) as stick:
        shutil.copytree(kept, stick, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        with pytest.raises(DropUnwritable):
            trip.drop.export(stick, NOW)
        assert [one.settled.accepted for one in trip.taken(stick)] == [1]


def test_a_place_where_nothing_is_put_in_is_told(trip):
    with pytest.raises(DropUnwritable):
        trip.drop.export(trip.place / "media" / "stick", NOW)
    with pytest.raises(DropUnreadable):
        trip.taken(trip.place / "media" / "stick")
    assert not (trip.place / "media").exists()


CALLS = ["mkdir", "open", "fsync", "rename"]


@pytest.mark.parametrize("call", CALLS)
def test_a_stick_that_goes_at_any_moment_leaves_no_half_batch_and_all_rows(trip, monkeypatch, call):
    trip.file()
    whole, seen = {"mkdir": Path.mkdir, "open": Path.open, "fsync": os.fsync, "rename": Path.rename}, {"left": 0}

    def going(*args, **kwargs):
        seen["left"] -= 1
        if seen["left"] < 0 and (call == "fsync" or trip.stick in Path(args[0]).parents):
            raise OSError(errno.EIO, "gone")
        return whole[call](*args, **kwargs)

    failures = 0
    trip.stick.mkdir()
    for number in range(40):
        seen["left"] = number
        with monkeypatch.context() as patched:
            patched.setattr(writer.os if call == "fsync" else Path, call, going)
            try:
                done = trip.drop.export(trip.stick, NOW)
            except DropUnwritable:
                failures += 1
                assert all((one / "manifest.json").exists() for one in batches_in(trip.stick))
            else:
                assert done.batches
                break
    assert failures
    assert trip.counts() == {"queued": 1}
    trip.out()
    assert not list(trip.stick.glob(".*"))
    assert trip.office.carry("import", trip.stick)[0] == 0
    assert len(trip.office.cases()) == 1


def test_a_file_system_that_cannot_sync_a_folder_is_good_enough(trip, monkeypatch):
    fsync = os.fsync

    def sync(handle):
        if (
            Path(f"/proc/self/fd/{handle}").resolve().is_dir()
            and trip.place in Path(f"/proc/self/fd/{handle}").resolve().parents
        ):
            raise OSError(errno.EINVAL, "not here")
        fsync(handle)

    trip.file()
    monkeypatch.setattr(writer.os, "fsync", sync)
    assert trip.drop.export(trip.stick, NOW).batches


def test_names_are_told_apart_where_big_and_small_letters_are_the_same(trip):
    trip.file(3)
    names = [path.relative_to(trip.stick).as_posix() for path in trip.out().rglob("*")]
    assert all(name == name.lower() for name in names)
    assert all(len(name) < 120 and not set(name) & set('<>:"\\|?*') for name in names)


def test_what_a_killed_export_left_behind_is_removed_and_nobody_elses(trip):
    trip.stick.mkdir()
    for name in (".K0001.x.part", f".{trip.terminal.terminal_id}.x.part", ".somebody-s-batch.part"):
        (trip.stick / name / "blobs").mkdir(parents=True)
    trip.out()
    assert sorted(path.name for path in trip.stick.glob(".*")) == [".K0001.x.part", ".somebody-s-batch.part"]
