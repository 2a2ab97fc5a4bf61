"""What the centre says of the terminal and of a case: shut out, received and not yet accepted, refused."""

import pytest

from kiosk.domain import errands
from kiosk.domain.case_status import CaseStatus
from kiosk.domain.reports import Admission, CardInserted, CardRemoved, CaseReceived, CaseRefused
from kiosk.domain.state import Choosing, Delivering, Filing, OfferingReceipt, OutOfService, Serving, Welcoming

OUT, IN = Admission(admitted=False), Admission(admitted=True)
LOCKED = OutOfService("platform-revoked")


def test_a_terminal_that_is_shut_out_locks_and_stays_locked(hall):
    hall.tell(OUT)
    assert hall.state == LOCKED
    hall.wait(60)
    assert hall.state == LOCKED
    hall.attendant.begin()
    hall.tell(CardInserted())
    assert hall.state == LOCKED


def test_it_is_unlocked_when_the_centre_lets_it_in_again(hall):
    hall.tell(OUT, IN)
    assert hall.state == Welcoming()
    hall.attendant.begin()
    assert isinstance(hall.state, Choosing)


def test_who_is_being_served_comes_to_the_end_and_nobody_follows(hall):
    hall.serve()
    hall.tell(OUT)
    assert isinstance(hall.state, Serving)
    hall.tell(CardRemoved())
    hall.wait(30)
    assert hall.state == LOCKED
    assert hall.errands(errands.Forget)


def test_being_let_in_mends_nothing_else(hall):
    hall.attendant.fail("program")
    hall.tell(IN)
    assert hall.state == OutOfService("program")


@pytest.mark.parametrize("case_id", ["case-1", "another"])
def test_received_by_the_centre_prints_that_it_is_received(hall, case_id):
    hall.commit()
    hall.tell(CaseReceived(hall.visit, case_id))
    if case_id == "another":
        assert isinstance(hall.state, Filing)
        return
    assert isinstance(hall.state, Delivering)
    (printing,) = hall.errands(errands.PrintReceipt)
    assert printing.filed.acknowledgement is None
    assert "case-acknowledged" not in hall.notes()


@pytest.mark.parametrize("case_id", ["case-1", "another"])
def test_refused_by_the_centre_is_said_at_once_with_its_reason(hall, case_id):
    hall.commit()
    status = CaseStatus("refused", "照片不清楚。", ("一寸照片",))
    hall.tell(CaseRefused(hall.visit, case_id, status))
    if case_id == "another":
        assert isinstance(hall.state, Filing)
        return
    assert isinstance(hall.state, OfferingReceipt)
    assert (hall.state.filed.case_id, hall.state.filed.status) == ("case-1", status)
    assert hall.errands(errands.PrintReceipt) == []
    hall.attendant.again()
    assert len(hall.errands(errands.PrintReceipt)) == 1
