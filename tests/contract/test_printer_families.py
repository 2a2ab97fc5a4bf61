"""Every family of receipt printers sits the exam of ReceiptPrinter, recognised by the driver alone.

The lab plays them from the makers' papers, the driver reads them from its dialects; neither has seen the other.
"""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from drivers.lab.printer import LabPrinter
from drivers.lab.printer_families import FAMILIES
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import page_pixels, to_page
from drivers.types import Condition, Printed, PrinterState

# family of the lab -> dialect that the driver must find, how it proves, whether it purges, whether it sees its exit
FOUND = {
    "epson": ("epson", "process-id", True, False),
    "custom": ("custom", "sensor", False, True),
    "citizen": ("citizen-ppu700", "sensor", True, True),
    "masung": ("masung", "sensor", False, True),
    "snbc": ("snbc", "sensor", False, False),
    "phoenix": ("pyramid-phoenix", "sensor", False, False),
    "plain": ("generic", "sensor", False, False),
}
CODES = {
    "paper-out": "printer-paper-out",
    "cover-open": "printer-cover-open",
    "cutter": "printer-cutter",
    "head-hot": "printer-head-hot",
    "failure": "printer-error",
    "voltage": "printer-voltage",
    "black-mark": "printer-black-mark",
    "retract-full": "printer-retract-full",
    "offline": "printer-offline",
    "presenter-jam": "printer-presenter",
    "pulled": "printer-presenter",
    "loading": "printer-error",
    "jam": "printer-jam",
}
UNTOLD = {  # what a family's own bits say less exactly
    ("epson", "jam"): "printer-error",
    ("masung", "presenter-jam"): "printer-jam",
    ("phoenix", "cutter"): "printer-error",
    ("phoenix", "head-hot"): "printer-error",
}
PAGE, OTHER = (to_page(np.random.default_rng(seed).random((300, 576)) < 0.2) for seed in (1, 2))
PRESENTING = [name for name, family in FAMILIES.items() if family.presents]


def silence(_):
    """Progress that nobody watches."""


@pytest.fixture
def lab(request):
    lab = LabPrinter(family=request.param, speed_mm_s=0, dwell_s=0.0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def printer(lab):
    printer = EscPosPrinter(lab.address, answer_s=0.3, stall_s=0.8)
    yield printer
    printer.close()


def every(*names):
    return pytest.mark.parametrize("lab", names or list(FAMILIES), indirect=True)


def family_of(request):
    return request.node.callspec.params["lab"]


def pixels(paper):
    return cv2.imdecode(np.frombuffer(paper.png, np.uint8), cv2.IMREAD_GRAYSCALE)


def settle(lab):
    until = time.monotonic() + 5
    while lab.state()["held_bytes"]:
        assert time.monotonic() < until


def test_every_family_of_the_lab_is_examined():
    assert set(FOUND) == set(FAMILIES)


@every()
def test_a_printer_is_recognised_and_paper_and_screen_differ_in_no_dot(request, lab, printer):
    assert printer.status().state is PrinterState.READY
    manner = printer.acquaintance.manner
    assert (manner.dialect.name, manner.proof, manner.purges, printer.sees_exit) == FOUND[family_of(request)]
    assert lab.state()["hanging_mm"] == 0
    for number, page in enumerate((PAGE, OTHER)):
        assert printer.print(page, f"case#{number}", silence) is Printed.CONFIRMED
    assert [
        np.array_equal(pixels(paper), page_pixels(page))
        for paper, page in zip(lab.papers(), (PAGE, OTHER), strict=True)
    ]
    assert lab.state()["printed"] == 2


@every()
def test_every_fault_is_told_and_no_byte_of_a_job_is_left_behind(request, lab, printer):
    for fault in sorted(FAMILIES[family_of(request)].faults - {"near-end"}):
        lab.command([fault])
        status = printer.status()
        assert status.state is PrinterState.BLOCKED, fault
        assert status.code == UNTOLD.get((family_of(request), fault), CODES[fault])
        assert printer.print(PAGE, "case#1", silence) is Printed.HELD
        lab.command(["mend"])
        lab.command(["refill"])
        settle(lab)
        assert (lab.state()["printed"], lab.state()["hanging_mm"]) == (0, 0)
        assert printer.status().state is PrinterState.READY
    lab.command(["near-end"])
    assert (printer.status().state, printer.status().conditions) == (PrinterState.READY, {Condition.PAPER_LOW})


@every()
def test_after_a_fault_in_mid_job_the_next_paper_is_whole_and_alone(lab, printer):
    def interfere(share):
        if share > 0.4:
            lab.command(["paper-out"])

    assert printer.print(PAGE, "case#1", interfere) is Printed.UNKNOWN
    lab.command(["refill"])
    settle(lab)
    assert lab.state()["printed"] == 0
    assert printer.print(OTHER, "case#2", silence) is Printed.CONFIRMED
    assert np.array_equal(pixels(lab.papers()[-1]), page_pixels(OTHER))


@every("custom", "snbc")
def test_paper_that_ends_in_mid_line_leaves_less_than_a_band_to_a_printer_without_purge(lab, printer):
    lab.command(["paper-out-at", "20"])
    assert printer.print(PAGE, "case#1", silence) is Printed.UNKNOWN
    hanging = lab.state()["hanging_mm"]
    lab.command(["refill"])
    settle(lab)
    assert lab.state()["printed"] == 0
    assert lab.state()["hanging_mm"] - hanging <= 8
    assert printer.print(OTHER, "case#2", silence) is Printed.CONFIRMED
    assert np.array_equal(pixels(lab.papers()[-1]), page_pixels(OTHER))


@every("plain")
def test_the_next_job_waits_until_a_printer_without_purge_is_proven_empty(lab, printer):
    lab.command(["paper-out-at", "20"])
    assert printer.print(PAGE, "case#1", silence) is Printed.UNKNOWN
    assert printer.print(OTHER, "case#2", silence) is Printed.HELD
    lab.command(["power-cycle"])
    lab.command(["refill"])
    assert printer.print(OTHER, "case#2", silence) is Printed.CONFIRMED
    assert np.array_equal(pixels(lab.papers()[-1]), page_pixels(OTHER))


@every(*PRESENTING)
def test_a_paper_at_the_exit_is_seen_until_it_is_taken(lab, printer):
    lab.command(["not-taken"])
    assert printer.clear_exit()
    assert printer.print(PAGE, "case#1", silence) is Printed.CONFIRMED
    assert printer.status().state is PrinterState.READY
    assert printer.status().conditions == {Condition.PRESENTED}
    lab.command(["take"])
    assert printer.status().conditions == frozenset()


@every("custom")
def test_what_nobody_took_is_drawn_back_before_the_next_paper(lab, printer):
    lab.command(["not-taken"])
    printer.print(PAGE, "case#1", silence)
    assert printer.clear_exit()
    assert printer.status().conditions == frozenset()
    assert lab.papers() == []
    printer.print(PAGE, "case#2", silence)
    assert printer.print(OTHER, "case#3", silence) is Printed.CONFIRMED
    assert [np.array_equal(pixels(paper), page_pixels(OTHER)) for paper in lab.papers()] == [True]


@every("citizen", "masung")
def test_without_a_way_to_draw_it_back_the_next_paper_waits_for_people(lab, printer):
    lab.command(["not-taken"])
    assert printer.print(PAGE, "case#1", silence) is Printed.CONFIRMED
    assert not printer.clear_exit()
    assert printer.print(OTHER, "case#2", silence) is Printed.HELD
    lab.command(["take"])
    assert printer.print(OTHER, "case#2", silence) is Printed.CONFIRMED


@every("epson")
def test_another_printer_at_the_same_plug_is_recognised_anew(lab, printer):
    assert printer.status().state is PrinterState.READY
    lab.command(["family", "phoenix"])
    assert [printer.status().state.name for _ in range(4)] == ["UNAVAILABLE"] * 3 + ["READY"]
    assert printer.acquaintance.manner.dialect.name == "pyramid-phoenix"
    assert printer.print(PAGE, "case#1", silence) is Printed.CONFIRMED


@pytest.mark.parametrize("family", ["epson", "custom", "plain"])
def test_a_serial_line_stays_open_and_prints_the_same(family):
    lab = LabPrinter(family=family, link="serial", baud=4_000_000, speed_mm_s=0, dwell_s=0.0)
    lab.start()
    printer = EscPosPrinter(lab.address, answer_s=0.3, stall_s=2.0)
    try:
        for number, page in enumerate((PAGE, OTHER)):
            assert printer.print(page, f"case#{number}", silence) is Printed.CONFIRMED
            assert np.array_equal(pixels(lab.papers()[-1]), page_pixels(page))
        assert EscPosPrinter(lab.address).status().state is PrinterState.UNAVAILABLE
        printer.close()
        assert EscPosPrinter(lab.address, answer_s=0.3).status().state is PrinterState.READY
    finally:
        printer.close()
        lab.stop()
