"""Papers of a visit: at the exit, on the roll before a case is taken, on A4 after it was accepted."""

import pytest
from visits import ITEM, ZHAO

from kiosk.domain import errands
from kiosk.domain.reports import CardRemoved, DeliveryFailed, ExitChanged, PrintEnded, PrinterChanged, PrintWaits
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


def test_the_list_of_what_is_missing_is_printed_from_the_materials_and_told(hall):
    hall.serve()
    hall.answer_until("materials")
    hall.attendant.list_missing()
    [errand] = hall.errands(errands.PrintMissing)
    assert (errand.missing.item_id, errand.missing.applicant) == (ITEM, ZHAO.name)
    assert set(errand.missing.material_codes) == {"M-RESIDE", "M-PHOTO"}
    assert hall.state.listing == "printing"
    hall.attendant.list_missing()
    assert len(hall.errands(errands.PrintMissing)) == 1
    hall.tell(PrintEnded(hall.visit, "confirmed", 1, paper="list"))
    assert hall.state.listing == "done"


def test_a_list_that_does_not_come_out_says_why_and_can_be_asked_for_again(hall):
    hall.serve()
    hall.answer_until("materials")
    hall.attendant.list_missing()
    hall.tell(PrintEnded(hall.visit, "held", 1, "printer-jam", paper="list"))
    assert hall.state.listing == "printer-jam"
    hall.attendant.list_missing()
    assert len(hall.errands(errands.PrintMissing)) == 2


def test_the_end_of_a_list_is_not_taken_for_the_end_of_a_receipt(hall):
    hall.accept()
    hall.tell(PrintEnded(hall.visit, "held", 1, "printer-jam", paper="list"))
    assert hall.state.phase == "printing"


def test_a4_papers_come_while_the_visit_waits_and_their_end_is_told(hall):
    hall.deliver()
    hall.attendant.sheets()
    assert [errand.filed.case_id for errand in hall.errands(errands.PrintSheets)] == ["case-1"]
    hall.attendant.finish()
    hall.tell(PrintWaits(hall.visit, "sheets-paper-out"))
    assert (hall.state.phase, hall.state.code) == ("sheets", "sheets-paper-out")
    hall.tell(PrintWaits(hall.visit, ""), PrintEnded(hall.visit, "confirmed", 1, paper="sheets"))
    assert (hall.state.phase, hall.state.sheets, hall.state.filed.printed) == ("done", "done", True)


def test_a4_papers_that_do_not_come_leave_the_receipt_as_it_was(hall):
    hall.deliver()
    hall.attendant.sheets()
    hall.tell(PrintEnded(hall.visit, "held", 1, "sheets-jam", paper="sheets"))
    assert (hall.state.phase, hall.state.sheets, hall.state.filed.copies) == ("done", "sheets-jam", 1)


def test_a_card_pulled_while_a4_papers_come_waits_for_them_and_forgets(hall):
    hall.deliver()
    hall.attendant.sheets()
    hall.tell(CardRemoved())
    assert hall.state == Farewell("printing")
    hall.tell(PrintEnded(hall.visit, "confirmed", 1, paper="sheets"))
    assert hall.state == Farewell("done")


def test_no_a4_paper_says_accepted_before_the_centre_does(hall):
    hall.commit()
    hall.tell(DeliveryFailed(hall.visit, "case-1", "platform-unreachable"), PrintEnded(hall.visit, "confirmed", 1))
    hall.attendant.sheets()
    assert (hall.state.phase, hall.errands(errands.PrintSheets)) == ("done", [])


def test_who_reads_large_type_gets_it_on_paper_and_the_next_person_does_not(hall):
    hall.attendant.reads_large(large=True)
    hall.deliver()
    hall.attendant.finish()
    hall.tell(CardRemoved())
    hall.attendant.rate(0)
    hall.wait(10)
    assert hall.state == Welcoming()
    hall.deliver()
    assert [errand.large for errand in hall.errands(errands.PrintReceipt)] == [True, False]
