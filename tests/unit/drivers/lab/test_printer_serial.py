"""The lab printer on a serial line: a pseudo-terminal with a speed, a small buffer, and flow control."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from drivers.lab.printer import LabPrinter

CUT = b"\x1dVB\x00"
SQUARE = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8
PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


class Line:
    """The terminal's end, opened as a driver opens it."""

    def __init__(self, address):
        self.options = parse_qs(urlsplit(address).query)
        self.fd = os.open(urlsplit(address).path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)

    def send(self, data):
        """Write as long as the line takes it; return how much it took."""
        sent = 0
        while sent < len(data) and select.select([], [self.fd], [], 0.2)[1]:
            sent += os.write(self.fd, data[sent:])
        return sent

    def ask(self, request, size=1):
        """Return the answer without the flow control around it."""
        self.send(request)
        answer = b""
        while len(answer) < size and select.select([self.fd], [], [], 5)[0]:
            answer += os.read(self.fd, size - len(answer)).translate(None, b"\x11\x13")
        return answer


@pytest.fixture(params=["rtscts", "xonxoff"])
def flow(request):
    return request.param


@pytest.fixture
def lab(flow):
    lab = LabPrinter(link="serial", flow=flow, baud=921_600, speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def line(lab):
    line = Line(lab.address)
    yield line
    os.close(line.fd)


def test_its_address_names_the_line_its_speed_and_its_flow_control(line, flow):
    assert line.options == {"baud": ["921600"], "flow": [flow]}


def test_it_answers_and_prints_as_on_tcp(lab, line):
    assert line.ask(b"\x10\x04\x01") == b"\x12"
    assert line.ask(SQUARE + CUT + b"\x1d(H\x06\x0000abcd", 7) == b"\x37\x22abcd\x00"
    assert len(lab.papers()) == 1


def test_a_full_and_blocked_printer_still_hears_the_purge_and_nothing_stale_comes_out(lab, line):
    lab.command(["paper-out"])
    line.send(SQUARE * 1000 + CUT)
    assert line.ask(PURGE, 3) == b"\x37\x25\x00"
    lab.command(["refill"])
    until = time.monotonic() + 5
    while lab.state()["held_bytes"] and time.monotonic() < until:
        pass
    assert lab.state()["printed"] == 0


def test_only_xonxoff_is_told_when_it_is_full_and_when_it_has_room_again(lab, line, flow):
    lab.command(["paper-out"])
    line.send(SQUARE * 1000)
    said = os.read(line.fd, 1) if flow == "xonxoff" and select.select([line.fd], [], [], 5)[0] else b""
    lab.command(["mend"])
    while select.select([line.fd], [], [], 5 if flow == "xonxoff" and b"\x11" not in said else 0)[0]:
        said += os.read(line.fd, 1)
    assert said == (b"\x13\x11" if flow == "xonxoff" else b"")


def test_a_line_takes_ten_bits_a_byte_and_its_name_goes_with_it(monkeypatch):
    lab = LabPrinter(link="serial", baud=9600, speed_mm_s=0)
    rests = []
    monkeypatch.setattr(lab, "rest", rests.append)
    lab.start()
    line = Line(lab.address)
    assert line.ask(bytes(189) + b"\x10\x04\x01") == b"\x12"
    os.close(line.fd)
    lab.stop()
    assert sum(rests) == pytest.approx(192 * 10 / 9600)
    assert not Path(urlsplit(lab.address).path).exists()
