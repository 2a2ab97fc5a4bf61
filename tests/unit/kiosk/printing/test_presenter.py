"""One person's paper never becomes the next one's: what waits at the exit is taken, or taken back, and known."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.printers.strip import to_page
from drivers.types import Condition, Printed, PrinterState, PrinterStatus
from kiosk.printing import Presenter, PrintResult, PrintService
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

PAGE = to_page(np.ones((80, 576), bool))


class ExitPrinter:
    """The waist of a printer with a presenter, whose exit the test's own hand works."""

    sees_exit = True
    hangs = False

    def __init__(self):
        self.exit, self.bin, self.hands = [], [], []
        self.stuck = False
        self.fault = None

    def status(self):
        if self.fault == "silent":
            return PrinterStatus(PrinterState.UNAVAILABLE)
        conditions = {Condition.PRESENTED} if self.exit else set()
        if self.fault:
            return PrinterStatus(PrinterState.BLOCKED, frozenset(conditions | {self.fault}))
        return PrinterStatus(PrinterState.READY, frozenset(conditions))

    def print(self, page, job, progress):
        assert not self.exit, "a paper is pushed out onto the next person"
        progress(1.0)
        self.exit.append(job)
        return Printed.CONFIRMED

    def clear_exit(self):
        if not self.stuck:
            self.bin += self.exit
            self.exit = []
        return not self.exit

    def take(self):
        self.hands += self.exit
        self.exit = []


class Case:
    def __init__(self, case_id):
        self.case_id = case_id


class Clock:
    ms = 1_000_000

    def __call__(self):
        return self.ms


@pytest.fixture
def printer():
    return ExitPrinter()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path)
    yield store
    store.close()


class Terminal:
    """One life of the print process on a store that outlives it."""

    def __init__(self, store, printer, clock):
        self.told = []
        self.journal = PrintJournal(store, clock)
        presenter = Presenter(printer, self.journal, told=self.told.append, take_s=60, now_ms=clock)
        self.service = PrintService(printer, self.journal, lambda filed, copy: PAGE, presenter)
        self.service.recover()

    def print(self, case):
        return self.service.print_receipt(Case(case), lambda share, copy: None)

    def state(self, case):
        return self.journal.job(case).state


@pytest.fixture
def terminal(store, printer, clock):
    return Terminal(store, printer, clock)


def test_a_paper_seen_at_the_exit_waits_and_is_taken_by_a_hand(terminal, printer):
    assert terminal.print("a") == PrintResult(Printed.CONFIRMED, 1, waits=True)
    assert terminal.state("a") == "PRESENTED"
    terminal.service.status()
    assert terminal.told == []
    printer.take()
    terminal.service.status()
    assert (terminal.state("a"), terminal.told) == ("TAKEN", ["taken"])
    assert terminal.journal.job("a").given


def test_a_paper_that_nobody_takes_in_time_is_taken_back_and_owed_again(terminal, printer, clock):
    terminal.print("a")
    clock.ms += 59_999
    terminal.service.status()
    assert terminal.state("a") == "PRESENTED"
    clock.ms += 1
    terminal.service.status()
    assert (terminal.state("a"), terminal.told) == ("RETRACTED", ["retracted"])
    assert printer.bin == ["a#1"]
    assert not terminal.journal.job("a").given
    assert terminal.print("a") == PrintResult(Printed.CONFIRMED, 2, waits=True)


def test_the_next_persons_job_takes_back_what_waits(terminal, printer):
    terminal.print("a")
    assert terminal.print("b").outcome is Printed.CONFIRMED
    assert (terminal.state("a"), terminal.state("b")) == ("RETRACTED", "PRESENTED")
    assert (printer.bin, printer.exit) == (["a#1"], ["b#1"])
    assert terminal.told == ["retracted"]


def test_an_exit_that_cannot_be_freed_holds_the_next_job_and_says_so(terminal, printer):
    terminal.print("a")
    printer.stuck = True
    assert terminal.print("b") == PrintResult(Printed.HELD, 1, "printer-presented")
    assert (terminal.state("a"), terminal.state("b")) == ("PRESENTED", "HELD")
    assert terminal.print("a") == PrintResult(Printed.HELD, 2, "printer-presented")
    assert terminal.state("a") == "PRESENTED"
    printer.take()
    assert terminal.print("b").outcome is Printed.CONFIRMED
    assert terminal.state("a") == "TAKEN"


def test_a_further_copy_for_the_same_person_first_takes_back_the_one_that_waits(terminal, printer):
    terminal.print("a")
    assert terminal.print("a").copy == 2
    assert (printer.bin, printer.exit) == (["a#1"], ["a#2"])


def test_whose_owner_has_gone_is_taken_back_when_told(terminal, printer):
    terminal.print("a")
    terminal.service.clear_exit()
    assert (terminal.state("a"), printer.bin) == ("RETRACTED", ["a#1"])


def test_a_paper_that_was_taken_at_the_last_moment_is_taken_not_retracted(terminal, printer):
    terminal.print("a")
    printer.take()
    terminal.service.clear_exit()
    assert (terminal.state("a"), printer.bin) == ("TAKEN", [])


@pytest.mark.parametrize("fault", ["silent", Condition.JAM, Condition.PRESENTER])
def test_a_printer_that_cannot_see_takes_nothing_for_taken(terminal, printer, fault):
    terminal.print("a")
    printer.exit, printer.fault = [], fault
    terminal.service.status()
    assert (terminal.state("a"), terminal.told) == ("PRESENTED", [])
    printer.fault = None
    terminal.service.status()
    assert terminal.state("a") == "TAKEN"


def test_a_paper_that_is_snatched_before_anybody_looks_ends_as_confirmed(terminal, printer):
    printer.print = lambda page, job, progress: Printed.CONFIRMED
    assert terminal.print("a") == PrintResult(Printed.CONFIRMED, 1)
    assert terminal.state("a") == "CONFIRMED"


def test_a_successor_goes_on_waiting_where_the_first_one_ended(store, printer, clock):
    Terminal(store, printer, clock).print("a")
    clock.ms += 40_000
    after = Terminal(store, printer, clock)
    after.service.status()
    assert after.state("a") == "PRESENTED"
    clock.ms += 20_000
    after.service.status()
    assert (after.state("a"), after.told) == ("RETRACTED", ["retracted"])


def test_a_successor_that_finds_the_exit_empty_knows_that_it_was_taken(store, printer, clock):
    Terminal(store, printer, clock).print("a")
    printer.take()
    after = Terminal(store, printer, clock)
    after.service.status()
    assert after.state("a") == "TAKEN"


def test_a_paper_whose_presence_was_not_noted_before_the_power_went_finds_its_owner(store, printer, clock):
    journal = PrintJournal(store, clock)
    journal.queue("a")
    journal.preflight("a")
    journal.sending("a")
    journal.confirmed("a")
    printer.exit = ["a#1"]
    after = Terminal(store, printer, clock)
    after.service.status()
    assert after.state("a") == "PRESENTED"


def test_an_unproven_paper_at_the_exit_after_a_power_cut_goes_to_nobody(store, printer, clock):
    journal = PrintJournal(store, clock)
    journal.queue("a")
    journal.preflight("a")
    journal.sending("a")
    printer.exit = ["a#1"]
    after = Terminal(store, printer, clock)
    after.service.status()
    assert after.state("a") == "UNKNOWN"
    clock.ms += 60_000
    after.service.status()
    assert (printer.bin, after.told) == (["a#1"], [])
    assert after.print("a").copy == 2


@pytest.mark.parametrize("back_ms", [1, 10_000_000])
def test_a_clock_that_is_set_back_does_not_let_a_paper_wait_for_ever(terminal, printer, clock, back_ms):
    terminal.print("a")
    clock.ms -= back_ms
    terminal.service.status()
    assert terminal.state("a") == "RETRACTED"
