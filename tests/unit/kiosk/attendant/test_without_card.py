"""Somebody whom no card tells: what they may do, what a card that comes and goes changes, and who they are after."""

import pytest
from visits import NOW, filed

from config.load import load_services
from kiosk.domain.answers import Go, Pick, Reply
from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.errands import FileCase
from kiosk.domain.person import NAMELESS
from kiosk.domain.reports import CardInserted, CardRemoved, FiledCase, PrintEnded
from kiosk.domain.rules.person import facts_of
from kiosk.domain.state import AwaitingCard, Choosing, Delivering, Filing, Rating, Serving
from kiosk.journeys.nameless import WITHOUT_CARD, nobody, open_to_nobody

ITEMS = load_services()


def begun(hall):
    hall.attendant.begin()
    hall.attendant.choose(STUCK_ITEM)
    assert hall.state == AwaitingCard(STUCK_ITEM)
    hall.attendant.answer(Pick(WITHOUT_CARD))
    return hall


def complained(hall):
    for answer in (Go(), Pick("complain"), Pick("machine"), Pick("manner")):
        hall.attendant.answer(answer)
    while isinstance(hall.state, Serving):
        before = hall.state
        hall.attendant.answer(_first(hall.state.ask))
        assert hall.state != before
    return hall


def _first(ask):
    if hasattr(ask, "questions"):
        return Reply(tuple((one.id, False) for one in ask.questions))
    picks = [act.id for act in getattr(ask, "acts", ()) if act.does == "pick"]
    return Pick(picks[0]) if picks else Go()


def test_only_what_asks_nothing_of_a_person_is_open_to_nobody():
    assert {item.id for item in ITEMS.values() if open_to_nobody(item)} == {"case-progress", STUCK_ITEM}


@pytest.mark.parametrize("item_id", ["pension-proof", "utility-pay", "evaluation"])
def test_what_is_about_a_person_waits_for_the_card(hall, item_id):
    hall.attendant.begin()
    hall.attendant.choose(item_id)
    hall.attendant.answer(Pick(WITHOUT_CARD))
    assert hall.state == AwaitingCard(item_id)


def test_nobody_is_no_person_to_any_rule():
    one, other = nobody(), nobody()
    assert one.number != other.number
    facts = facts_of(one, NOW.date())
    assert "age" not in facts
    assert facts["identity_level"] == 0


def test_a_complaint_is_filed_without_a_card_and_its_slip_is_handed_out(hall):
    complained(begun(hall))
    assert isinstance(hall.state, Filing)
    assert hall.errands(FileCase)[0].run.identity.kind == NAMELESS
    hall.tell(FiledCase(hall.visit, filed(item=STUCK_ITEM)))
    assert isinstance(hall.state, Filing)
    hall.wait(10)
    assert isinstance(hall.state, Delivering)
    hall.tell(PrintEnded(hall.visit, "confirmed", 1))
    hall.attendant.finish()
    assert isinstance(hall.state, Rating)


def test_a_card_that_comes_and_goes_takes_nothing_from_who_wants_no_name(hall):
    begun(hall)
    before = hall.state
    hall.tell(CardInserted())
    hall.tell(CardRemoved())
    assert hall.state == before


def test_who_leaves_the_item_is_nobody_for_the_next_one(hall):
    begun(hall)
    hall.attendant.back()
    assert hall.state == Choosing()
