"""C10, F20: a helper shows their card and helps; the citizen alone hands in, and rates alone."""

import pytest
from station import FAULTS, glass

from drivers.lab.pki import lab_pki
from kiosk.domain.answers import Go, Pick
from kiosk.domain.reports import CodeSeen
from kiosk.domain.state import (
    AwaitingCard,
    CardTrouble,
    Choosing,
    Confirming,
    Delivering,
    Farewell,
    Helping,
    Informing,
    Serving,
    TakingCard,
    Welcoming,
)
from kiosk.gateway.sandbox.phone_codes import make_code
from kiosk.journeys.helping import AGREED, NOT_YET, short
from kiosk.journeys.nameless import PHONE_CODE

ITEM = "elder-card-joint"


@pytest.fixture
def one(stations, tmp_path):
    station = stations()
    lab_pki().write_trust(tmp_path / "trust")
    station.trust = str(tmp_path / "trust")
    return station


def helped(one, item=ITEM):
    """A helper lays their card, takes it, the citizen lays theirs; return the helper's number."""
    one.lay("li", "helper")
    assert isinstance(one.state, Helping)
    staff = one.state.staff
    one.take()
    assert one.state == Choosing()
    one.lay()
    one.choose(item)
    assert isinstance(one.state, Serving)
    return staff


def to_the_end(one):
    one.hurry_to("review")
    one.tap(Go())


def test_a_helped_citizen_s_case_says_who_helped_and_every_step_is_written_down(one):
    staff = helped(one)
    to_the_end(one)
    assert isinstance(one.state, Confirming)
    one.tap(Pick(AGREED))
    assert isinstance(one.state, Delivering)
    body = one.sandbox.see(f"cases/{one.state.filed.case_id}")["body"]
    assert body["assisted_by"] == staff
    assert "helper" not in body["identity"]
    assert body["identity"]["number"] == "999901195202290022"
    assert one.notes.count(("helper-came", f"no-{staff}")) == 1
    steps = [detail for event, detail in one.notes if event == "step-assisted"]
    assert [kind for kind in ("guide", "materials", "capture", "promise", "sign", "review") if kind not in steps] == []
    assert ("citizen-confirmed", "") in one.notes


def test_no_name_of_the_helper_and_no_whole_field_of_the_citizen_is_on_the_glass(one):
    staff = helped(one)
    seen = [glass(one)]
    for step in ("materials", "capture", "promise", "sign", "review"):
        one.hurry_to(step)
        seen.append(glass(one))
    one.tap(Go())
    seen.append(glass(one))
    for words in seen:
        assert "帮办员在协助您" in words
        assert short(staff) in words
        assert "李䶮" not in words
        assert "赵桂兰" not in words
        assert "999901195202290022" not in words


def test_nothing_is_handed_in_without_the_citizen_s_own_word(one):
    helped(one)
    to_the_end(one)
    one.tap(Go(), Pick("something"))
    assert isinstance(one.state, Confirming)
    assert [case for case in one.sandbox.cases() if case["device_id"] == one.profile.terminal_id] == []
    one.tap(Pick(NOT_YET))
    assert isinstance(one.state, Serving)
    one.hurry_to("review")
    one.tap(Go())
    one.press("back")
    assert isinstance(one.state, Serving)


def test_with_the_citizen_s_card_goes_the_helped_visit_and_nothing_was_handed_in(one):
    helped(one)
    to_the_end(one)
    one.take()
    assert one.state == Farewell("withdrawn")
    assert ("case-filed", ITEM) not in one.notes


def test_the_rating_is_not_put_to_a_helper(one):
    helped(one)
    to_the_end(one)
    one.tap(Pick(AGREED))
    one.press("finish")
    assert one.state == TakingCard(one.policy.card_s, how="done")
    one.take()
    assert one.state == Farewell("done")
    assert one.rates == []


def test_a_rating_begins_only_without_a_helper(one):
    helped(one)
    one.press("back")
    one.choose("evaluation")
    assert isinstance(one.state, Informing)


def test_the_visit_can_be_ended_before_the_citizen_agrees(one):
    helped(one)
    to_the_end(one)
    one.press("leave")
    assert isinstance(one.state, TakingCard)
    assert ("case-filed", ITEM) not in one.notes


def test_the_next_citizen_has_no_helper(one):
    helped(one)
    one.press("leave")
    one.take()
    one.lay("wang", "resident")
    assert isinstance(one.state, Choosing)
    assert one.state.identity.helper == ""
    assert "协助" not in glass(one)


def test_whoever_wants_no_help_says_so(one):
    one.lay("li", "helper")
    one.press("back")
    assert isinstance(one.state, TakingCard)
    one.take()
    one.wait(10)
    one.lay()
    assert one.state.identity.helper == ""


def test_a_helper_s_card_alone_opens_nobody_s_data_and_is_forgotten(one):
    one.press("begin")
    one.choose(ITEM)
    one.lay("li", "helper")
    assert isinstance(one.state, Helping)
    one.take()
    assert one.state == AwaitingCard(ITEM)
    one.wait(46)
    one.wait(30)
    assert one.state == Welcoming()
    one.lay()
    assert one.state.identity.helper == ""


def test_a_card_that_no_authority_vouches_for_makes_no_helper(one):
    one.trust = ""
    one.lay("li", "helper")
    assert isinstance(one.state, CardTrouble)
    assert one.state.code == "card-pa-authority"
    assert [event for event, _ in one.notes if event == "helper-came"] == []


def test_a_technician_is_no_helper(one):
    one.lay("li", "technician")
    assert one.state == CardTrouble("card-technician")


def test_who_came_by_telephone_cannot_hand_in_with_a_helper_beside_them(one):
    """The citizen's own card on the reader is what tells them from the helper."""
    one.lay("li", "helper")
    one.take()
    one.choose(ITEM)
    one.tap(Pick(PHONE_CODE))
    one._tell(CodeSeen(one.attendant.visit, make_code("ctid", "999901195202290022", one.at)))
    one.work()
    to_the_end(one)
    one.tap(Pick(AGREED))
    assert one.state.fault == "confirm-needs-card"
    assert len(set(FAULTS["confirm-needs-card"].ways)) == 2
    assert FAULTS["confirm-needs-card"].title in glass(one)
