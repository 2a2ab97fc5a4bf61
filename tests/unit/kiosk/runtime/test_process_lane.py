"""A process lane: real children, really killed."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import children
import pytest

from kiosk.runtime import process_lane
from kiosk.runtime.process_lane import ProcessLane
from tests.main_loop import MainLoop
from tests.open_files import OpenFiles

ROOT = Path(__file__).parents[4]


class Desk:
    """A process lane with its main loop and everything it told, in order; "died" stands for a death."""

    def __init__(self, target, *args, **how):
        self.loop = MainLoop()
        self.told = []
        self.lane = ProcessLane("test", self.loop.post, target, args, heard=self.told.append, died=self.died, **how)

    def died(self):
        self.told.append("died")

    def hear(self, count):
        self.loop.until(lambda: len(self.told) >= count)
        return self.told

    def stop(self):
        self.lane.stop()


@pytest.fixture
def open_desk(monkeypatch):
    monkeypatch.setattr(process_lane, "_GRACE_S", 0.2)
    desks = []

    def open_one(target, *args, **how):
        desks.append(Desk(target, *args, **how))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.stop()


def lives(pid):
    """Whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until_dead(pid, deadline_s=10.0):
    end = time.monotonic() + deadline_s
    pause = threading.Event()
    while lives(pid):
        assert time.monotonic() < end, "it lives on"
        pause.wait(0.01)


def test_the_child_gets_its_arguments_and_both_sides_are_heard(open_desk):
    desk = open_desk(children.echo, "你好")
    desk.lane.say(("read", 1))
    desk.lane.say(b"\x00" * 100_000)
    assert desk.hear(3) == ["你好", ("read", 1), b"\x00" * 100_000]


def test_everything_the_child_said_before_it_died_is_heard_first(open_desk):
    desk = open_desk(children.speak_and_die, 200)
    assert desk.hear(201)[:201] == [*range(200), "died"]


def test_messages_are_heard_on_the_main_loop_only(open_desk):
    desk = open_desk(children.echo, "hello")
    threads = []
    desk.loop.until(lambda: desk.told or threads)
    desk.lane._heard = lambda message: threads.append(threading.current_thread())
    desk.lane.say("again")
    desk.loop.until(lambda: threads)
    assert threads == [threading.current_thread()]


def test_a_child_that_misses_its_deadline_is_killed_and_replaced(open_desk):
    desk = open_desk(children.tell_pid)
    first = desk.hear(1)[0]
    desk.lane.expect(0.05)
    assert desk.hear(2)[1] == "died"
    assert not lives(first)
    second = desk.hear(3)[2]
    assert second != first
    assert lives(second)


def test_a_deadline_that_is_met_changes_nothing(open_desk):
    desk = open_desk(children.echo, "hello")
    desk.hear(1)
    desk.lane.expect(0.2)
    desk.lane.say("one")
    desk.hear(2)
    desk.lane.met()
    desk.lane.expect(60)
    desk.lane.expect(120)
    desk.lane.say("two")
    assert desk.hear(3) == ["hello", "one", "two"]


def test_a_renewed_deadline_counts_from_the_renewal(open_desk):
    desk = open_desk(children.tell_pid)
    pid = desk.hear(1)[0]
    desk.lane.expect(0.05)
    desk.lane.expect(60)
    desk.lane.expect(0.05)
    assert desk.hear(2)[1] == "died"
    assert not lives(pid)


def test_a_deadline_dies_with_its_child(open_desk):
    desk = open_desk(children.tell_pid)
    pid = desk.hear(1)[0]
    desk.lane.expect(60)
    os.kill(pid, signal.SIGKILL)
    assert desk.hear(3)[1] == "died"
    assert desk.lane._deadline is None


def test_a_child_that_says_nothing_for_too_long_is_killed_and_replaced(open_desk):
    desk = open_desk(children.tell_pid)
    first = desk.hear(1)[0]
    desk.lane.expect(60, silence_s=0.05)
    assert desk.hear(3)[1] == "died"
    assert not lives(first)


def test_every_message_of_the_child_renews_its_time_to_be_silent(open_desk):
    desk = open_desk(children.echo, "hello")
    desk.hear(1)
    desk.lane.expect(60, silence_s=0.5)
    first = desk.lane._deadline
    desk.lane.say("alive")
    desk.hear(2)
    assert desk.lane._deadline > first
    desk.lane.met()
    desk.lane.say("alive")
    desk.hear(3)
    assert desk.lane._deadline is None, "a withdrawn deadline stays withdrawn"


def test_a_talkative_child_has_an_end_too(open_desk):
    desk = open_desk(children.echo, "hello")
    desk.hear(1)
    desk.lane.expect(0.1, silence_s=60)
    desk.lane.say("alive")
    assert desk.hear(4)[:3] == ["hello", "alive", "died"]


def test_a_renewed_child_is_another_one_and_nobody_is_told_of_a_death(open_desk):
    desk = open_desk(children.echo, "hello")
    for _ in range(3):
        desk.lane.renew()
    desk.lane.say("to the new one")
    desk.loop.until(lambda: "to the new one" in desk.told)
    assert "died" not in desk.told
    assert desk.told[-2:] == ["hello", "to the new one"]


def test_what_was_said_before_the_renewal_is_for_the_old_child(open_desk):
    desk = open_desk(children.tell_pid, disposable=True)
    first = desk.hear(1)[0]
    desk.lane.expect(60, silence_s=0.05)
    desk.lane.renew()
    second = desk.hear(2)[1]
    assert second != first
    assert not lives(first)
    assert desk.lane._deadline is None


def test_a_disposable_child_is_not_waited_for_even_when_it_is_stuck(open_desk, monkeypatch):
    monkeypatch.setattr(process_lane, "_GRACE_S", 600)
    desk = open_desk(children.tell_pid, disposable=True)
    pid = desk.hear(1)[0]
    desk.stop()
    assert not Path(f"/proc/{pid}").exists()


def test_a_child_that_dies_by_itself_is_replaced_again_and_again(open_desk, monkeypatch):
    monkeypatch.setattr(process_lane, "_BACK_OFF_S", (0.001,))
    desk = open_desk(children.die_at_once)
    assert desk.hear(4)[:4] == ["died"] * 4


def test_the_pauses_between_early_deaths_grow_to_a_limit():
    pauses = [process_lane._pause_s(deaths) for deaths in range(9)]
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert pauses[-1] == 5


def test_a_program_that_cannot_be_started_is_a_death(open_desk, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    files = OpenFiles()
    desk = open_desk(children.echo, "hello")
    assert desk.hear(1) == ["died"]
    monkeypatch.undo()
    assert desk.hear(2)[-1] in {"hello", "died"}
    desk.stop()
    assert files.left_open() == set()


def test_stopping_ends_a_child_that_listens_and_kills_one_that_is_stuck(open_desk):
    for target, args in ((children.echo, ("hello",)), (children.tell_pid, ())):
        desk = open_desk(target, *args)
        desk.hear(1)
        desk.stop()
        assert [thread for thread in threading.enumerate() if thread.name == "lane-test"] == []
        if target is children.tell_pid:
            assert not lives(desk.told[0])


def test_nothing_is_left_of_a_stopped_lane(open_desk):
    files = OpenFiles()
    for _ in range(3):
        desk = open_desk(children.tell_pid)
        pid = desk.hear(1)[0]
        desk.stop()
        assert not Path(f"/proc/{pid}").exists(), "not even a zombie"
    assert files.left_open() == set()


def test_a_stopped_lane_takes_orders_without_complaint_and_obeys_none(open_desk):
    desk = open_desk(children.echo, "hello")
    desk.hear(1)
    desk.stop()
    desk.stop()
    desk.lane.say("late")
    desk.lane.expect(0)
    desk.lane.met()
    desk.loop.drain()
    assert desk.told == ["hello"]


def test_the_child_imports_nothing_of_its_parents_program(open_desk):
    main, modules = open_desk(children.tell_modules).hear(1)[0]
    assert main == "kiosk.runtime.child"
    assert "children" in modules
    for heavy in ("pytest", "PySide6", "cv2", "numpy", "kiosk.runtime.process_lane"):
        assert heavy not in modules


def test_a_killed_parent_takes_its_stuck_child_along():
    program = """
        import sys, threading
        sys.path[:0] = sys.argv[1:]
        import children
        from kiosk.runtime.process_lane import ProcessLane

        def hear(pid):
            print(pid, flush=True)

        ProcessLane("test", lambda call: call(), children.tell_pid, (), heard=hear, died=lambda: None)
        threading.Event().wait()
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), str(ROOT), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        child = int(parent.stdout.readline())
        assert lives(child)
        parent.kill()
        parent.wait()
        until_dead(child)


def test_a_child_whose_parent_has_gone_before_it_began_does_nothing():
    reading, writing = os.pipe()
    with os.fdopen(reading), os.fdopen(writing):
        ended = subprocess.run(
            [sys.executable, "-m", "kiosk.runtime.child", "orphan", str(reading), "1"],
            pass_fds=(reading,),
            cwd=ROOT,
            check=False,
            timeout=30,
        )
    assert ended.returncode == 0
