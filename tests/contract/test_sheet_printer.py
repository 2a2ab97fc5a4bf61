"""The exam of drivers.protocols.SheetPrinter: every A4 driver sits it against the lab, over real HTTP."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from drivers.errors import SheetsGarbled, SheetsGone, SheetsRefused
from drivers.ipp.codes import Operation
from drivers.ipp.encode import keyword
from drivers.lab.sheets import LabSheets
from drivers.sheets.ipp import IppPrinter, open_device
from drivers.sheets.ipp_client import IppClient
from drivers.types import Condition, Printed, PrinterState, SheetOutcome

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 300 + b"\n%%EOF\n"


@pytest.fixture
def lab():
    lab = LabSheets(seconds=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def printer(lab):
    printer = IppPrinter(IppClient(lab.address, ask_s=2.0), wait_s=20)
    yield printer
    printer.close()


def silence(_):
    """A watch nobody keeps."""


class Hands:
    """Hears of the printer's state and does something when it first says a thing."""

    def __init__(self, **does):
        self.heard = []
        self._does = does

    def __call__(self, status):
        self.heard.append(status)
        for condition in status.conditions:
            act = self._does.pop(condition.name, None)
            if act:
                act()


def test_a_paper_is_printed_byte_for_byte(lab, printer):
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.CONFIRMED)
    assert lab.sheets() == [PDF]
    assert lab.names() == ["kiosk-a-1"]


def test_the_same_job_is_never_sent_twice(lab, printer):
    printer.print(PDF, "kiosk-a-1", silence)
    assert printer.print(b"%PDF another", "kiosk-a-1", silence).printed is Printed.CONFIRMED
    assert lab.sheets() == [PDF]


@pytest.mark.parametrize(
    ("fault", "cure", "condition"),
    [
        ("media-empty", "refill", Condition.SHEETS_OUT),
        ("media-jam", "mend", Condition.SHEETS_JAM),
        ("cover-open", "cover-close", Condition.SHEETS_COVER),
        ("tray-missing", "mend", Condition.SHEETS_TRAY),
        ("output-full", "mend", Condition.SHEETS_FULL),
        ("toner-empty", "toner", Condition.TONER_OUT),
        ("paused", "resume", Condition.SHEETS_OFFLINE),
    ],
)
def test_a_fault_before_the_job_holds_it_and_one_during_it_is_told_and_waited_for(lab, printer, fault, cure, condition):
    lab.command([fault])
    assert printer.status().code == condition.value
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.HELD, condition.value)
    assert lab.state()["jobs"] == []
    lab.command([cure])

    hands = Hands(**{condition.name: lambda: lab.command([cure])})
    lab.before_next(lambda: lab.command([fault]))
    assert printer.print(PDF, "kiosk-b-1", hands).printed is Printed.CONFIRMED
    assert any(condition in status.conditions for status in hands.heard)
    assert lab.sheets() == [PDF]


def test_a_job_that_waits_too_long_is_cancelled_and_never_comes_out(lab):
    printer = IppPrinter(IppClient(lab.address), wait_s=0.0, pause=lambda _: None)
    lab.before_next(lambda: lab.command(["media-empty"]))
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.HELD, "sheets-paper-out")
    lab.command(["refill"])
    assert printer.print(PDF, "kiosk-a-2", silence).printed is Printed.CONFIRMED
    assert lab.names() == ["kiosk-a-2"]
    printer.close()


def test_a_job_that_takes_too_long_is_cancelled(lab):
    printer = IppPrinter(IppClient(lab.address), wait_s=20, job_s=0.0, pause=lambda _: None)
    lab.before_next(lambda: lab.command(["toner-low"]), seconds=60)
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.HELD, "sheets-unproven")
    printer.close()


def test_a_job_that_the_printer_aborts_is_held(lab, printer):
    lab.command(["abort"])
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.HELD, "sheets-unproven")
    assert lab.sheets() == []


def test_an_answer_that_is_lost_is_looked_for_and_not_sent_again(lab, printer):
    lab.before_next(lambda: lab.command(["deaf"]))
    talk = threading.Timer(0.3, lambda: lab.command(["talk"]))
    talk.start()
    assert printer.print(PDF, "kiosk-a-1", silence).printed is Printed.CONFIRMED
    talk.join()
    assert lab.sheets() == [PDF]


def test_what_a_printer_has_forgotten_is_unknown(lab, printer):
    printer.print(PDF, "kiosk-a-1", silence)
    assert printer.trace("kiosk-a-1", silence) == SheetOutcome(Printed.CONFIRMED)
    lab.command(["power-cycle"])
    assert printer.trace("kiosk-a-1", silence) == SheetOutcome(Printed.UNKNOWN, "sheets-unproven")
    assert printer.trace("kiosk-never-1", silence) == SheetOutcome(Printed.UNKNOWN, "sheets-unproven")


def test_the_power_goes_during_a_job(lab, printer):
    lab.before_next(lambda: lab.command(["media-jam"]))
    hands = Hands(SHEETS_JAM=lambda: lab.command(["power-cycle"]))
    assert printer.print(PDF, "kiosk-a-1", hands).printed is Printed.UNKNOWN


def test_a_busy_printer_is_asked_again(lab, printer):
    lab.before_next(lambda: lab.command(["media-jam"]))
    other = IppPrinter(IppClient(lab.address), wait_s=20)
    jammed = threading.Event()
    first = threading.Thread(target=other.print, args=(PDF, "kiosk-a-1", Hands(SHEETS_JAM=jammed.set)))
    first.start()
    assert jammed.wait(10)
    client = IppClient(lab.address)
    asked = []

    def pause(_):
        asked.append(1)
        lab.command(["mend"])

    second = IppPrinter(client, pause=pause)
    assert second._send(PDF, "kiosk-b-1", silence).printed is Printed.CONFIRMED
    first.join()
    assert asked
    assert sorted(lab.names()) == ["kiosk-a-1", "kiosk-b-1"]
    other.close()
    second.close()


@pytest.mark.parametrize("manner", ["silent", "garbage", "refuse"])
def test_whoever_answers_nothing_or_nonsense_is_unavailable_never_ready(lab, manner):
    printer = IppPrinter(IppClient(lab.address, ask_s=0.3), pause=lambda _: None)
    lab.command([manner])
    assert printer.status().state is PrinterState.UNAVAILABLE
    assert printer.status().code == "sheets-unavailable"
    outcome = printer.print(PDF, "kiosk-a-1", silence)
    assert outcome.printed is Printed.HELD
    assert outcome.code in {"sheets-unavailable", "sheets-garbled"}
    assert printer.trace("kiosk-a-1", silence) == SheetOutcome(Printed.UNKNOWN, "sheets-unavailable")
    lab.command(["talk"])
    assert lab.sheets() == []
    printer.close()


def test_nobody_at_the_address_holds_the_paper():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    printer = open_device({"address": f"ipp://127.0.0.1:{port}/ipp/print"})
    assert printer.status().code == "sheets-unavailable"
    assert printer.print(PDF, "kiosk-a-1", silence) == SheetOutcome(Printed.HELD, "sheets-unavailable")
    with pytest.raises(SheetsGone) as gone:
        IppClient(f"ipp://127.0.0.1:{port}/").ask(Operation.GET_PRINTER_ATTRIBUTES, {})
    assert not gone.value.sent
    printer.close()


def test_a_client_that_hangs_up_in_the_middle_leaves_no_paper(lab, printer):
    address = ("127.0.0.1", int(lab.address.rsplit(":", 1)[1].partition("/")[0]))
    with socket.create_connection(address) as line:
        line.sendall(
            b"POST /ipp/print HTTP/1.1\r\nContent-Type: application/ipp\r\nContent-Length: 999\r\n\r\n\x01\x01"
        )
    assert printer.print(PDF, "kiosk-a-1", silence).printed is Printed.CONFIRMED
    assert lab.names() == ["kiosk-a-1"]


def test_the_client_names_each_refusal(lab):
    client = IppClient(lab.address)
    with pytest.raises(SheetsRefused) as refused:
        client.ask(Operation.GET_JOB_ATTRIBUTES, {"job-id": ((0x21, 77),)})
    assert refused.value.status == 0x0406
    lab.command(["garbage"])
    with pytest.raises(SheetsGarbled):
        client.ask(Operation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": keyword("all")})
    client.close()


def test_a_proxy_of_the_environment_is_not_used(lab, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    printer = open_device({"address": lab.address})
    assert printer.status().state is PrinterState.READY
    printer.close()


def raw_server(answer):
    """Serve one fixed answer to every connection, for peers that are no printer."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.recv(65536)
                peer.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return listener


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 9\r\n\r\n\x01\x01\0\0\0\0\0\x63\x03",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n" + b"\0" * (2 << 20),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
)
def test_a_peer_that_is_no_printer_is_unavailable(answer):
    listener = raw_server(answer)
    printer = open_device({"address": f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"})
    assert printer.status().state is PrinterState.UNAVAILABLE
    printer.close()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"address": "http://printer/"},
        {"address": "ipp://"},
        {"address": "ipp://user@host/ipp"},
        {"address": "ipp://host/ipp?x=1"},
        {"address": "ipp://host", "wait_s": "0"},
        {"address": "ipp://host", "wait_s": "90", "job_s": "10"},
        {"address": "ipp://host", "trays": "many"},
    ],
)
def test_options_that_mean_nothing_are_refused(options):
    with pytest.raises(ValueError, match=r"address|job may|trays"):
        open_device(options)


def test_it_tells_what_it_takes(lab, printer):
    about = printer.about()
    assert "application/pdf" in about["document-format-supported"]
    assert about["media-supported"] == ("iso_a4_210x297mm",)


def certificate(folder):
    """Make a certificate of 127.0.0.1 that vouches for itself; return its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "lab A4")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "a4.pem", folder / "a4.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


def test_over_tls_only_the_printer_that_the_profile_vouches_for_is_believed(lab, tmp_path):
    own, key = certificate(tmp_path)
    (tmp_path / "other").mkdir()
    other, _ = certificate(tmp_path / "other")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    lab._server.socket = context.wrap_socket(lab._server.socket, server_side=True)
    address = lab.address.replace("ipp:", "ipps:")
    for ca, state in ((own, PrinterState.READY), (other, PrinterState.UNAVAILABLE), ("", PrinterState.UNAVAILABLE)):
        printer = open_device({"address": address, "ca": str(ca)})
        assert printer.status().state is state
        outcome = printer.print(PDF, f"kiosk-tls-{state.value}", silence)
        assert outcome.printed is (Printed.CONFIRMED if state is PrinterState.READY else Printed.HELD)
        printer.close()
    assert lab.sheets() == [PDF]
