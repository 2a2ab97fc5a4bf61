"""排名 as the monthly report tells it (F74): offices by their items; counties, towns, villages by their terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from kiosk.domain.ranking import Level, by_unit, ranked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from config.schema import ServiceItem
    from kiosk.domain.ledger import LedgerRow

__all__ = ["standings"]


def standings(
    rows: Sequence[LedgerRow],
    items: Mapping[str, ServiceItem],
    month: str,
    terminals: Collection[str],
    units: Mapping[str, Mapping[str, str]],
) -> dict[str, list[dict[str, Any]]]:
    """Return the places of each level; `units` tells a terminal's county, town and village by their names."""
    found: dict[str, list[dict[str, Any]]] = {}
    for level in get_args(Level):

        def unit_of(row: LedgerRow, level: Level = level) -> str:
            if level == "department":
                return items[row.item_id].dept_name if row.item_id in items else ""
            return units.get(row.actor, {}).get(level, "")

        places = ranked(by_unit(rows, items, month, terminals, unit_of), level)
        found[level] = [
            {
                "place": one.place,
                "unit": one.unit,
                "received": one.figures.received,
                "in_time": one.figures.in_time.percent,
                "rated_good": one.figures.rated_good.percent,
            }
            for one in places
        ]
    return found
