"""附近办事点: the map over the list of places, or over the way to one of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kiosk.domain.rules.places import east_north, nearest, within
from kiosk.journeys.places import item_of, place_ask, places_ask, reach
from ui.projection.pick import project_pick
from ui.projection.tell import project_tell
from ui.projection.town_map import Pin, Strip, TownMap

if TYPE_CHECKING:
    from kiosk.domain.rules.places import Reach
    from kiosk.domain.state import Choosing
    from ui.projection.scene import Scene
    from ui.projection.view import View

__all__ = ["project_places"]


def project_places(state: Choosing, scene: Scene) -> View:
    """Show the places, or the way to the chosen one."""
    when, english = scene.moment, scene.prefs.english
    one = reach(state.place, when)
    if one is not None:
        told = project_tell(place_ask(one, when, english=english), scene, listing=state.listing)
        return replace(told, map=_map(scene, (one,), one))
    found = nearest(when.town, item_of(state.category) or "", when.now, when.workdays)
    listed = project_pick(places_ask(state.category, when, english=english), scene)
    return replace(listed, map=_map(scene, found)) if found else listed


def _map(scene: Scene, shown: tuple[Reach, ...], way: Reach | None = None) -> TownMap:
    town, near = scene.moment.town, within(scene.moment.town)
    where = {one.id: one for one in town.crossings}
    here = next(place for place in town.places if place.id == town.here)
    spots = {one.id: east_north(one, where[here.at]) for one in town.crossings}
    walked = _walked(way, here.at)
    strips = tuple(
        Strip(
            spots[a][0],
            -spots[a][1],
            spots[b][0],
            -spots[b][1],
            {a, b} <= near,
            frozenset((a, b)) in walked,
        )
        for a, b in (street.ends for street in town.streets)
    )
    return TownMap(
        strips=strips,
        pins=_pins(scene, shown, spots, here.at, way),
        wide=max(abs(east) for east, _ in spots.values()),
        high=max(abs(north) for _, north in spots.values()),
        legend=scene.tr("粗线：15 分钟走得到"),
        spoken=scene.tr("附近地图，这台终端在中间"),
    )


def _pins(
    scene: Scene, shown: tuple[Reach, ...], spots: dict[str, tuple[float, float]], here: str, way: Reach | None
) -> tuple[Pin, ...]:
    numbers = {one.place.at: (str(n), one) for n, one in enumerate(shown, start=1)}
    on_way = {crossing.id for leg in way.legs for crossing in leg.through} if way else set()
    pins = []
    for one in scene.moment.town.crossings:
        east, north = spots[one.id]
        number, place = numbers.get(one.id, ("", None))
        label = one.name_en if scene.prefs.english else one.name
        if scene.prefs.english or scene.prefs.elder:
            label = ""  # large or long names would cover each other: title and rows name everything
        if one.id == here:
            pins.append(Pin(east, -north, "", scene.tr("您在这里"), "bad", here=True))
        elif place is not None:
            tone = {True: "ok", None: "warn", False: "muted"}[place.now]
            pins.append(Pin(east, -north, number if way is None else "●", label, tone))
        elif way is None or one.id in on_way:
            pins.append(Pin(east, -north, "", label, "muted"))
    return tuple(pins)


def _walked(way: Reach | None, start: str) -> set[frozenset[str]]:
    """Return the stretches to be walked, as pairs of crossings."""
    stops = [start, *(crossing.id for leg in way.legs for crossing in leg.through)] if way else []
    return {frozenset(pair) for pair in pairwise(stops)}
