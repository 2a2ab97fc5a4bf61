"""C2 ①: no card in the hand, a code on the telephone: whole terminals, a real platform, a line that can be cut."""

import datetime as dt

import pytest
from station import CATALOGUE, FAULTS, glass

from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.identity_level import level_of
from kiosk.domain.reports import CameraFailed, CodeSeen
from kiosk.domain.results import ResultAsk
from kiosk.domain.state import (
    AwaitingCard,
    Choosing,
    Delivering,
    Farewell,
    IdleWarning,
    Informing,
    Serving,
    ShowingCode,
    Welcoming,
)
from kiosk.gateway.sandbox.phone_codes import make_code
from kiosk.journeys.nameless import PHONE_CODE

ZHAO, WANG = "999901195202290022", "999901200402290215"
ITEM = "elder-card-joint"
QUERY = "realestate-query"


def code(one, number=ZHAO, kind="ctid", age_s=0):
    return make_code(kind, number, one.at - dt.timedelta(seconds=age_s))


def show(one, text):
    """Lay a telephone under the camera."""
    one._tell(CodeSeen(one.attendant.visit, text))
    one.work()


@pytest.fixture
def one(stations):
    station = stations()
    station.press("begin")
    return station


def wants(one, item=ITEM):
    one.choose(item)
    assert isinstance(one.state, AwaitingCard)
    one.tap(Pick(PHONE_CODE))
    assert isinstance(one.state, ShowingCode)
    assert one.camera
    return one


def test_a_code_in_a_card_s_place_walks_an_item_to_its_receipt(one):
    show(wants(one), code(one))
    assert isinstance(one.state, Serving)
    assert (one.run.identity.kind, one.run.identity.number, level_of(one.run.identity)) == ("ctid", ZHAO, 3)
    assert not one.camera
    assert ("code-verified", "ctid") in one.notes
    assert "赵桂兰" not in glass(one)
    assert "赵*兰" in glass(one)
    assert ZHAO not in glass(one)
    one.hurry_to("review")
    one.tap(Go())
    assert isinstance(one.state, Delivering)
    assert one.state.phase == "done"
    assert one.state.identity.kind == "ctid"


def test_the_case_says_by_what_the_person_was_known(one):
    show(wants(one), code(one))
    one.hurry_to("review")
    one.tap(Go())
    body = one.sandbox.see(f"cases/{one.state.filed.case_id}")["body"]
    assert {name: body["identity"][name] for name in ("kind", "trust", "matched", "type_code")} == {
        "kind": "ctid",
        "trust": "code_verified",
        "matched": "remote",
        "type_code": "111",
    }


def test_a_telephone_opens_what_wants_more_than_a_card(one):
    """L3 opens what L2 guards: the step that proves the holder is not even asked."""
    show(wants(one, QUERY), code(one, WANG))
    one.tap(Go(), Pick("rent"))
    assert isinstance(one.ask, ResultAsk)


def test_a_telephone_beside_the_card_shows_that_the_holder_is_here(one):
    one.lay("wang", "resident")
    one.choose(QUERY)
    one.tap(Go())
    assert [row.id for row in one.ask.rows] == ["secret", "code", "window"]
    one.tap(Pick("code"))
    assert one.camera
    show(one, code(one, ZHAO))
    assert "不是一个人" in glass(one)
    assert level_of(one.run.identity) == 1
    show(one, code(one, WANG))
    assert "核对好了" in glass(one)
    one.tap(Go())
    assert not one.camera
    assert (one.step, level_of(one.run.identity)) == ("form", 3)
    one.tap(Pick("rent"))
    assert isinstance(one.ask, ResultAsk)


def test_another_way_may_be_taken_after_the_telephone(one):
    one.lay("wang", "resident")
    one.choose(QUERY)
    one.tap(Go(), Pick("code"))
    show(one, "https://example.com/")
    assert "证明不了" in glass(one)
    one.tap(Pick("ways"), Pick("secret"), *map(Press, "230904"), Go(), Go())
    assert one.step == "form"
    assert not one.camera


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda one: code(one, age_s=70), "phone-code-late"),
        (lambda one: code(one, age_s=-20), "phone-code-clock"),
        (lambda one: "https://example.com/pay", "phone-code-strange"),
        (lambda one: "x" * 4000, "phone-code-strange"),
    ],
    ids=["late", "ahead", "strange", "long"],
)
def test_what_does_not_count_is_said_and_a_fresh_code_is_taken_at_once(one, made, fault):
    show(wants(one), made(one))
    assert one.state == ShowingCode(ITEM, fault=fault)
    assert len(set(FAULTS[fault].ways)) == 2
    assert FAULTS[fault].title in glass(one)
    show(one, code(one))
    assert isinstance(one.state, Serving)


def test_a_replay_is_refused_at_any_terminal(one, stations):
    shown = code(one)
    show(wants(one), shown)
    one.press("leave")
    other = stations()
    other.press("begin")
    show(wants(other), shown)
    assert other.state.fault == "phone-code-used"
    assert ("code-refused", "phone-code-used") in other.notes


def test_without_a_line_it_says_so_and_offers_what_works(one):
    one.line.up = False
    show(wants(one), code(one))
    assert one.state == ShowingCode(ITEM, fault="platform-unreachable")
    item = CATALOGUE.item(ITEM)
    assert item.channels.window in glass(one)
    assert item.channels.window_hours in glass(one)
    one.tap(Pick("guide"))
    assert isinstance(one.state, Informing)
    assert not one.camera


def test_back_leave_a_card_or_nothing_at_all_end_the_looking_and_the_camera(one):
    wants(one).press("back")
    assert (one.state, one.camera) == (AwaitingCard(ITEM), False)
    one.tap(Pick(PHONE_CODE))
    one.lay("zhao")
    assert isinstance(one.state, Serving)
    assert not one.camera
    one.take()
    one.wait(8)
    assert one.state == Welcoming()
    one.press("begin")
    wants(one).wait(90)
    assert (one.state, one.camera) == (AwaitingCard(ITEM), False)
    one.tap(Pick(PHONE_CODE))
    one.press("leave")
    assert (one.state, one.camera) == (Welcoming(), False)


def test_a_broken_camera_is_said(one):
    wants(one)
    one._tell(CameraFailed(one.attendant.visit, "camera-gone"))
    assert FAULTS["camera-gone"].title in glass(one)


def test_who_came_by_telephone_is_nobody_s_card_and_goes_by_walking_away(one):
    show(wants(one), code(one))
    one.lay("wang", "resident")
    one.take()  # somebody else's card comes and goes: nothing of this visit is its
    assert one.run.identity.number == ZHAO
    one.press("back")
    assert isinstance(one.state, Choosing)
    one.wait(46)
    assert isinstance(one.state, IdleWarning)
    one.wait(21)
    assert isinstance(one.state, Farewell)


def test_a_terminal_without_a_verifier_offers_no_code(stations):
    one = stations()
    one.profile = type(one.profile)(**{**_fields(one.profile), "verifier": ""})
    one.press("begin")
    one.choose(ITEM)
    one.tap(Pick(PHONE_CODE))
    assert one.state == AwaitingCard(ITEM)


def test_nothing_of_the_code_is_printed_or_kept(one):
    show(wants(one, QUERY), code(one, WANG))
    one.tap(Go(), Pick("rent"))
    assert "GZM1" not in repr(one.run.form)
    assert "GZM1" not in str(one.notes)


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
