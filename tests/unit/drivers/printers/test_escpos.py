from __future__ import annotations

import socket
import time

import numpy as np
import pytest

from drivers.lab.printer import LabPrinter
from drivers.printers.escpos import EscPosPrinter, open_device
from drivers.printers.raster import raster_bands
from drivers.printers.strip import to_page
from drivers.types import Printed, PrinterState

PAGE = to_page(np.random.default_rng(7).random((500, 576)) < 0.2)


@pytest.fixture
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.mark.parametrize("extra", [{}, {"columns_dots": "576", "proof": "paper-sensor", "purge": "no"}])
def test_a_profile_opens_a_printer(lab, extra):
    printer = open_device({"address": lab.address, **extra})
    assert printer.status().state is PrinterState.READY
    assert printer.print(PAGE, "case#1", lambda _: None) is Printed.CONFIRMED


@pytest.mark.parametrize(("hanging", "papers"), [("yes", 2), ("no", 1)])
def test_the_first_job_begins_with_a_cut_unless_nothing_can_hang(lab, hanging, papers):
    host, port = lab.address.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as stranger:
        stranger.sendall(next(raster_bands(PAGE)) + b"\x1dr\x01")
        assert stranger.recv(1) == b"\x00"
    printer = open_device({"address": lab.address, "dialect": "epson", "hanging": hanging})
    assert printer.print(PAGE, "case#1", lambda _: None) is Printed.CONFIRMED
    assert len(lab.papers()) == papers


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"address": "tcp://x", "proof": "hope"},
        {"address": "tcp://x", "purge": "maybe"},
        {"address": "tcp://x", "dialect": "klingon"},
        {"address": "tcp://x", "encoding": "morse"},
        {"address": "usb://receipt"},
        {"address": "tcp://x", "hanging": "maybe"},
    ],
)
def test_options_that_mean_nothing_are_refused(options):
    with pytest.raises(ValueError, match=r"a printer has|a printer's address|dialect|encoding"):
        open_device(options)


def test_nothing_is_opened_before_it_is_used():
    open_device({"address": "tcp://127.0.0.1:1"}).close()


def test_a_receipt_begins_with_a_reset_and_ends_with_cut_and_proof(lab):
    printer = open_device({"address": lab.address})
    printer.print(PAGE, "case#1", lambda _: None)
    raw = lab.papers()[0].raw
    assert raw[raw.index(b"\x1b@") :].startswith(b"\x1b@")
    assert raw.endswith(b"\x1dVB\x00")
    assert raw.count(b"\x1dv0\x00") == 8
    assert b"\x1d(H\x06\x0000" in raw


def test_a_printer_that_knows_no_purge_is_told_to_recover_without_its_data(lab):
    printer = EscPosPrinter(lab.address, purge="no", stall_s=0.5)
    lab.command(["paper-out-at", "20"])
    assert printer.print(PAGE, "case#1", lambda _: None) is Printed.UNKNOWN
    lab.command(["refill"])
    until = time.monotonic() + 5
    while lab.state()["held_bytes"]:
        assert time.monotonic() < until
    assert lab.state()["printed"] == 0


def test_the_knife_parts_papers_only_after_a_doubt(lab):
    printer = open_device({"address": lab.address})
    for number in range(3):
        printer.print(PAGE, f"case#{number}", lambda _: None)
    raws = [paper.raw for paper in lab.papers()]
    assert [raw.count(b"\x1dVB\x00") for raw in raws] == [1, 1, 1]
