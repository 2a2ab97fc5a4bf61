"""F68: from the map to a printed way, for anybody, and back to the item one came from."""

import datetime as dt
from dataclasses import replace

import pytest

from config.load import load_workdays
from config.places import Live, load_places
from kiosk.attendant import Attendant, Policy
from kiosk.domain.answers import Pick, Print
from kiosk.domain.errands import Note, PrintPaper
from kiosk.domain.reports import PrintEnded
from kiosk.domain.rules.deadlines import OFFICE_ZONE
from kiosk.domain.state import Choosing, Informing
from kiosk.domain.workdays import Workdays
from kiosk.journeys.places import place_ask, places_ask, reach, route_slip
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk
from tests.unit.kiosk.attendant.visits import CATALOGUE

TOWN = load_places().seen_from("K0007")
NOW = Moment(dt.datetime(2026, 11, 23, 9, 43, tzinfo=OFFICE_ZONE), Workdays(load_workdays()), "示范市", TOWN)
ITEM = "sole-trader-setup"


@pytest.fixture
def desk():
    sent = []
    one = Attendant(
        CATALOGUE,
        Walk.of_all_kinds(),
        lambda: NOW,
        send=sent.append,
        publish=lambda _state, _health: None,
        clock=lambda: 0.0,
        policy=Policy(),
    )
    one.sent = sent
    one.begin()
    return one


def papers(desk):
    return [errand.printout for errand in desk.sent if isinstance(errand, PrintPaper)]


def test_a_place_is_shown_its_way_is_printed_once_and_told(desk):
    desk.browse("places")
    desk.answer(Pick("k0021"))
    assert desk.state == Choosing(category="places", place="k0021")
    desk.answer(Print())
    desk.answer(Print())
    assert len(papers(desk)) == 1
    desk.tell(PrintEnded(desk.visit, "confirmed", 1, "", paper="paper"))
    assert desk.state.listing == "done"
    assert Note(desk.visit, "paper-printed") in desk.sent


def test_a_paper_that_did_not_come_says_why(desk):
    desk.browse("places")
    desk.answer(Pick("k0012"))
    desk.answer(Print())
    desk.tell(PrintEnded(desk.visit, "held", 1, "printer-jam", paper="paper"))
    assert desk.state.listing == "printer-jam"


def test_the_way_back_leads_over_the_map_to_the_item(desk):
    desk.choose("no-crime-record")
    assert isinstance(desk.state, Informing)
    desk.browse("places/no-crime-record")
    desk.answer(Pick("hall"))
    desk.back()
    assert desk.state == Choosing(category="places/no-crime-record")
    desk.back()
    assert desk.state == Informing("no-crime-record")


def test_what_is_on_no_map_is_not_shown_and_nothing_is_printed_without_a_place(desk):
    desk.browse("places")
    for answer in (Pick("moon"), Pick("k0007"), Print()):
        desk.answer(answer)
    assert desk.state == Choosing(category="places")
    assert papers(desk) == []


def test_the_map_of_an_item_offers_only_those_that_serve_it():
    assert [row.id for row in places_ask(f"places/{ITEM}", NOW).rows] == ["hall"]
    assert len(places_ask("places", NOW).rows) == len(TOWN.places) - 1


def test_a_terminal_on_no_map_says_whom_to_ask():
    nowhere = replace(NOW, town=load_places().seen_from("K9999"))
    asked = places_ask("places", nowhere)
    assert asked.rows == ()
    assert "12345" in asked.empty.chinese


def test_the_slip_leads_by_landmarks():
    slip = route_slip(reach("k0021", NOW), NOW)
    assert slip.steps == (
        "沿示范大街向东走 320 米，到市民广场",
        "沿车站路向南走 380 米，到南大桥",
        "沿滨河路向东走 360 米，到长途汽车站",
        "到了：候车厅一号门右手",
    )
    assert dict(slip.lines)["路程"] == "1060 米，走 17 分钟"


@pytest.mark.parametrize(
    ("live", "said"),
    [
        (Live(seen="2026-11-23T09:40:00+08:00", printing=False), "09:40 报告：打不了回执，可收件"),
        (Live(seen="2026-11-23T09:40:00+08:00", queue=3), "09:40 报告：有纸，3 人在等"),
        (Live(seen="2026-11-23T09:40:00+08:00"), "09:40 报告：有纸，不用等"),
        (Live(seen="2026-11-23T08:40:00+08:00"), "24 小时"),
    ],
    ids=["no-paper", "queue", "well", "old"],
)
def test_what_a_place_tells_is_said_with_its_time_and_silence_is_not_guessed(live, said):
    places = tuple(replace(place, live=live) if place.id == "k0012" else place for place in TOWN.places)
    when = replace(NOW, town=replace(TOWN, places=places))
    row = next(row for row in places_ask("places", when).rows if row.id == "k0012")
    assert row.lines[1].chinese == said
    assert ("现状" in [label.chinese for label, _ in place_ask(reach("k0012", when), when).facts]) is (
        said != "24 小时"
    )
