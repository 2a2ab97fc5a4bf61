"""Somebody whom no card tells: what they may do, what a card that comes and goes changes, and who they are after."""

import pytest
from visits import NOW, filed

from config.load import load_services
from kiosk.domain.answers import Go, Pick, Reply
from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.errands import CloseCamera, FileCase, Inquire, OpenCamera
from kiosk.domain.person import NAMELESS
from kiosk.domain.reports import CardInserted, CardRemoved, CodeSeen, FiledCase, PrintEnded
from kiosk.domain.rules.person import facts_of
from kiosk.domain.state import AwaitingCard, Choosing, Delivering, Filing, Rating, Serving
from kiosk.journeys.nameless import WITHOUT_CARD, nobody, open_to_nobody

ITEMS = load_services()
PROOF = "https://zwfw.example/q#7K3M9QX4." + "1" * 263


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


def test_a_receipt_under_the_camera_is_asked_for_at_once_and_another_code_is_told_apart(hall):
    hall.attendant.begin()
    hall.attendant.choose("case-progress")
    hall.attendant.answer(Pick(WITHOUT_CARD))
    hall.attendant.answer(Go())
    assert hall.sent[-1] == OpenCamera(hall.visit, codes=True)
    hall.tell(CodeSeen(hall.visit, "https://example.org/"))
    assert (hall.state.run.step.kind, hall.state.fault) == ("progress_code", "code-strange")
    hall.tell(CodeSeen(hall.visit, PROOF))
    assert hall.state.run.step.kind == "progress_found"
    (asked,) = hall.errands(Inquire)
    assert (asked.inquiry.kind, asked.inquiry.what["proof"]) == ("progress-code", PROOF)
    assert isinstance(hall.sent[-1], CloseCamera)


def test_a_code_says_nothing_where_no_code_is_looked_for(hall):
    before = begun(hall).state
    hall.tell(CodeSeen(hall.visit, PROOF))
    assert hall.state == before
