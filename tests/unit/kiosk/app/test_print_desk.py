"""The print desk between the print process and the attendant, with the process played by hand."""

from pathlib import Path

import numpy as np
import pytest

from config.load import load_profile
from drivers.printers.strip import to_page
from kiosk.app import print_desk
from kiosk.app.print_desk import PrintDesk
from kiosk.domain.errands import ClearExit, PrintReceipt
from kiosk.domain.reports import ExitChanged, PrintEnded, PrinterChanged, PrintProgress

PAGE = to_page(np.ones((8, 576), bool))
FILED = object()


class Lane:
    """Fits ProcessLane: keeps what it was told, says what the test wants."""

    def __init__(self, name, post, target, args, *, heard, died, grace_s):
        self.heard, self.died, self.grace_s = heard, died, grace_s
        self.said, self.deadline, self.renewals, self.stopped = [], None, 0, False

    def say(self, message):
        self.said.append(message)

    def expect(self, deadline_s, *, silence_s):
        self.deadline = (deadline_s, silence_s)

    def met(self):
        self.deadline = None

    def renew(self):
        self.met()
        self.renewals += 1

    def stop(self):
        self.stopped = True


class Desk:
    def __init__(self):
        self.reports, self.papers = [], []
        profile = load_profile("demo")
        self.desk = PrintDesk(profile, Path(), lambda call: call(), self.reports.append, self.papers.append)
        self.lane = self.desk._lane

    def hear(self, *message):
        """Let the process say this; return the reports that came of it."""
        before = len(self.reports)
        self.lane.heard(message)
        return self.reports[before:]

    def print(self, visit):
        self.desk.receipt(PrintReceipt(visit, FILED))
        return self.lane.said[-1][1]


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(print_desk, "ProcessLane", Lane)
    return Desk()


def test_the_printers_state_is_a_report(desk):
    assert desk.hear("status", "printer-paper-out", True, 0) == [PrinterChanged("printer-paper-out", True, 0)]


def test_a_job_has_a_deadline_until_it_ends(desk):
    order = desk.print(7)
    assert desk.lane.said == [("receipt", order, FILED, False)]
    assert desk.lane.deadline is not None
    assert desk.hear("progress", order, 0.5, 2) == [PrintProgress(7, 0.5, 2)]
    assert desk.hear("ended", order, "confirmed", 2, "", False) == [PrintEnded(7, "confirmed", 2)]
    assert desk.lane.deadline is None


def test_the_page_is_shown_while_its_owner_is_there_and_no_later(desk):
    order = desk.print(7)
    desk.hear("page", order, PAGE)
    assert desk.papers == [PAGE]
    desk.desk.forget()
    desk.hear("page", order, PAGE)
    assert desk.papers == [PAGE]


def test_a_visit_that_printed_nothing_costs_no_process(desk):
    desk.desk.forget()
    assert desk.lane.renewals == 0


def test_after_a_visit_that_printed_the_process_is_replaced_once(desk):
    desk.hear("ended", desk.print(7), "confirmed", 1, "", False)
    assert desk.lane.renewals == 0
    desk.desk.forget()
    desk.desk.forget()
    assert desk.lane.renewals == 1


def test_a_job_under_way_behind_a_farewell_ends_before_the_process_is_replaced(desk):
    order = desk.print(7)
    desk.desk.forget()
    assert desk.lane.renewals == 0
    assert desk.hear("ended", order, "confirmed", 1, "", False) == [PrintEnded(7, "confirmed", 1)]
    assert desk.lane.renewals == 1


def test_the_next_persons_job_waits_for_the_one_under_way_and_then_the_process_is_replaced(desk):
    first = desk.print(7)
    desk.desk.forget()
    second = desk.print(8)
    desk.hear("ended", first, "confirmed", 1, "", False)
    assert desk.lane.renewals == 0
    assert desk.lane.deadline is not None
    assert desk.hear("ended", second, "held", 1, "printer-jam", False) == [PrintEnded(8, "held", 1, "printer-jam")]
    assert desk.lane.renewals == 1


def test_what_becomes_of_a_paper_at_the_exit_is_told_for_the_visit_it_belongs_to(desk):
    desk.hear("ended", desk.print(7), "confirmed", 1, "", True)
    desk.print(8)
    assert desk.hear("exit", "retracted") == [ExitChanged(7, "retracted")]


def test_whose_owner_has_gone_is_taken_back(desk):
    desk.desk.clear_exit(ClearExit(7))
    assert desk.lane.said == [("clear",)]


def test_a_process_that_dies_in_mid_job_leaves_an_unproven_copy(desk):
    order = desk.print(7)
    desk.hear("progress", order, 0.2, 3)
    before = len(desk.reports)
    desk.lane.died()
    assert desk.reports[before:] == [
        PrinterChanged("printer-unavailable"),
        PrintEnded(7, "unknown", 3, "print-stopped"),
    ]
    desk.desk.forget()
    assert desk.lane.renewals == 0
    assert desk.hear("ended", order, "confirmed", 3, "", False) == []


def test_closing_stops_the_process(desk):
    desk.desk.close()
    assert desk.lane.stopped
