"""A card laid down shows what the centre said of its owner's cases: what is owed first, then what is most urgent."""

import datetime as dt
from dataclasses import replace

import pytest
from visits import ITEM, NOW, Hall, filed

from kiosk.domain.case_status import CaseStatus
from kiosk.domain.state import Choosing, OfferingReceipt, Serving


@pytest.fixture
def hall():
    one = Hall()
    one.attendant.begin()
    return one


def told(state, case_id="case-1", *, days_ago=0, printed=True):
    when = NOW - dt.timedelta(days=days_ago)
    return replace(filed(case_id, printed=printed, when=when), status=CaseStatus(state))


@pytest.mark.parametrize(
    "state", ["supplement", "refused", "returned", "suspended", "processing", "completed", "withdrawn"]
)
def test_what_the_centre_said_is_shown_to_whom_it_concerns(hall, state):
    hall.lay_card(told(state, days_ago=3))
    assert isinstance(hall.state, OfferingReceipt)
    assert hall.state.filed.status.state == state


@pytest.mark.parametrize("state", ["received", "accepted"])
def test_what_the_receipt_says_already_is_no_news(hall, state):
    hall.lay_card(told(state))
    assert isinstance(hall.state, Choosing)


def test_an_owed_receipt_comes_first_then_what_must_be_done_then_what_is_good_to_know(hall):
    cases = [
        told("completed", "a"),
        told("refused", "b"),
        told("supplement", "c"),
        told("accepted", "d", printed=False),
    ]
    for wanted in ("d", "c", "b", "a"):
        again = Hall()
        again.attendant.begin()
        again.lay_card(*cases)
        assert again.state.filed.case_id == wanted
        cases = [case for case in cases if case.case_id != wanted]


@pytest.mark.parametrize("state", ["refused", "returned", "withdrawn"])
def test_after_a_refusal_a_person_may_apply_again_on_the_same_day(hall, state):
    hall.lay_card()
    hall.choose(told(state))
    assert isinstance(hall.state, Serving)


def test_while_papers_are_asked_for_there_is_no_second_application(hall):
    hall.lay_card()
    hall.choose(told("supplement", days_ago=9))
    assert isinstance(hall.state, OfferingReceipt)
    assert hall.state.item_id == ITEM
