"""A sample of the crashes that benchmarks/sync_crash.py makes everywhere: before a line, at an operation of the disk.

Each test names the story; the points of a run are spread over all of it.
"""

import os
import shutil
import sys

import crash_story
import pytest

LINES = {"work": 380, "migrate": 290, "recover": 320}
CUTS = {"work": 70, "migrate": 25, "recover": 55}


@pytest.mark.parametrize("story", LINES)
def test_a_crash_before_a_line_costs_nothing_that_was_acknowledged(tmp_path, story):
    assert sys.gettrace() is None, "the sweep needs the tracer for itself"
    result = crash_story.lines(story, tmp_path, LINES[story], offset=17)
    assert result["failed"] == []
    assert result["points"] >= 4
    assert result["acknowledged"]


@pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="NO POWER CUTS TESTED: needs /dev/fuse")
@pytest.mark.skipif(shutil.which("fusermount3") is None, reason="NO POWER CUTS TESTED: needs fuse3")
@pytest.mark.parametrize("story", CUTS)
def test_a_power_cut_at_an_operation_costs_nothing_that_was_acknowledged(tmp_path, story):
    result = crash_story.cuts(story, tmp_path, CUTS[story], offset=11)
    assert result["failed"] == []
    assert result["points"] >= 3
    assert result["acknowledged"]


def test_the_judge_sees_a_case_that_was_acknowledged_before_it_was_committed(tmp_path):
    told = crash_story.Told(tmp_path / "told")
    crash_story.work(tmp_path / "state", told)
    said = [*told.read(), ["filed", "never", 99, "K9", "0" * 64]]
    assert "lost 99" in crash_story.judge(tmp_path / "state", said)


@pytest.mark.parametrize("harm", ["row", "enclosure", "number"])
def test_the_judge_sees_what_is_lost_or_given_twice(tmp_path, harm):
    told = crash_story.Told(tmp_path / "told")
    folder = tmp_path / "state"
    crash_story.work(folder, told)
    said = told.read()
    if harm == "enclosure":
        for path in folder.glob("blobs/*/*"):
            path.write_bytes(b"something else")
    elif harm == "row":
        store = crash_story.opened(folder)
        with store.tx() as db:
            db.execute("DELETE FROM enclosure")
            db.execute("DELETE FROM outbox WHERE lane = 'case'")
        for path in folder.glob("env/*"):
            path.unlink()
        store.close()
    else:
        said += [["filed", "another", said[0][2], "K9", "0" * 64]]
    assert crash_story.judge(folder, said)
