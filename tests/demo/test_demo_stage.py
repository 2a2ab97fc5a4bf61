"""The stage: everything around the terminal starts, the terminal finds it, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ui.demo import auto
from ui.demo.children import DemoFailed, until
from ui.demo.platform import PlatformWindow
from ui.demo.stage import Stage

CHECKOUT = Path(__file__).resolve().parents[2]
REAL_PARTS = [
    pytest.mark.pcscd,
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("pcscd") is None, reason="needs root and pcscd"),
]


@pytest.fixture
def own_runtime(monkeypatch, tmp_path):
    """A run folder of this test's own, so that no other demo is met."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path


def test_a_tripwire_that_nobody_wants_waits_for_nothing(tmp_path):
    with auto._tripwire(tmp_path, wanted=False) as (settings, await_commit):
        await_commit()
    assert settings == {}
    assert list(tmp_path.iterdir()) == []


def test_the_tripwire_tells_of_the_commit_while_the_terminal_stands_still(tmp_path):
    with auto._tripwire(tmp_path, wanted=True) as (settings, await_commit):
        program = (
            "import sys; from pathlib import Path; trip = Path(sys.argv[1])\n"
            "trip.write_text('K0007-1\\n')\n"
            "Path(f'{trip}.hold').read_bytes()\n"
        )
        terminal = subprocess.Popen([sys.executable, "-c", program, settings["trip"]])
        await_commit()
        assert terminal.poll() is None
        terminal.kill()
        terminal.wait()


def test_a_commit_that_never_comes_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(auto, "_COMMIT_S", 0.1)
    with auto._tripwire(tmp_path, wanted=True) as (_, await_commit), pytest.raises(DemoFailed, match="outbox commit"):
        await_commit()


def test_this_process_is_older_than_nothing():
    assert 0 < auto._age_s() < time.monotonic() + 1


@pytest.mark.parametrize("_", [pytest.param(0, marks=REAL_PARTS)])
def test_the_stage_sets_up_platform_and_lab_and_takes_everything_away(own_runtime, _):
    with Stage("demo", {}) as stage:
        assert stage.screen == "offscreen"
        assert set(stage.addresses) == {
            "sheets.address",
            *("state_dir", "camera.url", "printer.address", "platform.base_url"),
            *("reader.name", "reader.psam", "reader.trust", "reader.device"),
        }
        assert PlatformWindow(stage.platform_url).cases() == []
        folder = stage.folder
    assert not folder.exists()
    assert not list(own_runtime.rglob("*.sock"))


@pytest.mark.parametrize("end", [pytest.param(one, marks=REAL_PARTS) for one in (signal.SIGTERM, signal.SIGINT)])
def test_a_demo_that_is_told_to_end_leaves_nothing_running(own_runtime, end):
    program = "import signal, sys, threading; from ui.demo import show; from ui.demo.stage import Stage\n"
    program += "[signal.signal(one, show._end) for one in (signal.SIGTERM, signal.SIGINT)]\n"
    program += "with Stage('demo', {}) as stage: print(stage.folder, flush=True); threading.Event().wait(60)"
    demo = subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    with demo:
        folder = Path(demo.stdout.readline().strip())
        assert folder.is_dir()
        demo.send_signal(end)
        assert demo.wait(20) != 0
    until(lambda: not folder.exists() and str(folder) not in _commands(), 10, "nothing of the demo")


def _commands():
    """Return the command lines of every process."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(found)
