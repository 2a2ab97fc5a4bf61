"""`probe`: one JSON object whatever happens, with a fault code a person can look up."""

from __future__ import annotations

import io
import json
import socket
import subprocess

import pytest

from config.load import load_faults
from drivers.discovery import open_device
from drivers.imaging.encode import decode
from drivers.lab.cards.card import Faults
from drivers.lab.cards.emrtd import travel_card
from drivers.lab.documents import travel_document
from drivers.lab.people import person
from drivers.lab.pki import lab_pki
from drivers.lab.vpcd import READER, Insertion
from drivers.types import Absent
from kiosk.commands import probe as probe_verb
from kiosk.commands.probes import card as card_probe
from kiosk.commands.probes.__main__ import find
from kiosk.commands.probes.request import MUTE, Finding, Request
from tests.card_bench import make
from tests.pcscd_service import pcscd
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


def test_no_repr_shows_what_was_typed_off_a_document():
    assert "123456" not in repr(Request(device="card", profile="demo", mrz="X123456", can="123456"))


TYPED = ("E0999000112345", "654321x")


@pytest.mark.parametrize("words", [("--mrz", TYPED[0]), ("--can", TYPED[1])])
def test_a_key_that_cannot_be_one_is_refused_before_any_card_without_being_repeated(capsys, words):
    status = main(["probe", "card", "--json", *words])
    told = capsys.readouterr()
    assert (status, json.loads(told.out)["code"]) == (1, "card-needs-key")
    assert not any(typed in told.out + told.err for typed in TYPED)


def test_what_was_typed_off_a_document_is_in_no_list_of_processes(capsys, monkeypatch):
    started = []

    def run(command, **how):
        started.append((command, how))
        raise subprocess.TimeoutExpired(command, 1.0)

    monkeypatch.setattr(probe_verb.subprocess, "run", run)
    monkeypatch.setattr("sys.stdin", io.StringIO("E09990001,520229,350531\n"))
    status, found = probe(capsys, "card", "--mrz", "-", "--can", "123456")
    assert (status, found["code"]) == (1, "card-mute")
    ((command, how),) = started
    assert Request.from_json(how["input"]).mrz == "E09990001,520229,350531\n"
    how = {key: value for key, value in how.items() if key != "input"}
    assert "E0999" not in str((command, how))
    assert "123456" not in str((command, how))


def test_a_refusal_nobody_foresaw_near_a_card_is_told_by_its_name_alone(monkeypatch):
    def probe(profile, request):
        raise KeyError("999901195202290022")

    monkeypatch.setattr(card_probe, "probe", probe)
    finding = find(Request(device="card", profile="demo"))
    assert (finding.code, finding.facts) == ("program", {"detail": "KeyError"})


@pytest.fixture(scope="module")
def service():
    with pcscd() as service:
        yield service


@pytest.fixture
def lay(service):
    """Lay a virtual card into the reader; it is taken out again, and seen to be out, at the end."""
    laid = []

    def lay(card, **faults):
        laid.append(Insertion(card, Faults(**faults)))

    yield lay
    for insertion in laid:
        insertion.pull()
    witness = open_device("readers", "pcsc", {"name": READER})
    while witness.wait(0) != Absent():
        witness.wait(5.0)
    witness.close()


HERE = ("card", "--reader", READER)


@pytest.mark.pcscd
def test_a_card_is_read_masked_with_figures_and_the_exchange(capsys, lay):
    lay(make("shebao"))
    status, found = probe(capsys, *HERE)
    assert (status, found["ok"], found["code"]) == (0, True, "")
    assert (found["kind"], found["name"], found["number"]) == ("shebao", "赵*兰", "999901 ******** 0022")
    assert (found["birth"], found["photo"], found["trust"]) == ("1952", "无照片", "unverified")
    assert found["reader"] == READER
    assert found["apdus"] == len(found["journal"]) <= 19
    assert isinstance(found["ms"], float)
    assert "1952-02-29" not in str(found)
    assert found["journal"][0].split(" ms ")[1].startswith("00A40400 Lc=15 -> ")


@pytest.mark.pcscd
def test_everything_is_told_to_who_asks_for_it(capsys, lay):
    lay(make("shebao"))
    _, found = probe(capsys, *HERE, "--reveal")
    assert (found["name"], found["number"], found["birth"]) == ("赵桂兰", "999901195202290022", "1952-02-29")


@pytest.mark.pcscd
def test_a_card_that_does_not_say_who_holds_it_was_read_all_the_same(capsys, lay):
    lay(make("shebao3"))
    status, found = probe(capsys, *HERE)
    assert (status, found["ok"], found["code"], found["flaw"]) == (0, True, "card-needs-psam", "card-needs-psam")


@pytest.mark.pcscd
def test_a_travel_document_opens_with_what_is_printed_on_it(capsys, lay, tmp_path):
    lab_pki().write_trust(tmp_path)
    document = travel_document("passport", person("zhao"))
    lay(travel_card("passport", person("zhao")))
    status, found = probe(capsys, *HERE)
    assert (status, found["code"]) == (1, "card-needs-key")
    status, found = probe(capsys, *HERE, "--mrz", "".join(document.printed), "--set", f"reader.trust={tmp_path}")
    assert (status, found["ok"], found["code"], found["trust"]) == (0, True, "", "pa_ok")
    assert found["photo"] == f"{found['photo_bytes']} B"
    assert found["photo_bytes"] > 1000
    assert found["apdus"] <= 8
    assert document.number not in str(found)
    picture = tmp_path / "photo.jpg"
    status, found = probe(capsys, *HERE, "--mrz", "".join(document.printed), "--save", str(picture))
    height, width = decode(picture.read_bytes()).shape[:2]
    assert (status, found["saved"], found["photo"]) == (0, str(picture), f"{width} × {height}")
    status, found = probe(capsys, *HERE, "--mrz", "X12345678,520229,350531")
    assert (status, found["code"]) == (1, "card-key-wrong")


@pytest.mark.pcscd
def test_a_card_that_falls_silent_is_told_by_its_fault_code(capsys, lay, monkeypatch):
    monkeypatch.setattr(probe_verb, "_WORK_S", 8.0)
    lay(make("shebao"), mute_at=3)
    status, found = probe(capsys, *HERE)
    assert (status, found["ok"], found["code"]) == (1, False, "card-mute")
    assert found["detail"] == "an APDU stayed without an answer"


@pytest.mark.pcscd
def test_a_card_that_cannot_be_read_leaves_its_journal(capsys, lay):
    lay(make("strange"))
    status, found = probe(capsys, *HERE)
    if found["code"] == "card-withdrawn":  # pcscd may power a card that it has just met once more
        status, found = probe(capsys, *HERE)
    assert (status, found["code"]) == (1, "card-unknown")
    assert found["journal"]


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


def test_any_printer_is_asked_by_its_address_and_tells_who_it_is(capsys):
    from drivers.lab.printer import LabPrinter

    lab = LabPrinter(family="custom", link="serial", speed_mm_s=0)
    lab.start()
    try:
        lab.command(["near-end"])
        status, found = probe(capsys, "printer", "--to", lab.address)
        assert (status, found["printed"], lab.state()["printed"]) == (0, "confirmed", 1)
        assert (found["family"], found["model"], found["proof"], found["purge"]) == ("custom", "5Dh", "sensor", "none")
        assert found["exit"] == "seen; present, retract, eject"
        assert set(found["answers_ms"]) == {"10 04 01", "10 04 14"}
        assert found["conditions"] == ["printer-paper-low"]
        assert found["remedies"] == {"printer-paper-low": load_faults()["printer-paper-low"].remedy}
        assert found["length_mm"] > 20
        lab.command(["jam"])
        status, found = probe(capsys, "printer", "--to", lab.address, "--dialect", "custom")
        assert (status, found["code"], found["state"]) == (1, "printer-jam", "blocked")
        assert "printed" not in found
    finally:
        lab.stop()


def test_a_strip_whose_proof_does_not_come_is_not_called_printed(capsys):
    from drivers.lab.printer import LabPrinter

    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    try:
        lab.command(["paper-out-at", "20"])
        status, found = probe(capsys, "printer", "--to", lab.address)
        assert (status, found["code"], found["printed"]) == (1, "print-unproven", "unknown")
        assert "cannot be proven" in found["proven"]
    finally:
        lab.stop()


@pytest.mark.parametrize("words", [["--to", "usb://receipt"], ["--to", "tcp://127.0.0.1:9", "--dialect", "klingon"]])
def test_a_printer_that_cannot_be_meant_is_a_mistake_that_is_explained(capsys, words):
    status, found = probe(capsys, "printer", *words)
    assert (status, found["code"]) == (1, "config-invalid")
    assert "usb:VENDOR:PRODUCT" in found["detail"] or "custom" in found["detail"]


def test_the_a4_printer_of_the_lab_prints_a_page_when_asked_to(capsys):
    from drivers.lab.sheets import LabSheets

    lab = LabSheets(seconds=0)
    lab.start()
    try:
        status, found = probe(capsys, "sheets", "--to", lab.address)
        assert (status, found["ok"], found["state"], lab.sheets()) == (0, True, "ready", [])
        assert "application/pdf" in found["document-format-supported"]
        status, found = probe(capsys, "sheets", "--to", lab.address, "--print")
        assert (status, found["printed"], len(lab.sheets()[0])) == (0, "confirmed", found["bytes"])
        lab.command(["media-jam"])
        status, found = probe(capsys, "sheets", "--to", lab.address, "--print")
        assert (status, found["code"], found["printer-state-reasons"]) == (1, "sheets-jam", ["media-jam-error"])
        assert len(lab.sheets()) == 1
    finally:
        lab.stop()


def test_an_a4_printer_where_nobody_listens_is_unavailable(capsys, nobody):
    status, found = probe(capsys, "sheets", "--to", f"ipp://127.0.0.1:{nobody}/ipp/print")
    assert (status, found["ok"], found["code"]) == (1, False, "sheets-unavailable")
