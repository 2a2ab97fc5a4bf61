"""Shut out by the centre, the terminal serves nobody new; received by the centre is not accepted."""

import pytest

from kiosk.domain import errands
from kiosk.domain.reports import Admission, CardInserted, CardRemoved, CaseReceived
from kiosk.domain.state import Choosing, Delivering, Filing, OutOfService, Serving, Welcoming

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
