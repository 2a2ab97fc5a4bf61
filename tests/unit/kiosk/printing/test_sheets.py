"""A4 papers through the journal: once, or it is said that nobody knows; a further copy is asked for."""

from __future__ import annotations

import pytest

from drivers.errors import SheetsGone
from drivers.lab.sheets import LabSheets
from drivers.sheets.ipp import IppPrinter
from drivers.sheets.ipp_client import IppClient
from drivers.types import Printed
from kiosk.printing.service import LIMIT, PrintResult
from kiosk.printing.sheets import SheetService, job_name
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

KEY = "case-张三-1/deferral"


def silence(_):
    """A watch nobody keeps."""


def compose(copy):
    return b"%PDF copy " + str(copy).encode()


@pytest.fixture
def lab():
    lab = LabSheets(seconds=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def journal(tmp_path):
    store = Store.open(tmp_path / "state")
    yield PrintJournal(store)
    store.close()


@pytest.fixture
def service(lab, journal):
    printer = IppPrinter(IppClient(lab.address, ask_s=1.0), wait_s=20, pause=lambda _: None)
    yield SheetService(printer, journal)
    printer.close()


def test_a_paper_is_printed_once_however_often_it_is_asked_for(lab, journal, service):
    for _ in range(3):
        assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.CONFIRMED, 1)
    assert lab.sheets() == [compose(1)]
    job = journal.job(KEY)
    assert (job.state, job.kind, job.copies, job.given) == ("CONFIRMED", "a4", 1, True)


def test_a_further_copy_has_a_number_of_its_own(lab, service):
    service.print_sheet(KEY, compose, silence)
    assert service.print_sheet(KEY, compose, silence, again=True) == PrintResult(Printed.CONFIRMED, 2)
    assert lab.sheets() == [compose(1), compose(2)]


def test_the_printer_learns_nothing_from_the_name_of_a_job(lab, service):
    service.print_sheet(KEY, compose, silence)
    (name,) = lab.names()
    assert name == job_name(KEY, 1)
    assert not {"张", "三", "case", "deferral"} & {name, *name.split("-")}
    assert job_name(KEY, 1) != job_name(KEY, 2) != job_name(KEY + "x", 2)


def test_a_fault_before_anything_is_sent_takes_no_number(lab, journal, service):
    lab.command(["media-empty"])
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.HELD, 1, "sheets-paper-out")
    assert (journal.job(KEY).state, journal.job(KEY).copies) == ("HELD", 0)
    lab.command(["refill"])
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.CONFIRMED, 1)


def test_a_job_cancelled_while_it_waited_is_held_and_its_number_is_spent(lab, journal):
    service = SheetService(IppPrinter(IppClient(lab.address), wait_s=0.0, pause=lambda _: None), journal)
    lab.before_next(lambda: lab.command(["media-jam"]))
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.HELD, 1, "sheets-jam")
    lab.command(["mend"])
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.CONFIRMED, 2)
    assert lab.sheets() == [compose(2)]


def test_what_the_power_cut_off_is_settled_by_the_printer(lab, journal, service):
    service.print_sheet(KEY, compose, silence)
    for state in ("SENDING", "UNKNOWN"):
        journal.preflight(KEY)
        copy = journal.sending(KEY)
        service._printer.print(compose(copy), job_name(KEY, copy), silence)
        if state == "UNKNOWN":
            assert [job.key for job in journal.recover()] == [KEY]
        assert journal.job(KEY).state == state
        assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.CONFIRMED, copy)
    assert lab.sheets() == [compose(1), compose(2), compose(3)]


def test_what_nobody_can_settle_is_printed_again_under_a_new_number(lab, journal, service):
    journal.queue(KEY, "a4")
    journal.preflight(KEY)
    journal.sending(KEY)
    journal.recover()
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.CONFIRMED, 2)
    assert lab.sheets() == [compose(2)]


def test_a_printer_that_cannot_be_asked_leaves_it_unknown_and_nothing_is_sent(lab, journal, service):
    journal.queue(KEY, "a4")
    journal.preflight(KEY)
    journal.sending(KEY)
    journal.recover()
    lab.command(["refuse"])
    assert service.print_sheet(KEY, compose, silence) == PrintResult(Printed.UNKNOWN, 1, "sheets-unavailable")
    assert journal.job(KEY).state == "UNKNOWN"
    assert service.status().code == "sheets-unavailable"
    lab.command(["talk"])
    assert lab.sheets() == []


def test_an_endless_demand_is_given_up(lab, journal, service):
    for copy in range(1, 21):
        assert service.print_sheet(KEY, compose, silence, again=True).copy == copy
    assert service.print_sheet(KEY, compose, silence, again=True) == PrintResult(Printed.HELD, 21, LIMIT)
    assert service.print_sheet(KEY, compose, silence, again=True).code == LIMIT
    assert len(lab.sheets()) == 20
    assert journal.job(KEY).state == "FAILED"


def test_a_paper_that_cannot_be_set_is_held_and_may_be_tried_again(lab, journal, service):
    def broken(_):
        raise ValueError("no such block")

    with pytest.raises(ValueError, match="block"):
        service.print_sheet(KEY, broken, silence)
    assert (journal.job(KEY).state, journal.job(KEY).copies) == ("HELD", 0)
    assert service.print_sheet(KEY, compose, silence).copy == 1


def test_a_driver_that_breaks_leaves_the_copy_unknown(lab, journal, service, monkeypatch):
    def breaks(*_):
        raise SheetsGone("gone", sent=True)

    monkeypatch.setattr(service._printer, "print", breaks)
    with pytest.raises(SheetsGone):
        service.print_sheet(KEY, compose, silence)
    assert journal.job(KEY).state == "UNKNOWN"
