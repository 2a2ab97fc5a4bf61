"""The demo's processes: waited for with a deadline, and nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ui.demo.children import Child, DemoFailed, until

CHECKOUT = Path(__file__).resolve().parents[2]


def python(program):
    return [sys.executable, "-c", program]


def alive(pid):
    """Whether the process runs; one that ended and waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pid):
    end = time.monotonic() + 10
    while alive(pid) and time.monotonic() < end:
        os.sched_yield()
    return not alive(pid)


def test_the_first_line_of_a_child_tells_that_it_is_ready(tmp_path):
    with Child("one", python("print('here'); input()"), tmp_path, os.environ) as child:
        pass
    with Child("two", python("import time; print('here', flush=True); time.sleep(60)"), tmp_path, os.environ) as child:
        assert child.first_line(10) == "here"
        assert child.running
    assert not child.running


def test_a_child_that_ends_at_once_is_told_with_its_last_words(tmp_path):
    program = "import sys; sys.exit('the port is taken')"
    with (
        Child("lab", python(program), tmp_path, os.environ) as child,
        pytest.raises(DemoFailed, match=r"lab ended by itself .*the port is taken"),
    ):
        child.first_line(10)


def test_a_child_that_says_nothing_is_given_up(tmp_path):
    with (
        Child("lab", python("import time; time.sleep(60)"), tmp_path, os.environ) as child,
        pytest.raises(DemoFailed, match=r"lab to be ready: not within 0\.2 s"),
    ):
        child.first_line(0.2)


GRANDCHILD = """
import subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(inner.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_ending_a_child_ends_what_it_started(tmp_path, way):
    with Child("terminal", python(GRANDCHILD), tmp_path, os.environ) as child:
        inner = int(child.first_line(10))
        assert alive(inner)
        getattr(child, way)()
        assert gone(inner)


def test_a_child_that_will_not_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("ui.demo.children._END_S", 0.2)
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"
    with Child("stubborn", python(stubborn), tmp_path, os.environ) as child:
        child.first_line(10)
    assert not child.running


def test_when_the_demo_itself_is_killed_its_children_end(tmp_path):
    program = (
        "import os, sys, time; from pathlib import Path; from ui.demo.children import Child\n"
        "words = 'import time; print(1, flush=True); time.sleep(60)'\n"
        "child = Child('lab', [sys.executable, '-c', words], Path(sys.argv[1]), os.environ)\n"
        "child.first_line(10); print(child._process.pid, flush=True); time.sleep(60)"
    )
    demo = subprocess.Popen([*python(program), str(tmp_path)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    with demo:
        pid = int(demo.stdout.readline())
        assert alive(pid)
        demo.send_signal(signal.SIGKILL)
    assert gone(pid)


def test_until_returns_as_soon_as_it_is_so():
    answers = iter([False, False, True])
    until(lambda: next(answers), 10, "three questions")
    with pytest.raises(StopIteration):
        next(answers)


def test_until_names_what_did_not_come():
    with pytest.raises(DemoFailed, match="the paper: not within"):
        until(lambda: False, 0.1, "the paper")
