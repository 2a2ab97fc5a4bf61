"""The lab's PC/SC service: one lab at a time, and nothing left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from drivers.errors import ReaderGone
from drivers.lab import pcscd as lab_pcscd
from drivers.lab.pcscd import PcscdService
from tests.open_files import OpenFiles
from tests.pcscd_service import pcscd

ROOT = Path(__file__).parents[4]
LAB = """
import threading
from drivers.lab.pcscd import PcscdService
service = PcscdService()
service.start(120)
print(service._process.pid if service.owned else 0, flush=True)
threading.Event().wait()
"""


def answers_within(deadline_s, *, wanted):
    end = time.monotonic() + deadline_s
    while lab_pcscd._answers() != wanted and time.monotonic() < end:
        threading.Event().wait(0.01)
    return lab_pcscd._answers()


@pytest.mark.pcscd
def test_it_is_there_after_start_and_starting_again_changes_nothing():
    with pcscd() as service:
        assert lab_pcscd._answers()
        service.start()
        assert lab_pcscd._answers()


@pytest.mark.pcscd
def test_a_second_lab_is_refused_while_the_first_one_runs():
    with pcscd(), pytest.raises(ReaderGone, match="another lab"):
        PcscdService().start(0.05)


@pytest.mark.pcscd
def test_what_it_started_it_stops_and_can_start_again():
    with pcscd() as service:
        if not service.owned:
            pytest.skip("this machine runs a pcscd of its own, which is not ours to stop")
        service.halt()
        assert not lab_pcscd._answers()
        service.start()
        assert lab_pcscd._answers()
        service.halt(kill=True)
        assert answers_within(5, wanted=False) is False
        assert not service.owned


@pytest.mark.pcscd
def test_a_killed_lab_takes_its_service_along():
    with subprocess.Popen([sys.executable, "-c", LAB], stdout=subprocess.PIPE, text=True, cwd=ROOT) as lab:
        daemon = int(lab.stdout.readline())
        lab.send_signal(signal.SIGKILL)
        lab.wait()
    if not daemon:
        pytest.skip("this machine runs a pcscd of its own, which is not ours to stop")
    assert answers_within(5, wanted=False) is False


def test_stopping_what_was_never_started_is_harmless():
    service = PcscdService()
    service.stop()
    service.stop()
    assert not service.owned


def test_a_machine_without_the_package_is_told_what_to_install(monkeypatch, tmp_path):
    files = OpenFiles()
    monkeypatch.setattr(lab_pcscd, "_SOCKET", str(tmp_path / "nobody"))
    monkeypatch.setattr(lab_pcscd, "_LOCK", tmp_path / "lock")
    monkeypatch.setattr(lab_pcscd.shutil, "which", lambda name, path=os.defpath: None)
    with pytest.raises(ReaderGone, match="apt-get install pcscd vsmartcard-vpcd"):
        PcscdService().start()
    assert files.left_open() == set()


@pytest.mark.pcscd
def test_a_service_that_came_up_without_the_virtual_reader_is_replaced(tmp_path):
    """As on a first start: the package's own service runs before the virtual reader is installed."""
    with pcscd() as lab:
        lab.halt()
        bare = subprocess.Popen(
            ["/usr/sbin/pcscd", "--foreground", "-c", str(tmp_path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            answers_within(10, wanted=True)
            lab.start()
            assert lab.owned
            assert bare.wait(10) is not None
        finally:
            bare.kill()
            bare.wait()
