"""Places nearby (F68): the shortest way on foot, what is open now, and the nearest that serves an item.

Pure: the town is config.places.Town, `now` is aware. Ways follow the streets, never the air line.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kiosk.domain.rules.deadlines import OFFICE_ZONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.places import Crossing, Live, Place, Street, Town
    from kiosk.domain.workdays import Workdays

__all__ = ["RING_MIN", "Leg", "Reach", "east_north", "minutes", "nearest", "reached", "serves_now", "told", "within"]

METRES_PER_DEGREE: Final = 111_320.0
METRES_PER_MIN: Final = 65.0
RING_MIN: Final = 15
FRESH: Final = dt.timedelta(minutes=30)
Heading = Literal["east", "west", "north", "south"]


@dataclass(frozen=True, slots=True)
class Leg:
    """Straight on along one street, in metres, as far as the landmark `to`; `through` are its crossings."""

    street: Street
    heading: Heading
    metres: float
    to: Crossing
    through: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A place, how it is reached, and whether it serves now: `now` None where nobody can tell."""

    place: Place
    legs: tuple[Leg, ...]
    now: bool | None

    @property
    def metres(self) -> int:
        """The way on foot, to the next ten."""
        return round(sum(leg.metres for leg in self.legs) / 10) * 10

    @property
    def minutes(self) -> int:
        """How long that takes, a slow walker's pace."""
        return minutes(self.metres)


def minutes(metres: float) -> int:
    """Return how long that way takes on foot, in whole minutes, rounded up."""
    return math.ceil(metres / METRES_PER_MIN)


def nearest(town: Town, item_id: str, now: dt.datetime, workdays: Workdays) -> tuple[Reach, ...]:
    """Return the other places that serve this item, "" for all: those that do it now first, then the shorter way.

    What cannot be reached by the streets of the map is left out, and so is everything where this terminal is on none.
    """
    served = (one for one in reached(town, now, workdays) if not item_id or item_id in one.place.items)
    return tuple(sorted(served, key=lambda one: (_rank(one.now), one.metres, one.place.id)))


def reached(town: Town, now: dt.datetime, workdays: Workdays) -> tuple[Reach, ...]:
    """Return every other place that the streets lead to, in the order of the files."""
    here = town.place(town.here)
    ways = _ways(town, here.at) if here else {}
    return tuple(
        Reach(place, _legs(ways[place.at], town), serves_now(place, now, workdays))
        for place in town.places
        if place.id != town.here and place.at in ways
    )


def serves_now(place: Place, now: dt.datetime, workdays: Workdays) -> bool | None:
    """Whether it is open by its hours, and says nothing else of itself; None on days that no calendar knows."""
    local = now.astimezone(OFFICE_ZONE)
    if not any(_holds(span, local) for span in place.hours):
        return False
    live = told(place, now)
    if live is not None and not live.open:
        return False
    return True if place.days == "daily" else workdays.is_workday(local.date())


def told(place: Place, now: dt.datetime) -> Live | None:
    """Return what the place told of itself in the last half hour; what is older is nothing."""
    if place.live is None:
        return None
    age = now - dt.datetime.fromisoformat(place.live.seen)
    return place.live if -FRESH <= age <= FRESH else None


def within(town: Town, most_min: int = RING_MIN) -> frozenset[str]:
    """Return the crossings that are reached on foot in so many minutes."""
    here = town.place(town.here)
    ways = _ways(town, here.at) if here else {}
    return frozenset(at for at, way in ways.items() if minutes(way[0]) <= most_min)


def east_north(crossing: Crossing, origin: Crossing) -> tuple[float, float]:
    """Return where a crossing lies from another, in metres; good to a metre within a town."""
    east = (crossing.lon - origin.lon) * METRES_PER_DEGREE * math.cos(math.radians(origin.lat))
    return east, (crossing.lat - origin.lat) * METRES_PER_DEGREE


def _rank(now: bool | None) -> int:  # noqa: FBT001 - three answers
    return {True: 0, None: 1, False: 2}[now]


def _holds(span: str, local: dt.datetime) -> bool:
    first, last = span.split("-")
    return first <= f"{local:%H:%M}" < last


def _ways(town: Town, start: str) -> Mapping[str, tuple[float, tuple[tuple[Street, str], ...]]]:
    """Return the shortest way to every crossing: its metres, and the streets with the crossing each leads to."""
    where = {one.id: one for one in town.crossings}
    doors: dict[str, list[tuple[Street, str]]] = {one: [] for one in where}
    for street in town.streets:
        first, last = street.ends
        doors[first].append((street, last))
        doors[last].append((street, first))
    found: dict[str, tuple[float, tuple[tuple[Street, str], ...]]] = {}
    queue: list[tuple[float, int, str, tuple[tuple[Street, str], ...]]] = [(0.0, 0, start, ())]
    count = 0
    while queue:
        metres, _, at, way = heapq.heappop(queue)
        if at in found:
            continue
        found[at] = (metres, way)
        for street, to in doors[at]:
            count += 1
            far = math.hypot(*east_north(where[to], where[at]))
            heapq.heappush(queue, (metres + far, count, to, (*way, (street, to))))
    return found


def _legs(way: tuple[float, tuple[tuple[Street, str], ...]], town: Town) -> tuple[Leg, ...]:
    """Join stretches of one street that go on straight."""
    where = {one.id: one for one in town.crossings}
    here = town.place(town.here)
    at = where[here.at] if here else None
    legs: list[Leg] = []
    for street, to in way[1]:
        end = where[to]
        east, north = east_north(end, at or end)
        heading, metres = _heading(east, north), math.hypot(east, north)
        last = legs[-1] if legs else None
        if last and last.street.name == street.name and last.heading == heading:
            legs[-1] = Leg(street, heading, last.metres + metres, end, (*last.through, end))
        else:
            legs.append(Leg(street, heading, metres, end, (end,)))
        at = end
    return tuple(legs)


def _heading(east: float, north: float) -> Heading:
    if abs(east) >= abs(north):
        return "east" if east >= 0 else "west"
    return "north" if north >= 0 else "south"
