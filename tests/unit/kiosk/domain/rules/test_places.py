"""Places nearby: ways follow the streets, what is open now comes first, and nearest means nearest that serves."""

import datetime as dt
import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_services, load_workdays
from config.places import Crossing, Live, Place, Street, Town, load_places, read_places
from config.problems import ConfigError
from config.toml import Text
from kiosk.domain.rules.deadlines import OFFICE_ZONE
from kiosk.domain.rules.places import east_north, minutes, nearest, reached, serves_now, told, within
from kiosk.domain.workdays import Workdays

WORKDAYS = Workdays(load_workdays())
NOW = dt.datetime(2026, 11, 23, 9, 43, tzinfo=OFFICE_ZONE)  # a Monday
TOWN = load_places().seen_from("K0007")
HALL = TOWN.place("hall")


def found(item="", now=NOW, town=TOWN):
    return nearest(town, item, now, WORKDAYS)


def test_the_next_terminal_is_320_metres_and_five_minutes_away():
    first = found()[0]
    assert (first.place.id, first.metres, first.minutes, first.now) == ("k0012", 320, 5, True)
    assert [(leg.street.name, leg.heading, leg.to.name) for leg in first.legs] == [("示范大街", "east", "市民广场")]


def test_straight_on_along_one_street_is_one_leg():
    legs = next(one for one in found() if one.place.id == "hall").legs
    assert [(round(leg.metres), [stop.id for stop in leg.through]) for leg in legs] == [(720, ["square", "hall"])]


def test_nearest_is_the_nearest_that_serves_the_item_not_the_nearest():
    assert found("no-crime-record")[0].place.id == "hall"
    assert found("aged-allowance")[0].place.id == "k0012"


def test_what_is_closed_now_comes_after_what_is_open():
    night = NOW.replace(hour=22, minute=30)
    order = [(one.place.id, one.now) for one in found("pension-proof", night)]
    assert order == [("k0012", True), ("market-station", False), ("hall", False), ("k0021", False)]


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-23T08:29", False),
        ("2026-11-23T08:30", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T14:00", True),
        ("2026-11-22T09:00", False),  # Sunday
        ("2026-10-10T09:00", True),  # a Saturday that is worked
        ("2026-10-02T09:00", False),  # 国庆节
        ("2031-03-03T09:00", None),  # no calendar yet
    ],
)
def test_a_hall_is_open_in_its_hours_on_working_days(moment, open_):
    assert serves_now(HALL, dt.datetime.fromisoformat(moment).replace(tzinfo=OFFICE_ZONE), WORKDAYS) is open_


def test_what_a_place_tells_of_itself_counts_for_half_an_hour():
    here = TOWN.place("k0012")
    closed = replace(here, live=Live(seen="2026-11-23T09:40:00+08:00", open=False))
    assert serves_now(closed, NOW, WORKDAYS) is False
    later = NOW + dt.timedelta(minutes=31)
    assert (told(closed, NOW), told(closed, later)) == (closed.live, None)
    assert serves_now(closed, later, WORKDAYS) is True


def test_a_terminal_on_no_map_knows_no_way():
    assert found(town=load_places().seen_from("K9999")) == ()
    assert within(Town()) == frozenset()


def test_the_quarter_of_an_hour_leaves_the_bus_station_out():
    assert {one.id for one in TOWN.crossings} - within(TOWN) == {"station"}


def test_every_item_of_the_map_is_an_item_of_the_catalogue():
    assert {item for place in TOWN.places for item in place.items} <= load_services().keys()


@st.composite
def towns(draw):
    names = [f"c{n}" for n in range(draw(st.integers(2, 9)))]
    near = st.floats(-0.02, 0.02)
    crossings = tuple(
        Crossing(id=one, name=one, name_en=one, lon=124 + draw(near), lat=38 + draw(near)) for one in names
    )
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple)
    streets = tuple(Street(name="路", name_en="Rd", ends=ends) for ends in draw(st.lists(pairs, max_size=14)))
    spans = st.sampled_from([("00:00-24:00",), ("08:30-12:00", "14:00-17:30"), ("22:00-23:00",)])
    places = tuple(
        Place(
            id=f"p{at}",
            name=at,
            name_en=at,
            kind="window",
            at=at,
            door="门",
            door_en="door",
            hours=draw(spans),
            days=draw(st.sampled_from(["daily", "workdays"])),
            items=tuple(draw(st.sets(st.sampled_from(["a", "b"])))),
        )
        for at in names
    )
    return Town(crossings, streets, places, here="pc0")


@given(towns(), st.sampled_from(["", "a", "b"]))
def test_nearest_leaves_nobody_out_and_puts_nobody_before_a_better_one(town, item):
    order = nearest(town, item, NOW, WORKDAYS)
    asked = {one.place.id for one in reached(town, NOW, WORKDAYS) if not item or item in one.place.items}
    assert {one.place.id for one in order} == asked
    ranks = [({True: 0, None: 1, False: 2}[one.now], one.metres) for one in order]
    assert ranks == sorted(ranks)


@given(towns())
def test_a_way_is_walked_along_streets_from_here_to_there_and_never_shorter_than_the_air_line(town):
    where = {one.id: one for one in town.crossings}
    roads = {frozenset(street.ends) for street in town.streets}
    for one in reached(town, NOW, WORKDAYS):
        stops = ["c0", *(stop.id for leg in one.legs for stop in leg.through)]
        assert stops[-1] == one.place.at
        assert all(frozenset(pair) in roads for pair in pairwise(stops))
        air = math.hypot(*east_north(where[one.place.at], where["c0"]))
        assert sum(leg.metres for leg in one.legs) >= air * 0.999
        assert one.minutes == minutes(one.metres)


BAD = {
    "nowhere": ('at = "moon"', "at"),
    "over-midnight": ('hours = ["22:00-06:00"]', "hours"),
    "no-zone": ('live = { seen = "2026-11-23T09:40:00" }', "live.seen"),
    "markup": ('door = "<b>门</b>"', "door"),
    "unknown": ('wifi = "free"', "wifi"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_map_with_a_mistake_is_refused_with_its_place(name):
    line, key = BAD[name]
    fields = {
        "name": '"示范点"',
        "name_en": '"Point"',
        "kind": '"window"',
        "at": '"square"',
        "door": '"门口"',
        "door_en": '"Door"',
        "hours": '["08:30-17:30"]',
        "days": '"daily"',
    }
    first, _, value = line.partition(" = ")
    text = "\n".join(f"{field} = {one}" for field, one in {**fields, first: value}.items())
    streets = "[[crossings]]\nid='square'\nname='广场'\nname_en='Square'\nlon=124.0\nlat=38.0\n"
    with pytest.raises(ConfigError) as refused:
        read_places([Text("streets.toml", streets), Text("point.toml", text)])
    assert [(one.file, one.key) for one in refused.value.problems] == [("point.toml", key)]
