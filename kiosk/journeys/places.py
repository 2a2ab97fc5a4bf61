"""The way to a place, in words and on paper: what the map's screen shows and the slip repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Printout
from kiosk.domain.rules.places import nearest
from kiosk.domain.words import say

if TYPE_CHECKING:
    from config.places import Place
    from kiosk.domain.rules.places import Leg, Reach
    from kiosk.domain.words import Say
    from kiosk.journeys.protocol import Moment

__all__ = ["PLACES", "distance", "hours", "item_of", "reach", "route_slip", "steps"]

PLACES: Final = "places"
_HEADINGS: Final = {
    "east": "沿{street}向东走 {metres} 米，到{to}",
    "west": "沿{street}向西走 {metres} 米，到{to}",
    "north": "沿{street}向北走 {metres} 米，到{to}",
    "south": "沿{street}向南走 {metres} 米，到{to}",
}


def item_of(category: str) -> str | None:
    """Return the item that a place is looked for, "" for any; None where no place is."""
    first, _, item_id = category.partition("/")
    return item_id if first == PLACES else None


def reach(place_id: str, when: Moment) -> Reach | None:
    """Return how this place is reached, None where it is not on the map."""
    return next((one for one in nearest(when.town, "", when.now, when.workdays) if one.place.id == place_id), None)


def distance(one: Reach) -> Say:
    """Say how far it is, on foot."""
    return say("{metres} 米，走 {minutes} 分钟", metres=one.metres, minutes=one.minutes)


def hours(place: Place) -> Say:
    """Say when it is open."""
    if place.hours == ("00:00-24:00",):
        return say("24 小时")
    spans = "，".join(place.hours)
    return say("每天 {spans}", spans=spans) if place.days == "daily" else say("工作日 {spans}", spans=spans)


def steps(one: Reach, *, english: bool = False) -> tuple[Say, ...]:
    """Say the way, leg by leg, and the door at its end."""
    door = one.place.door_en if english else one.place.door
    return (*(_leg(leg, english=english) for leg in one.legs), say("到了：{door}", door=door))


def route_slip(one: Reach, when: Moment) -> Printout:
    """Return the slip that leads there: landmarks, hours, telephone."""
    lines = [
        ("地点", one.place.name),
        ("路程", distance(one).chinese),
        ("开放", hours(one.place).chinese),
    ]
    if one.place.tel:
        lines.append(("电话", one.place.tel))
    if one.place.terminal_id:
        lines.append(("终端号", one.place.terminal_id))
    here = when.town.place(when.town.here)
    return Printout(
        "slip",
        {
            "title": "附近办事点路线",
            "lead": one.place.name,
            "note": f"从{here.name if here else ''}出发。路程按街道量，出门前可拨 12345 核实开门时间。",
        },
        lines=tuple(lines),
        steps=tuple(step.chinese for step in steps(one)),
    )


def _leg(leg: Leg, *, english: bool) -> Say:
    return say(
        _HEADINGS[leg.heading],
        street=leg.street.name_en if english else leg.street.name,
        metres=round(leg.metres / 10) * 10,
        to=leg.to.name_en if english else leg.to.name,
    )
