"""`probe`: one JSON object whatever happens, with a fault code a person can look up."""

from __future__ import annotations

import json
import socket

import pytest

from config.load import load_faults
from kiosk.commands.probes.request import MUTE, Finding, Request
from ui.__main__ import main


@pytest.fixture(autouse=True)
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def nobody():
    """A port of this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def probe(capsys, *words):
    status = main(["probe", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_request_survives_its_way_to_the_probe():
    request = Request(device="card", profile="demo", settings={"a.b": "ç"}, wait_s=1.5, reveal=True, save="/x")
    assert Request.from_json(request.to_json()) == request


def test_a_finding_is_flat_json_with_ok_and_code_first():
    assert list(json.loads(Finding(ok=True, facts={"kind": "shebao"}).to_json())) == ["ok", "code", "kind"]


def test_every_device_that_does_not_answer_has_a_fault_of_its_own():
    assert set(MUTE.values()) <= set(load_faults())


def test_a_reader_that_does_not_exist_is_told_by_its_fault_code(capsys):
    status, found = probe(capsys, "card", "--wait", "0", "--set", "reader.name=no such reader")
    assert (status, found["ok"], found["code"]) == (1, False, "reader-gone")


def test_a_printer_where_nobody_listens_is_unavailable(capsys, nobody):
    status, found = probe(capsys, "printer", "--set", f"printer.address=tcp://127.0.0.1:{nobody}")
    assert (status, found["ok"], found["code"]) == (1, False, "printer-unavailable")


def test_a_platform_where_nobody_listens_is_unreachable(capsys, nobody, tmp_path):
    settings = [f"platform.base_url=http://127.0.0.1:{nobody}", f"state_dir={tmp_path / 'state'}"]
    status, found = probe(capsys, "platform", *(word for setting in settings for word in ("--set", setting)))
    assert (status, found["ok"], found["code"]) == (1, False, "platform-unreachable")


def test_a_camera_where_nobody_listens_is_gone(capsys, nobody):
    status, found = probe(capsys, "camera", "--set", f"camera.url=http://127.0.0.1:{nobody}/stream")
    assert (status, found["ok"], found["code"]) == (1, False, "camera-gone")


def test_a_driver_that_no_file_provides_is_named(capsys):
    status, found = probe(capsys, "printer", "--set", "printer.driver=typewriter")
    assert (status, found["code"]) == (1, "driver-unknown")
    assert "typewriter" in found["detail"]


def test_for_a_person_the_remedy_stands_below_the_fault(capsys):
    assert main(["probe", "card", "--wait", "0", "--set", "reader.name=no such reader"]) == 1
    told = capsys.readouterr()
    assert "card: NOT ok" in told.out
    assert load_faults()["reader-gone"].remedy in told.err


def test_the_printer_of_the_lab_prints_a_test_strip_with_proof(capsys):
    from drivers.lab.printer import LabPrinter

    lab = LabPrinter(speed_mm_s=0)
    address = lab.start()["printer.address"]
    try:
        status, found = probe(capsys, "printer", "--set", f"printer.address={address}")
        assert (status, found["ok"], found["printed"]) == (0, True, "confirmed")
        assert lab.state()["printed"] == 1
        lab.command(["paper-out"])
        status, found = probe(capsys, "printer", "--set", f"printer.address={address}")
        assert (status, found["code"]) == (1, "printer-paper-out")
        assert lab.state()["printed"] == 1
        lab.command(["refill"])
        status, found = probe(capsys, "printer", "--no-print", "--set", f"printer.address={address}")
        assert (status, found["ok"], lab.state()["printed"]) == (0, True, 1)
    finally:
        lab.stop()
