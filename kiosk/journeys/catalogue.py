"""The service items a citizen can choose from: by place, by search, by who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.load import SERVICES, load_services, read_services
from kiosk.domain.rules.ages import youngest
from kiosk.domain.rules.flaws import flaws
from kiosk.journeys.kinds import known_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from config.schema import ServiceItem
    from config.toml import Source
    from kiosk.domain.person import Identity
    from kiosk.journeys.search import SearchIndex

__all__ = ["Catalogue", "open_catalogue", "read_catalogue"]


def open_catalogue(folder: Path = SERVICES) -> Catalogue:
    """Load the items of a folder, their steps checked against the kinds that exist. Raises ConfigError."""
    return Catalogue(load_services(folder, kinds=known_kinds(), rule_flaws=flaws))


def read_catalogue(sources: Iterable[Source], place: str) -> Catalogue:
    """Return the items of these files, judged as those of a folder; `place` names where they come from.

    Raises ConfigError.
    """
    return Catalogue(read_services(sources, place, kinds=known_kinds(), rule_flaws=flaws))


class Catalogue:
    """All items, in the order of the home screen."""

    def __init__(self, items: Mapping[str, ServiceItem]) -> None:
        self._items = dict(items)
        self._index: SearchIndex | None = None

    @property
    def items(self) -> tuple[ServiceItem, ...]:
        """Every item."""
        return tuple(self._items.values())

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category, each once."""
        return tuple(dict.fromkeys(item.category for item in self.items))

    @property
    def featured(self) -> tuple[ServiceItem, ...]:
        """The items with a tile of their own (一件事一次办)."""
        return tuple(item for item in self.items if item.featured)

    def item(self, item_id: str) -> ServiceItem:
        """Return one item. Raises KeyError."""
        return self._items[item_id]

    def in_category(self, category: str) -> tuple[ServiceItem, ...]:
        """Return the items of one category."""
        return tuple(item for item in self.items if item.category == category)

    def search(self, text: str) -> tuple[ServiceItem, ...]:
        """Return the items that answer to plain or dialect words, names or pinyin initials, the nearest first."""
        return self.prepare().find(text)

    def prepare(self) -> SearchIndex:
        """Return the index of the search, made at the first call: some tenths of a second, on whatever thread."""
        if self._index is None:
            from kiosk.journeys.search import SearchIndex  # noqa: PLC0415 - the first frame does not wait for it

            self._index = SearchIndex(self.items)
        return self._index

    def recommended(self, identity: Identity, today: dt.date) -> tuple[ServiceItem, ...]:
        """Return what this person may want first: what their age opens, then the featured items they may use."""
        age = identity.age_on(today)
        open_now = tuple(item for item in self.items if age >= youngest(item))
        by_age = (item for item in open_now if item.elder_recommended)
        return tuple({item.id: item for item in (*by_age, *(i for i in open_now if i.featured))}.values())
