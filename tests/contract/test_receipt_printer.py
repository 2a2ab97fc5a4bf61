"""The exam of drivers.protocols.ReceiptPrinter: every printer driver sits it against the lab, over real TCP.

The families of printers sit theirs in test_printer_families.py.
"""

from __future__ import annotations

import socket
import time

import cv2
import numpy as np
import pytest

from drivers.lab.printer import LabPrinter
from drivers.printers.commands import CUT
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.raster import raster_bands
from drivers.printers.strip import page_pixels, to_page
from drivers.types import Condition, Printed, PrinterState


def process_id(address):
    return EscPosPrinter(address, dialect="epson", proof="process-id", purge="yes", answer_s=0.3, stall_s=2.0)


def paper_sensor(address):
    return EscPosPrinter(address, dialect="epson", proof="paper-sensor", purge="yes", answer_s=0.3, stall_s=2.0)


@pytest.fixture
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture(params=[process_id, paper_sensor])
def printer(request, lab):
    printer = request.param(lab.address)
    yield printer
    printer.close()


def page(seed=0, rows=1000):
    return to_page(np.random.default_rng(seed).random((rows, 576)) < 0.2)


def pixels(paper):
    return cv2.imdecode(np.frombuffer(paper.png, np.uint8), cv2.IMREAD_GRAYSCALE)


def silence(_):
    """Progress that nobody watches."""


def settle(lab):
    """Wait until the lab holds nothing any more: whatever wants to come out has come out."""
    until = time.monotonic() + 5
    while lab.state()["held_bytes"]:
        assert time.monotonic() < until


def test_a_well_printer_is_ready(printer):
    assert printer.status().state is PrinterState.READY
    assert printer.status().conditions == frozenset()


def test_paper_and_screen_differ_in_no_dot(printer, lab):
    for seed, rows in enumerate((1, 63, 64, 65, 777)):
        assert printer.print(page(seed, rows), f"case#{seed}", silence) is Printed.CONFIRMED
        assert np.array_equal(pixels(lab.papers()[-1]), page_pixels(page(seed, rows)))
    assert len(lab.papers()) == 5


def test_progress_grows_to_one_with_the_paper(printer):
    shares = []
    printer.print(page(), "case#1", shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 5
    assert shares[-1] == 1.0


def test_nearly_empty_still_prints(printer, lab):
    lab.command(["near-end"])
    assert printer.status().state is PrinterState.READY
    assert printer.status().conditions == {Condition.PAPER_LOW}
    assert printer.print(page(), "case#1", silence) is Printed.CONFIRMED


@pytest.mark.parametrize(
    ("fault", "cure", "code"),
    [
        ("paper-out", "refill", "printer-paper-out"),
        ("cover-open", "cover-close", "printer-cover-open"),
        ("cutter", "mend", "printer-cutter"),
        ("head-hot", "mend", "printer-head-hot"),
        ("offline", "mend", "printer-offline"),
    ],
)
def test_a_blocked_printer_says_why_holds_the_job_and_keeps_no_byte_of_it(printer, lab, fault, cure, code):
    lab.command([fault])
    assert printer.status().state is PrinterState.BLOCKED
    assert printer.status().code == code
    assert printer.print(page(), "case#1", silence) is Printed.HELD
    lab.command([cure])
    settle(lab)
    assert lab.state()["printed"] == 0
    assert lab.state()["hanging_mm"] == 0
    assert printer.print(page(), "case#1", silence) is Printed.CONFIRMED


@pytest.mark.parametrize("manner", ["silent", "garbage"])
def test_a_printer_that_gives_no_proper_answer_is_unavailable_and_gets_nothing(printer, lab, manner):
    lab.command([manner])
    assert printer.status().state is PrinterState.UNAVAILABLE
    assert printer.status().code == "printer-unavailable"
    assert printer.print(page(), "case#1", silence) is Printed.HELD
    lab.command(["talk"])
    settle(lab)
    assert lab.state()["printed"] == 0
    assert printer.status().state is PrinterState.READY


def test_nobody_there_is_unavailable(printer, lab):
    lab.stop()
    assert printer.status().state is PrinterState.UNAVAILABLE
    assert printer.print(page(), "case#1", silence) is Printed.HELD


@pytest.mark.parametrize("millimetres", ["1", "40", "100"])
def test_paper_out_in_mid_job_is_unknown_and_nothing_comes_out_later(printer, lab, millimetres):
    lab.command(["paper-out-at", millimetres])
    assert printer.print(page(1), "case#1", silence) is Printed.UNKNOWN
    lab.command(["refill"])
    settle(lab)
    assert lab.state()["printed"] == 0


@pytest.mark.parametrize("before", [0, 1])
def test_what_hangs_from_the_slot_is_cut_off_before_the_next_citizens_paper(printer, lab, before):
    for _ in range(before):
        printer.print(page(3), "case#0", silence)
    lab.command(["paper-out-at", "40"])
    printer.print(page(1), "case#1", silence)
    lab.command(["refill"])
    assert printer.print(page(2), "case#2", silence) is Printed.CONFIRMED
    strip, receipt = lab.papers()[before:]
    assert len(pixels(strip)) == 320
    assert np.array_equal(pixels(receipt), page_pixels(page(2)))


def test_what_hangs_is_cut_off_when_the_printer_is_well_and_asked_to_clear(printer, lab):
    printer.print(page(3), "case#0", silence)
    assert not printer.hangs
    lab.command(["paper-out-at", "40"])
    printer.print(page(1), "case#1", silence)
    assert printer.hangs
    printer.clear_exit()
    assert (printer.hangs, len(lab.papers())) == (True, 1)  # a printer that is not ready is left alone
    lab.command(["refill"])
    assert printer.clear_exit()
    assert not printer.hangs
    assert (len(lab.papers()), lab.state()["hanging_mm"]) == (2, 0)
    assert printer.print(page(2), "case#2", silence) is Printed.CONFIRMED
    assert np.array_equal(pixels(lab.papers()[2]), page_pixels(page(2)))


@pytest.mark.parametrize("words", [["cover-open"], ["silent"], ["garbage"]])
def test_a_fault_that_comes_in_mid_job_is_unknown(lab, printer, words):
    def interfere(share):
        if share > 0.5:
            lab.command(words)

    assert printer.print(page(1), "case#1", interfere) is Printed.UNKNOWN
    lab.command(["mend"])
    lab.command(["talk"])
    assert printer.status().state is PrinterState.READY
    settle(lab)
    assert lab.state()["printed"] == 0


def test_a_line_that_breaks_in_mid_job_is_unknown(lab, printer):
    def interfere(share):
        if share > 0.5:
            lab.stop()

    assert printer.print(page(1), "case#1", interfere) is Printed.UNKNOWN
    assert printer.status().state is PrinterState.UNAVAILABLE


def test_what_an_earlier_process_left_in_the_printer_is_forgotten_at_the_first_question(lab, printer):
    """A terminal lost power with a whole job in a printer without paper; it comes back, and somebody refills."""
    lab.command(["paper-out"])
    host, port = lab.address.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as earlier:
        earlier.sendall(b"".join(raster_bands(page(1))) + CUT)
    assert printer.status().code == "printer-paper-out"
    lab.command(["refill"])
    settle(lab)
    assert lab.state()["printed"] == 0
    assert lab.state()["hanging_mm"] == 0


def test_a_terminal_that_falls_in_mid_job_leaves_a_strip_that_grows_no_longer(lab, printer):
    lab.command(["paper-out-at", "40"])

    class PowerCut(Exception):
        pass

    def fall(share):
        if share > 0.2:
            raise PowerCut

    with pytest.raises(PowerCut):
        printer.print(page(1), "case#1", fall)
    assert printer.status().state is not PrinterState.UNAVAILABLE
    hanging = lab.state()["hanging_mm"]
    lab.command(["refill"])
    settle(lab)
    assert (lab.state()["printed"], lab.state()["hanging_mm"]) == (0, hanging)


def test_a_page_wider_than_the_paper_is_a_mistake(printer):
    with pytest.raises(ValueError, match="does not fit"):
        printer.print(to_page(np.zeros((1, 584), bool)), "case#1", silence)
