"""Where things can be done nearby (F68): crossings, streets and the places on them, as one centre publishes them.

Positions are CGCS2000 degrees. A place stands at a crossing, its door is words. There are no tiles: what is drawn is
what these files say.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from config.problems import Findings
from config.shape import build
from config.toml import read_table
from config.wording import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from config.toml import Source

    Note = Callable[[str, str], None]

__all__ = ["Crossing", "Live", "Place", "PlaceKind", "Street", "Town", "load_places", "read_places"]

HERE: Final = Path(__file__).parent / "places"
STREETS: Final = "streets"
SPAN: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]")
NAME_LENGTH: Final = 20
PlaceKind = Literal["hall", "terminal", "window", "locker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A point that everybody finds: `name` is the landmark there."""

    id: str
    name: str
    name_en: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """One stretch between two crossings, straight and to be walked both ways."""

    name: str
    name_en: str
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a place last told of itself: `seen` is an aware moment, ISO 8601; `printing` whether paper comes out."""

    seen: str
    open: bool = True
    printing: bool = True
    queue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where things are done: at the crossing `at`, behind the `door`. `items` are ids of service items.

    `hours` are spans of one day on the office's clock; `days` whether they hold every day or on working days.
    """

    name: str
    name_en: str
    kind: PlaceKind
    at: str
    door: str
    door_en: str
    hours: tuple[str, ...]
    days: Literal["daily", "workdays"]
    items: tuple[str, ...] = ()
    tel: str = ""
    terminal_id: str = ""
    live: Live | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """Everything on the map; `here` is the id of the place where this terminal stands, "" where it is on no map."""

    crossings: tuple[Crossing, ...] = ()
    streets: tuple[Street, ...] = ()
    places: tuple[Place, ...] = ()
    here: str = ""

    def place(self, place_id: str) -> Place | None:
        """Return the place with this id."""
        return next((place for place in self.places if place.id == place_id), None)

    def seen_from(self, terminal_id: str) -> Town:
        """Return the town as this terminal sees it."""
        here = next((place.id for place in self.places if place.terminal_id == terminal_id), "")
        return dataclasses.replace(self, here=here)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Streets:
    crossings: tuple[Crossing, ...]
    streets: tuple[Street, ...] = field(default=())


def load_places(folder: Path = HERE) -> Town:
    """Return the town of a folder: `streets.toml`, and one file for each place. Raises ConfigError."""
    return read_places(sorted(folder.glob("*.toml")))


def read_places(sources: Iterable[Source]) -> Town:
    """Return the town of these files. Raises ConfigError with every mistake."""
    findings, town, places = Findings(), _Streets(crossings=()), []
    for source in sources:
        table, note = read_table(source, findings), partial(findings.add, source.name)
        if source.stem == STREETS:
            town = build(_Streets, table, source.name, findings)
            _check_streets(town, note)
            _plain(dataclasses.asdict(town), note)
        else:
            place = build(Place, {**table, "id": source.stem}, source.name, findings)
            _check_place(place, note)
            _plain(dataclasses.asdict(place), note)
            places.append((source.name, place))
    known = {one.id for one in town.crossings}
    for name, place in places:
        if place.at not in known:
            findings.add(name, "at", "is no crossing of streets.toml")
    findings.refuse()
    return Town(town.crossings, town.streets, tuple(place for _, place in places))


def _check_streets(town: _Streets, note: Note) -> None:
    known = [one.id for one in town.crossings]
    if len(set(known)) < len(known):
        note("crossings", "an id stands twice")
    for place, one in enumerate(town.crossings, start=1):
        if not (-180 <= one.lon <= 180 and -85 <= one.lat <= 85):  # noqa: PLR2004 - degrees
            note(f"crossings[{place}]", "is not on the globe")
        _named(one.name, f"crossings[{place}].name", note)
    for place, street in enumerate(town.streets, start=1):
        if set(street.ends) - set(known) or street.ends[0] == street.ends[1]:
            note(f"streets[{place}].ends", "expected two crossings")
        _named(street.name, f"streets[{place}].name", note)


def _check_place(place: Place, note: Note) -> None:
    _named(place.name, "name", note)
    if not place.hours or any(not _is_span(span) for span in place.hours):
        note("hours", "expected spans like 08:30-17:30, within one day")
    if place.live and not _is_aware(place.live.seen):
        note("live.seen", "expected a moment with its time zone")
    if place.live and place.live.queue < 0:
        note("live.queue", "below nobody")


def _is_span(span: str) -> bool:
    first, _, last = span.partition("-")
    return bool(SPAN.fullmatch(span)) and first < last <= "24:00"


def _is_aware(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _named(name: str, key: str, note: Note) -> None:
    if not 0 < len(name) <= NAME_LENGTH:
        note(key, f"expected 1 to {NAME_LENGTH} characters")


def _plain(value: object, note: Note, key: str = "") -> None:
    """Note words that nobody should read on a map: markup, addresses, advertising."""
    parts: Collection[tuple[str, object]] = ()
    if isinstance(value, dict):
        parts = tuple(value.items())
    elif isinstance(value, (list, tuple)):
        parts = tuple((str(place), part) for place, part in enumerate(value, start=1))
    elif isinstance(value, str) and (found := hostile(value)):
        note(key, f"holds {found}")
    for name, part in parts:
        _plain(part, note, f"{key}.{name}" if key else name)
