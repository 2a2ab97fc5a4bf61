"""Whenever the power goes while a feed changes over: the old version or the new one, whole, and it goes on from there.

A sample; `python tests/fault/feed_stories.py` makes every crash.
"""

import os
import shutil
import sys

import feed_stories
import pytest


def test_a_crash_before_a_line_leaves_the_old_version_or_the_new(tmp_path):
    assert sys.gettrace() is None, "the sweep needs the tracer for itself"
    with feed_stories.told_here() as rig:
        result = rig.lines("feeds", tmp_path, 120, offset=53)
    assert result["failed"] == []
    assert result["points"] >= 5


@pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="NO POWER CUTS TESTED: needs /dev/fuse")
@pytest.mark.skipif(shutil.which("fusermount3") is None, reason="NO POWER CUTS TESTED: needs fuse3")
def test_a_power_cut_at_an_operation_leaves_the_old_version_or_the_new(tmp_path):
    with feed_stories.told_here() as rig:
        result = rig.cuts("feeds", tmp_path, 9, offset=4)
    assert result["failed"] == []
    assert result["points"] >= 4


def test_the_judge_sees_a_mixed_state_and_lost_news(tmp_path):
    told = feed_stories.crash_story.Told(tmp_path / "told")
    folder = tmp_path / "state"
    feed_stories.begin(told, folder)
    assert feed_stories.judge(folder, [*told.read(), ["version", 9]]) == ["version 1 after 9"]
    store = feed_stories.opened(folder)
    with store.tx() as db:
        db.execute("DELETE FROM feed_file WHERE file = 'b.toml'")
        db.execute("UPDATE replica SET body = CAST('further' AS BLOB) WHERE name = 'changes_cursor'")
    store.close()
    assert feed_stories.judge(folder, told.read()) == ["no whole feed", "a cursor without its news"]
