"""The lab's socket: what a person or a script says to it, and what it says back."""

from __future__ import annotations

import json
import os
import socket

import pytest

from drivers.lab.control import LabAbsent, LabRefused, ask, run_dir, socket_path
from drivers.lab.escpos_paper import Paper
from drivers.lab.server import LabBusy, LabServer


class StandIn:
    """A device that remembers what it was told."""

    def __init__(self, address):
        self.address = address
        self.told = []
        self.running = False

    def start(self):
        self.running = True
        return dict([self.address])

    def command(self, words):
        if words == ["nonsense"]:
            raise ValueError("device on | off")
        self.told.append(words)
        return {"told": list(words)}

    def state(self):
        return {"words": len(self.told), "名": "纸"}

    def stop(self):
        self.running = False


class Slot(StandIn):
    """A printer with two papers in its tray."""

    def papers(self):
        return [Paper(b"png 1", b"raw 1"), Paper(b"png 2", b"raw 2")]


@pytest.fixture
def devices():
    return {"card": StandIn(("name", "r")), "printer": Slot(("printer.address", "127.0.0.1:9"))}


@pytest.fixture
def lab(devices, tmp_path):
    server = LabServer(devices, tmp_path)
    server.start()
    yield tmp_path
    server.stop()


def test_starting_tells_every_address_and_so_does_asking(devices, tmp_path):
    server = LabServer(devices, tmp_path)
    addresses = server.start()
    try:
        assert addresses == {"reader.name": "r", "printer.address": "127.0.0.1:9"}
        assert ask(["addresses"], tmp_path) == addresses
    finally:
        server.stop()


def test_words_go_to_the_device_they_name_and_the_answer_comes_back(lab, devices):
    assert ask(["card", "insert", "shebao", "--person", "li"], lab) == {"told": ["insert", "shebao", "--person", "li"]}
    assert devices["card"].told == [["insert", "shebao", "--person", "li"]]
    assert devices["printer"].told == []


def test_receipts_are_laid_out_as_pictures_and_as_the_bytes_that_made_them(lab, tmp_path):
    answer = ask(["receipts", "--out", str(tmp_path / "out")], lab)
    assert answer == {"receipts": [str(tmp_path / "out" / f"receipt-{number}.png") for number in (1, 2)]}
    assert (tmp_path / "out" / "receipt-2.png").read_bytes() == b"png 2"
    assert (tmp_path / "out" / "receipt-1.bin").read_bytes() == b"raw 1"


def test_a_folder_that_cannot_be_written_is_said_and_the_lab_goes_on(lab):
    with pytest.raises(LabRefused, match="/proc"):
        ask(["receipts", "--out", "/proc/nothing/here"], lab)
    assert ask(["state"], lab)


def test_further_settings_of_the_demo_are_handed_out_with_the_addresses(devices, tmp_path):
    server = LabServer(devices, tmp_path, {"state_dir": "/s"})
    try:
        assert server.start()["state_dir"] == "/s"
    finally:
        server.stop()


def test_the_state_of_everything_in_one_answer(lab):
    assert ask(["state"], lab) == {"card": {"words": 0, "名": "纸"}, "printer": {"words": 0, "名": "纸"}}


@pytest.mark.parametrize("words", [[], ["toaster"], ["card", "nonsense"], ["state", "now"]])
def test_words_that_are_not_understood_are_answered_with_the_usage(lab, words):
    with pytest.raises(LabRefused):
        ask(words, lab)
    assert ask(["state"], lab)


@pytest.mark.parametrize("line", [b"{\n", b"[]\n", b"{}\n", b'{"words": 7}\n', b"\xff\n"])
def test_a_garbled_line_is_refused_and_the_same_caller_is_served_on(lab, line):
    with socket.socket(socket.AF_UNIX) as caller, caller.makefile("rb") as answers:
        caller.settimeout(5)
        caller.connect(str(socket_path(lab)))
        caller.sendall(line)
        assert "refused" in json.loads(answers.readline())
        caller.sendall(b'{"words": ["state"]}\n')
        assert "answer" in json.loads(answers.readline())


def test_without_a_lab_the_caller_is_told_so(tmp_path):
    with pytest.raises(LabAbsent, match="demo"):
        ask(["state"], tmp_path)


def test_a_second_lab_is_refused_and_the_first_goes_on(lab, devices):
    with pytest.raises(LabBusy):
        LabServer(devices, lab).start()
    assert ask(["state"], lab)


def test_what_a_killed_lab_left_lying_is_swept_away(devices, tmp_path):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(socket_path(tmp_path)))
    server = LabServer(devices, tmp_path)
    server.start()
    try:
        assert ask(["state"], tmp_path)
    finally:
        server.stop()


def test_stopping_stops_every_device_and_leaves_no_socket(devices, tmp_path):
    server = LabServer(devices, tmp_path)
    server.start()
    server.stop()
    assert not socket_path(tmp_path).exists()
    assert not any(device.running for device in devices.values())
    with pytest.raises(LabAbsent):
        ask(["state"], tmp_path)


def test_the_run_folder_is_this_users_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = run_dir()
    assert folder == tmp_path / "kiosk-lab"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_without_a_runtime_folder_it_is_named_after_the_user(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run_dir() == tmp_path / f"kiosk-lab-{os.getuid()}"


def test_a_run_folder_that_somebody_else_laid_there_is_not_used(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "kiosk-lab").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LabAbsent, match="somebody else"):
        run_dir()


def test_the_socket_is_for_its_owner_alone(lab):
    assert socket_path(lab).stat().st_mode & 0o777 == 0o600
