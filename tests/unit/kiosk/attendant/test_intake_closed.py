"""A terminal that can take no new case says so before anybody begins; what is here already is found as ever."""

import pytest
from visits import ITEM, ZHAO, filed

from kiosk.domain.reports import CardInserted, CardRead, FiledFound, IntakeChanged
from kiosk.domain.state import AwaitingCard, Choosing, Informing, OfferingReceipt, Serving


@pytest.fixture
def closed(hall):
    hall.tell(IntakeChanged("outbox-full"))
    return hall


def test_an_item_is_explained_and_not_begun(closed):
    closed.attendant.begin()
    closed.attendant.choose(ITEM)
    assert closed.state == Informing(ITEM)


def test_who_laid_the_card_down_first_is_told_when_choosing(closed):
    closed.lay_card()
    assert closed.state == Choosing(ZHAO)
    closed.attendant.choose(ITEM)
    assert closed.state == Informing(ITEM, identity=ZHAO)


def test_a_receipt_that_is_owed_is_still_offered(closed):
    closed.lay_card(filed())
    assert isinstance(closed.state, OfferingReceipt)


def test_who_had_chosen_before_is_told_when_the_card_is_read(hall):
    hall.attendant.begin()
    hall.attendant.choose(ITEM)
    assert hall.state == AwaitingCard(ITEM)
    hall.tell(IntakeChanged("outbox-full"))
    hall.tell(CardInserted())
    hall.tell(CardRead(hall.visit, ZHAO))
    hall.tell(FiledFound(hall.visit, ()))
    assert hall.state == Informing(ITEM, identity=ZHAO)


def test_who_has_begun_goes_on(hall):
    hall.serve()
    hall.tell(IntakeChanged("outbox-full"))
    assert isinstance(hall.state, Serving)
    assert hall.shown[-1][1].intake == "outbox-full"


def test_when_there_is_room_again_items_are_begun_again(closed):
    closed.tell(IntakeChanged(""))
    closed.attendant.begin()
    closed.attendant.choose(ITEM)
    assert closed.state == AwaitingCard(ITEM)
