"""The print process itself, against the lab: what was shown is on the paper, whatever becomes of the process."""

import datetime as dt
import os
import queue
import signal
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from config.load import load_profile
from drivers.lab.printer import LabPrinter
from drivers.printers.strip import page_pixels
from kiosk.app.print_desk import PrintDesk
from kiosk.domain.case import Filed
from kiosk.domain.errands import ClearExit, PrintReceipt
from kiosk.domain.reports import ExitChanged, PrintEnded, PrinterChanged, PrintProgress
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

CASE = "019a9b3c-0000-7000-8000-000000000042"
FILED = Filed(
    case_id=CASE,
    receipt_no="K0007-20261121-0042-C",
    query_code="7K3M9QX4",
    item_id="elder-card",
    task_name="老年人优待证",
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=("居住证明",),
    filed=dt.datetime(2026, 11, 21, 1, 48, tzinfo=dt.UTC),
    promise=None,
    promised_names=(),
    next_steps=(),
)


class Hall:
    """A main loop of its own for one print desk."""

    def __init__(self, lab, folder):
        self.posted, self.reports, self.papers = queue.Queue(), [], []
        profile = load_profile("demo", {"printer.address": lab.address})
        self.folder = folder
        self.desk = PrintDesk(profile, folder, self.posted.put, self.reports.append, self.papers.append)

    def until(self, wanted):
        """Turn the loop until a report fits; return it."""
        until = time.monotonic() + 30
        while True:
            for report in self.reports:
                if wanted(report):
                    self.reports.remove(report)
                    return report
            self.posted.get(timeout=max(0.01, until - time.monotonic()))()

    def well(self):
        return self.until(lambda report: isinstance(report, PrinterChanged) and report.code == "")

    def print(self, visit=1):
        self.desk.receipt(PrintReceipt(visit, FILED))

    def ended(self):
        return self.until(lambda report: isinstance(report, PrintEnded))

    @property
    def pid(self):
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = one.read_bytes().split(b"\0")
            except OSError:
                continue
            if words[3:5] == [b"kiosk.runtime.child", b"printer"] and words[6] == str(os.getpid()).encode():
                return int(one.parent.name)
        raise AssertionError("no print process")


@pytest.fixture
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def hall(lab, tmp_path):
    hall = Hall(lab, tmp_path)
    yield hall
    hall.desk.close()


def dots(paper):
    return cv2.imdecode(np.frombuffer(paper.png, np.uint8), cv2.IMREAD_GRAYSCALE) == 0


def test_what_was_shown_is_on_the_paper_and_a_fault_is_told_by_itself(hall, lab):
    assert hall.well().receipts_left > 0
    hall.print()
    assert hall.ended() == PrintEnded(1, "confirmed", 1)
    (shown,), (paper,) = hall.papers, lab.papers()
    assert np.array_equal(dots(paper), page_pixels(shown) == 0)
    lab.command(["cover-open"])
    assert hall.until(lambda report: isinstance(report, PrinterChanged) and report.code).code == "printer-cover-open"
    hall.print()
    assert hall.ended() == PrintEnded(1, "held", 2, "printer-cover-open")
    lab.command(["cover-close"])
    assert hall.well()
    first = hall.pid
    hall.desk.forget()
    assert hall.well()
    assert hall.pid != first
    hall.print(visit=2)
    assert hall.ended() == PrintEnded(2, "confirmed", 2)


def test_a_process_that_is_killed_in_mid_job_has_a_successor_that_marks_the_next_copy(lab, tmp_path):
    lab.stop()
    slow = LabPrinter(speed_mm_s=150)
    slow.start()
    hall = Hall(slow, tmp_path)
    hall.well()
    hall.print()
    hall.until(lambda report: isinstance(report, PrintProgress) and report.progress > 0)
    os.kill(hall.pid, signal.SIGKILL)
    assert hall.ended() == PrintEnded(1, "unknown", 1, "print-stopped")
    hall.well()
    hall.print()
    assert hall.ended() == PrintEnded(1, "confirmed", 2)
    hall.desk.close()
    slow.stop()
    store = Store.open(tmp_path / "store")
    states = [state for state, _ in PrintJournal(store).times(CASE)]
    store.close()
    assert states == ["QUEUED", "PREFLIGHT", "SENDING", "UNKNOWN", "PREFLIGHT", "SENDING", "CONFIRMED"]


def test_a_terminal_that_ends_lets_the_paper_come_out_first(lab, tmp_path):
    lab.stop()
    slow = LabPrinter(speed_mm_s=150)
    slow.start()
    hall = Hall(slow, tmp_path)
    hall.well()
    hall.print()
    hall.until(lambda report: isinstance(report, PrintProgress) and report.progress > 0)
    hall.desk.close()
    assert slow.state()["printed"] == 1
    slow.stop()
    store = Store.open(tmp_path / "store")
    assert PrintJournal(store).job(CASE).state == "CONFIRMED"
    store.close()


def test_a_store_that_cannot_be_opened_is_told_and_holds_the_job(lab, tmp_path):
    (tmp_path / "store").write_text("")
    hall = Hall(lab, tmp_path)
    report = hall.until(lambda report: isinstance(report, PrinterChanged))
    assert report.code.startswith("store-")
    hall.print()
    ended = hall.ended()
    assert (ended.outcome, ended.code) == ("held", report.code)
    hall.desk.close()
    assert lab.papers() == []


def test_a_paper_that_waits_at_the_exit_is_taken_over_by_the_successor(lab, tmp_path):
    lab.stop()
    presenting = LabPrinter(speed_mm_s=0, family="custom")
    presenting.start()
    presenting.command(["not-taken"])
    hall = Hall(presenting, tmp_path)
    hall.well()
    hall.print()
    assert hall.ended() == PrintEnded(1, "confirmed", 1, waits=True)
    hall.desk.forget()
    hall.well()
    presenting.command(["take"])
    assert hall.until(lambda report: isinstance(report, ExitChanged)) == ExitChanged(1, "taken")
    presenting.command(["not-taken"])
    hall.print(visit=2)
    assert hall.ended() == PrintEnded(2, "confirmed", 2, waits=True)
    hall.desk.clear_exit(ClearExit(2))
    assert hall.until(lambda report: isinstance(report, ExitChanged)) == ExitChanged(2, "retracted")
    assert (presenting.state()["retracted"], presenting.state()["at_exit"]) == (1, False)
    hall.desk.close()
    presenting.stop()
    store = Store.open(tmp_path / "store")
    assert PrintJournal(store).job(CASE).state == "RETRACTED"
    store.close()
