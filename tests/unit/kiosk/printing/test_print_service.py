from __future__ import annotations

import datetime as dt

import cv2
import numpy as np
import pytest

from drivers.lab.printer import LabPrinter
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import to_page
from drivers.types import Printed, PrinterState
from kiosk.domain.case import Filed
from kiosk.printing import LIMIT, UNPROVEN, PrintResult, PrintService
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

FILED = Filed(
    case_id="case-0042",
    receipt_no="K0007-20261121-0042-C",
    query_code="7K3M9QX4",
    item_id="elder-card",
    task_name="老年人优待证",
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=(),
    filed=dt.datetime(2026, 11, 21, 1, 48, tzinfo=dt.UTC),
    promise=None,
    promised_names=(),
    next_steps=(),
)


def compose(filed, copy):
    """A page whose length tells its copy number: the mark, as a ruler reads it."""
    return to_page(np.ones((copy * 8, 576), bool))


def marks(lab):
    """The copy numbers on the papers in the tray."""
    return [len(cv2.imdecode(np.frombuffer(p.png, np.uint8), cv2.IMREAD_GRAYSCALE)) // 8 for p in lab.papers()]


def unwatched(share, copy):
    """Progress that nobody watches."""


@pytest.fixture
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path)
    yield store
    store.close()


@pytest.fixture
def journal(store):
    return PrintJournal(store)


@pytest.fixture
def printer(lab):
    return EscPosPrinter(lab.address, answer_s=0.3, stall_s=1.0)


@pytest.fixture
def service(printer, journal):
    return PrintService(printer, journal, compose)


def test_the_first_paper_is_the_original_and_every_further_one_a_counted_copy(service, lab, journal):
    for copy in (1, 2, 3):
        assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.CONFIRMED, copy)
    assert marks(lab) == [1, 2, 3]
    assert journal.job(FILED.case_id).state == "CONFIRMED"


def test_progress_names_the_copy_and_runs_from_nothing_to_all(service):
    seen = []
    service.print_receipt(FILED, lambda share, copy: seen.append((share, copy)))
    assert seen[0] == (0.0, 1)
    assert seen[-1] == (1.0, 1)


@pytest.mark.parametrize(
    ("word", "code"), [("paper-out", "printer-paper-out"), ("silent", "printer-unavailable"), ("garbage", None)]
)
def test_a_printer_that_is_not_ready_costs_no_copy_number(service, lab, journal, word, code):
    lab.command([word])
    result = service.print_receipt(FILED, unwatched)
    assert result == PrintResult(Printed.HELD, 1, code or "printer-unavailable")
    assert (journal.job(FILED.case_id).state, journal.job(FILED.case_id).copies) == ("HELD", 0)
    lab.command(["mend"])
    lab.command(["talk"])
    assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.CONFIRMED, 1)
    assert marks(lab) == [1]


def test_a_strip_that_hangs_is_cut_off_at_the_first_look_after_the_printer_is_well(service, lab):
    lab.command(["paper-out-at", "0"])
    service.print_receipt(FILED, unwatched)
    service.status()
    assert lab.papers() == []
    lab.command(["refill"])
    service.status()
    assert (len(lab.papers()), lab.state()["hanging_mm"]) == (1, 0)
    service.status()
    assert len(lab.papers()) == 1


def test_a_held_copy_leaves_a_proven_original_proven(service, lab, journal):
    service.print_receipt(FILED, unwatched)
    lab.command(["cover-open"])
    assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.HELD, 2, "printer-cover-open")
    assert (journal.job(FILED.case_id).state, journal.job(FILED.case_id).proven) == ("HELD", 1)
    assert journal.job(FILED.case_id).given


def test_paper_out_in_mid_job_is_unknown_and_the_next_paper_is_marked(service, lab, journal):
    lab.command(["paper-out-at", "0"])
    assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.UNKNOWN, 1, "printer-paper-out")
    assert journal.job(FILED.case_id).state == "UNKNOWN"
    lab.command(["refill"])
    assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.CONFIRMED, 2)
    assert marks(lab)[-1] == 2


def test_power_lost_between_sending_and_proof_marks_the_next_paper(printer, lab, tmp_path):
    """The number was committed before the first byte; a new process finds it."""
    before = Store.open(tmp_path / "state")
    PrintJournal(before).queue(FILED.case_id)
    PrintJournal(before).preflight(FILED.case_id)
    assert PrintJournal(before).sending(FILED.case_id) == 1
    before.close()

    after = Store.open(tmp_path / "state")
    journal = PrintJournal(after)
    service = PrintService(printer, journal, compose)
    service.recover()
    assert journal.job(FILED.case_id).state == "UNKNOWN"
    assert service.print_receipt(FILED, unwatched).copy == 2
    assert marks(lab) == [2]
    after.close()


def test_the_number_is_committed_before_the_first_byte_leaves(service, journal, lab):
    seen = []

    def look(share, copy):
        job = journal.job(FILED.case_id)
        seen.append((job.state, job.copies, len(lab.papers())))

    service.print_receipt(FILED, look)
    assert seen[0] == ("SENDING", 1, 0)


class Unproving:
    """A printer that is always well and never proves anything."""

    sees_exit = hangs = False

    def __init__(self, printer, outcome):
        self.status = printer.status
        self._outcome = outcome

    def print(self, page, job, progress):
        return self._outcome


def test_a_well_printer_without_proof_has_a_fault_of_its_own(printer, journal):
    service = PrintService(Unproving(printer, Printed.UNKNOWN), journal, compose)
    assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.UNKNOWN, 1, UNPROVEN)


def test_a_job_held_at_the_last_moment_is_held_and_its_number_is_not_used_again(printer, journal, lab):
    service = PrintService(Unproving(printer, Printed.HELD), journal, compose)
    assert service.print_receipt(FILED, unwatched).outcome is Printed.HELD
    assert journal.job(FILED.case_id).state == "HELD"
    assert PrintService(printer, journal, compose).print_receipt(FILED, unwatched).copy == 2
    assert marks(lab) == [2]


def test_a_receipt_that_cannot_be_set_is_held_and_the_mistake_is_heard(printer, journal, lab):
    def broken(filed, copy):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        PrintService(printer, journal, broken).print_receipt(FILED, unwatched)
    assert (journal.job(FILED.case_id).state, journal.job(FILED.case_id).copies) == ("HELD", 0)
    assert lab.state()["printed"] == 0


def test_a_mistake_in_mid_job_is_unknown_and_is_heard(service, journal):
    def watch(share, copy):
        if share:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        service.print_receipt(FILED, watch)
    assert journal.job(FILED.case_id).state == "UNKNOWN"


def test_the_service_asks_the_printer_how_it_is(service, lab):
    assert service.status().state is PrinterState.READY
    lab.command(["near-end"])
    assert service.status().state is PrinterState.READY
    lab.command(["paper-out"])
    assert service.status().code == "printer-paper-out"


def test_a_case_that_was_sent_to_paper_twenty_times_is_given_up_and_says_so(printer, journal, lab):
    service = PrintService(Unproving(printer, Printed.UNKNOWN), journal, compose)
    for copy in range(1, 21):
        assert service.print_receipt(FILED, unwatched).copy == copy
    for _ in range(2):
        assert service.print_receipt(FILED, unwatched) == PrintResult(Printed.HELD, 21, LIMIT)
    assert (journal.job(FILED.case_id).state, journal.job(FILED.case_id).code) == ("FAILED", LIMIT)
