"""A sample of the crashes that benchmarks/sync_crash.py makes everywhere: before a line, at an operation of the disk.

Each test names the story; the points of a run are spread over all of it.
"""

import os
import shutil
import sys

import crash_story
import pytest
import store_stories
from crash_story import STORIES

FUSE = os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3")


@pytest.mark.parametrize("story", STORIES)
def test_a_crash_before_a_line_costs_nothing_that_was_acknowledged(tmp_path, story):
    assert sys.gettrace() is None, "the sweep needs the tracer for itself"
    result = crash_story.lines(story, tmp_path, 307, offset=17)
    assert result["failed"] == []
    assert result["points"] >= 3


@pytest.mark.skipif(not FUSE, reason="NO POWER CUTS TESTED: needs /dev/fuse and fuse3")
@pytest.mark.parametrize("story", STORIES)
def test_a_power_cut_at_an_operation_costs_nothing_that_was_acknowledged(tmp_path, story):
    result = crash_story.cuts(story, tmp_path, 97, cuts=2, offset=11)
    assert result["failed"] == []
    assert result["points"] >= 4


@pytest.fixture
def settled(tmp_path):
    """A store that has lived through a story, and what was told."""
    store_stories.prepare("settle", tmp_path)
    told = store_stories.Told(tmp_path / "told")
    store_stories.settle(tmp_path / "state", told)
    return tmp_path / "state", told.read()


def test_the_judge_is_content_with_a_story_that_ended_well(settled):
    assert store_stories.judge(*settled) == []


def test_the_judge_sees_a_case_that_was_acknowledged_before_it_was_committed(settled):
    folder, told = settled
    assert "lost 99" in store_stories.judge(folder, [*told, ["filed", "never", 99, "K9", "0" * 64, []]])


@pytest.mark.parametrize("harm", ["row", "enclosure", "number", "state", "audit", "paper"])
def test_the_judge_sees_what_is_lost_or_given_twice(settled, harm):
    folder, told = settled
    store = store_stories.opened(folder)
    with store.tx() as db:
        if harm == "row":
            db.execute("DELETE FROM enclosure")
            db.execute("DELETE FROM outbox WHERE seq = 2")
        elif harm == "state":
            db.execute("UPDATE outbox SET state = 'queued' WHERE state = 'rejected'")
        elif harm == "paper":
            db.execute("DELETE FROM print_job")
    store.close()
    if harm == "enclosure":
        for path in folder.glob("blobs/*/*"):
            path.write_bytes(b"something else")
    elif harm == "row":
        for path in folder.glob("env/*"):
            path.unlink()
    elif harm == "audit":
        told += [["noted"]] * 2
    elif harm == "number":
        told += [["filed", "another", told[0][2], "K9", "0" * 64, []]]
    assert store_stories.judge(folder, told)


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_the_judge_sees_what_the_ledger_has_lost(settled, harm):
    folder, told = settled
    store = store_stories.opened(folder)
    book = store_stories.TerminalLedger(store, store_stories.SECRET, "K0007")
    if harm == "altered":
        book.enter_all()
    with store.tx() as db:
        sql = "DELETE FROM ledger_open WHERE id = 1" if harm == "lost" else "UPDATE ledger_row SET text = text || ' '"
        db.execute(sql)
    store.close()
    assert store_stories.judge(folder, told)
