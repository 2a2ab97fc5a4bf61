"""The way to a place, in words and on paper: what the map's screen shows and the slip repeats."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, PickAsk, PickRow, TellAsk
from kiosk.domain.rules.places import nearest, told
from kiosk.domain.words import say

if TYPE_CHECKING:
    from config.places import Place
    from kiosk.domain.plain_asks import Tint
    from kiosk.domain.rules.places import Leg, Reach
    from kiosk.domain.words import Say, Words
    from kiosk.journeys.protocol import Moment

__all__ = ["PLACES", "distance", "hours", "item_of", "place_ask", "places_ask", "reach", "route_slip", "steps"]

PLACES: Final = "places"
_ICONS: Final = {"hall": "bank", "terminal": "squares-four", "window": "storefront", "locker": "package"}
_HEADINGS: Final = {
    "east": say("沿{street}向东走 {metres} 米，到{to}"),
    "west": say("沿{street}向西走 {metres} 米，到{to}"),
    "north": say("沿{street}向北走 {metres} 米，到{to}"),
    "south": say("沿{street}向南走 {metres} 米，到{to}"),
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


def places_ask(category: str, when: Moment, *, english: bool = False) -> PickAsk:
    """Offer the places on the map; of an item, those that serve it, wherever else it is nearer."""
    item_id = item_of(category) or ""
    found = nearest(when.town, item_id, when.now, when.workdays)
    if not when.town.here:
        empty = say("这台终端还没有画进地图，请拨 12345 问附近的点。")
    else:
        empty = say("地图上没有别的点能办这件事，请拨 12345 问一问。")
    return PickAsk(
        title=say("哪里还能办") if item_id else say("附近办事点"),
        lead=say("现在能办的排在前面，路程按街道量。"),
        rows=tuple(_row(place, one, when, english=english) for place, one in enumerate(found, start=1)),
        empty=empty,
    )


def place_ask(one: Reach, when: Moment, *, english: bool = False) -> TellAsk:
    """Tell the way to a place, and offer it on paper."""
    facts = (
        (say("开放"), hours(one.place)),
        *(((say("现状"), _living(one.place, when)),) if told(one.place, when.now) else ()),
        *((say("第 {n} 段", n=n), step) for n, step in enumerate(steps(one, english=english)[:-1], start=1)),
        (say("到了"), one.place.door_en if english else one.place.door),
        *(((say("电话"), one.place.tel),) if one.place.tel else ()),
    )
    tag, tint = _tag(one.now)
    return TellAsk(
        title=one.place.name_en if english else one.place.name,
        lead=distance(one),
        facts=facts,
        acts=(Act("print", say("打一张路线条")),),
        light=tag,
        tint=tint,
    )


def _row(n: int, one: Reach, when: Moment, *, english: bool) -> PickRow:
    tag, tint = _tag(one.now)
    name = one.place.name_en if english else one.place.name
    lines: tuple[Words, ...] = (distance(one), hours(one.place))
    if told(one.place, when.now):
        lines = (distance(one), _living(one.place, when))
    return PickRow(one.place.id, f"{n}  {name}", lines, tag, tint, _ICONS[one.place.kind])


def _tag(now: bool | None) -> tuple[Say, Tint]:  # noqa: FBT001 - three answers
    tags: dict[bool | None, tuple[Say, Tint]] = {
        True: (say("现在开着"), "ok"),
        False: (say("现在关门"), "muted"),
        None: (say("开门请先问"), "warn"),
    }
    return tags[now]


def _living(place: Place, when: Moment) -> Say:
    """Say what the place told of itself, and when."""
    live = told(place, when.now)
    if live is None:
        return hours(place)
    at = f"{dt.datetime.fromisoformat(live.seen).astimezone(when.now.tzinfo):%H:%M}"
    if not live.printing:
        return say("{at} 报告：打不了回执，可收件", at=at)
    if live.queue:
        return say("{at} 报告：有纸，{n} 人在等", at=at, n=live.queue)
    return say("{at} 报告：有纸，不用等", at=at)


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
        _HEADINGS[leg.heading].text,
        street=leg.street.name_en if english else leg.street.name,
        metres=round(leg.metres / 10) * 10,
        to=leg.to.name_en if english else leg.to.name,
    )
