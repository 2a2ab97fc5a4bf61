"""The paper at the printer's exit: told to its owner, taken back before anybody else, owed again when it was not taken."""

import pytest

from kiosk.domain import errands
from kiosk.domain.reports import CardRemoved, ExitChanged, PrintEnded, PrinterChanged
from kiosk.domain.state import Delivering, Farewell, Health, Rating, TakingCard, Welcoming


@pytest.fixture
def waiting(hall):
    """A visit whose receipt waits at the exit."""
    hall.accept()
    hall.tell(PrintEnded(hall.visit, "confirmed", 1, waits=True))
    return hall


def health(hall):
    return hall.shown[-1][1]


def test_a_paper_at_the_exit_is_known_until_it_is_taken(waiting):
    assert health(waiting).paper_waits
    waiting.tell(ExitChanged(waiting.visit, "taken"))
    assert not health(waiting).paper_waits
    assert (waiting.state.phase, waiting.state.filed.printed) == ("done", True)
    assert waiting.notes()[-1] == "receipt-taken"


def test_a_paper_that_was_taken_back_is_owed_again_and_can_be_printed_at_once(waiting):
    waiting.tell(ExitChanged(waiting.visit, "retracted"))
    assert (waiting.state.phase, waiting.state.code) == ("retracted", "receipt-retracted")
    assert waiting.notes()[-1] == "receipt-retracted"
    waiting.attendant.again()
    assert waiting.state.phase == "printing"
    assert len(waiting.errands(errands.PrintReceipt)) == 2


def test_a_paper_that_is_taken_after_the_visit_changes_no_later_one(waiting):
    earlier = waiting.visit
    waiting.attendant.finish()
    waiting.tell(CardRemoved())
    waiting.attendant.rate(0)
    waiting.tell(ExitChanged(earlier, "retracted"))
    assert waiting.state == Farewell("done")
    assert not health(waiting).paper_waits


def test_nobody_is_welcomed_before_the_paper_of_the_last_one_is_taken_back(waiting):
    waiting.attendant.finish()
    assert isinstance(waiting.state, TakingCard)
    waiting.tell(CardRemoved())
    assert isinstance(waiting.state, Rating)
    assert not waiting.errands(errands.ClearExit)
    waiting.attendant.rate(0)
    waiting.wait(10)
    assert waiting.state == Welcoming()
    assert len(waiting.errands(errands.ClearExit)) == 1


def test_an_exit_that_is_free_is_left_alone(hall):
    hall.deliver()
    hall.attendant.finish()
    hall.tell(CardRemoved())
    hall.attendant.rate(0)
    hall.wait(10)
    assert hall.state == Welcoming()
    assert not hall.errands(errands.ClearExit)


def test_a_paper_that_was_not_confirmed_is_never_called_printed(hall):
    hall.accept()
    hall.tell(PrintEnded(hall.visit, "unknown", 1, "print-unproven"), ExitChanged(hall.visit, "retracted"))
    assert isinstance(hall.state, Delivering)
    assert (hall.state.phase, hall.state.code) == ("unknown", "print-unproven")


def test_how_much_paper_is_left_is_known(hall):
    hall.tell(PrinterChanged("", low=True, receipts_left=7))
    assert health(hall) == Health(printer_low=True, receipts_left=7)
