"""What a terminal makes of the feeds it keeps: catalogue, calendars, notices, fee cards, answers, places nearby.

The files of a feed are judged by the loaders that judge config/ itself: what config would refuse, a feed may not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from config.load import load_workdays
from config.places import read_places
from config.problems import ConfigError
from config.published import read_fees, read_guides, read_notices
from config.toml import Text
from kiosk.journeys.catalogue import Catalogue, read_catalogue
from kiosk.journeys.protocol import NO_TOWN
from kiosk.sync.feed_rules import FeedRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from config.places import Town
    from config.problems import Problem
    from config.published import FeeCard, GuideCard, Notice
    from config.schema import ServiceItem, YearCalendar
    from offline_cache.kept_feeds import KeptFeeds

__all__ = ["Published", "forms", "judged", "published"]

WORDING: Final = re.compile("holds (a |markup|advertising)|a catch-all")


@dataclass(frozen=True, slots=True)
class Published:
    """What the centre published, as far as this terminal has it: `catalogue` None where it has none.

    Fee cards are in the catalogue's items already; `calendars` are those of config/ and the centre's, if it has any.
    `versions` are those in use, by feed.
    """

    catalogue: Catalogue | None = None
    calendars: Mapping[int, YearCalendar] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    fees: Mapping[str, FeeCard] = field(default_factory=dict)
    guides: Mapping[str, GuideCard] = field(default_factory=dict)
    town: Town = NO_TOWN
    versions: Mapping[str, int] = field(default_factory=dict)

    def priced(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with the centre's fee cards in the places where its items speak of money."""
        return Catalogue({item.id: _priced(item, self.fees.get(item.id)) for item in catalogue.items})


def judged(feed: str, texts: Mapping[str, str]) -> Any:  # noqa: ANN401 - each feed has a content of its own
    """Return the content of a feed. Raises FeedRefused: the loaders of config/ would not have it."""
    try:
        return _READERS[feed]([Text(name, texts[name]) for name in sorted(texts)])
    except ConfigError as error:
        worst = error.problems[0]
        raise FeedRefused(feed, _rule(worst), worst.file if worst.file in texts else "") from None
    except (ValueError, OverflowError, RecursionError):  # of the TOML reader, beyond its own
        raise FeedRefused(feed, "not-toml") from None


def forms(feed: str, content: object) -> dict[str, str]:
    """Return what cases call each file of a feed: only items have a name there, with their version."""
    if feed != "catalogue" or not isinstance(content, Catalogue):
        return {}
    return {f"{item.id}.toml": item.form for item in content.items}


def published(kept: KeptFeeds) -> tuple[Published, tuple[FeedRefused, ...]]:
    """Return everything that is kept and still holds, and what of it this program does not take. Raises StoreError."""
    found: dict[str, Any] = {}
    versions: dict[str, int] = {}
    refused: list[FeedRefused] = []
    for name, head in kept.heads().items():
        files = kept.files(head) if name in _READERS else None
        if files is None:
            continue
        try:
            found[name] = judged(name, {file: one.text for file, one in files.items()})
            versions[name] = head.version
        except FeedRefused as error:
            refused.append(error)
    names = {
        "catalogue": "catalogue",
        "workdays": "calendars",
        "notices": "notices",
        "fees": "fees",
        "guides": "guides",
        "places": "town",
    }
    if "workdays" in found:
        found["workdays"] = {**load_workdays(), **found["workdays"]}
    told = Published(versions=versions, **{names[feed]: content for feed, content in found.items()})
    catalogue = told.priced(told.catalogue) if told.catalogue else None
    return replace(told, catalogue=catalogue), tuple(refused)


def _calendars(sources: Sequence[Text]) -> dict[int, YearCalendar]:
    return {year: calendar for source in sources for year, calendar in load_workdays(source).items()}


_READERS: Final[dict[str, Callable[[Sequence[Text]], Any]]] = {
    "catalogue": lambda sources: read_catalogue(sources, "catalogue"),
    "guides": read_guides,
    "places": read_places,
    "workdays": _calendars,
    "notices": read_notices,
    "fees": read_fees,
}


def _rule(problem: Problem) -> str:
    """Return a name for what is wrong, without a word of the text."""
    if problem.message.startswith("is not TOML"):
        return "not-toml"
    if problem.message.startswith("unknown key"):
        return "unknown-key"
    return "wording" if WORDING.match(problem.message) else "content"


def _priced(item: ServiceItem, card: FeeCard | None) -> ServiceItem:
    if card is None:
        return item
    guide = replace(item.guide, fee=card.lines) if item.guide else None
    fee = replace(item.fee, charge=card.charge, basis=card.basis, standard=card.standard)
    return replace(item, fee=fee, guide=guide)
