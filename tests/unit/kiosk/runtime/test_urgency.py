"""A lane that a citizen waits for goes before the others, and no other thread does."""

from __future__ import annotations

import os
import queue
import threading

import pytest

from kiosk.runtime.lanes import Lane


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


def test_where_it_is_not_allowed_the_lane_works_as_ever(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", refuse)
    assert of_a_lane(urgent=True) == niceness()
