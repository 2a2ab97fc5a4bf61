"""A lane that a citizen waits for goes before the others, and no other thread does."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.runtime import urgency
from kiosk.runtime.lanes import Lane

SESSION = Path("/proc/self/autogroup")

RAISED = """
from pathlib import Path
from kiosk.runtime.lanes import Lane
lane = Lane("test", lambda work: work(), urgent=True)
assert lane.close(5)
print(Path("/proc/self/autogroup").read_text(), end="")
"""


def shares_among_sessions():
    """Whether the kernel does; one that may and does not shows an empty file."""
    return SESSION.exists() and SESSION.read_text() != ""


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def of_a_lane(*, urgent):
    told = queue.SimpleQueue()
    lane = Lane("test", lambda work: work(), urgent=urgent)
    lane.run(niceness, told.put, told.put)
    said = told.get(timeout=5)
    assert lane.close(5)
    return said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may go first here")
def test_only_the_urgent_lane_goes_first():
    mine = niceness()
    assert of_a_lane(urgent=True) == -10
    assert of_a_lane(urgent=False) == mine == niceness()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may go first here")
@pytest.mark.skipif(not shares_among_sessions(), reason="the system does not share out among sessions")
def test_the_session_goes_first_with_its_lane():
    command = [sys.executable, "-c", RAISED]
    said = subprocess.run(command, check=True, capture_output=True, text=True, start_new_session=True)
    assert said.stdout.endswith(" nice -10\n")


def test_where_it_is_not_allowed_the_lane_works_as_ever(monkeypatch, tmp_path):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", refuse)
    monkeypatch.setattr(urgency, "_SESSION", tmp_path / "no" / "autogroup")
    assert of_a_lane(urgent=True) == niceness()
