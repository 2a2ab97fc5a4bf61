"""考核排名 (F74): who is first among counties, offices, towns and villages, by the month's own figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kiosk.domain.monthly import Monthly, Share, monthly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from config.schema import ServiceItem
    from kiosk.domain.ledger import LedgerRow

__all__ = ["TOLD", "Level", "Place", "by_unit", "ranked"]

Level = Literal["county", "department", "town", "village"]
TOLD: Final[Mapping[Level, int]] = {"county": 3, "department": 10, "town": 10, "village": 10}
"""How many of each level the monthly report names (S2)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its place, 1 the best; equal figures share a place, and the next one is counted on."""

    place: int
    unit: str
    figures: Monthly


def by_unit(
    rows: Iterable[LedgerRow],
    items: Mapping[str, ServiceItem],
    month: str,
    terminals: Collection[str],
    unit_of: Callable[[LedgerRow], str],
) -> dict[str, Monthly]:
    """Return the figures of each unit: its cases, with all that became of them.

    `unit_of` tells, from the row by which a case was received or a terminal told of itself, whose it is; "" nobody's.
    Who received nothing in the month is not ranked.
    """
    told = sorted(rows, key=lambda row: row.number)
    owner: dict[str, str] = {}
    for row in told:
        if row.event == "received":
            owner.setdefault(row.case_id, unit_of(row))
    own: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in told:
        unit = owner.get(row.case_id) if row.case_id else unit_of(row)
        if unit:
            own[unit].append(row)
    found = {unit: monthly(its, items, month, terminals) for unit, its in own.items()}
    return {unit: figures for unit, figures in found.items() if figures.received}


def ranked(figures: Mapping[str, Monthly], level: Level) -> list[Place]:
    """Return the first of a level: by 按期办结率, then 好评率, 一日办结, 最多跑一次, 网办率; who has none comes after.

    Whoever shares the last place that is told is told too.
    """
    ordered = sorted(figures, key=lambda unit: (_worth(figures[unit]), unit))
    places: list[Place] = []
    for count, unit in enumerate(ordered, 1):
        same = places and _worth(places[-1].figures) == _worth(figures[unit])
        places.append(Place(places[-1].place if same else count, unit, figures[unit]))
    return [one for one in places if one.place <= TOLD[level]]


def _worth(month: Monthly) -> tuple[tuple[bool, float], ...]:
    shares = (month.in_time, month.rated_good, month.within_a_day, month.at_most_one_visit, month.online)
    return tuple(_rank(share) for share in shares)


def _rank(share: Share) -> tuple[bool, float]:
    """Return what sorts the better share first, and one of nothing last."""
    return (share.whole == 0, -share.part / share.whole if share.whole else 0.0)
