"""Bar 6: what people type and say, and the item they came for."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import queries

from benchmarks.figures import Figure, seen
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.search import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

_LEAST = 90.0


def figures(*, quick: bool) -> Iterator[Figure]:
    """Ask everything once."""
    del quick
    began = time.perf_counter()
    index = SearchIndex(open_catalogue().items)
    made_ms = (time.perf_counter() - began) * 1000
    places, spent = [], []
    for item_id, block in queries.QUERIES.items():
        for text in (one.strip() for line in block.strip().splitlines() for one in line.split("|")):
            began = time.perf_counter()
            found = [item.id for item in index.find(text, 3)]
            spent.append((time.perf_counter() - began) * 1000)
            places.append(found.index(item_id) + 1 if item_id in found else 0)
    share = sum(place > 0 for place in places) * 100 / len(places)
    name = f"of {len(places)} queries, item among the first three"
    yield Figure(name=name, value=round(share, 1), unit="%", bar=f">= {_LEAST:g}", passed=share >= _LEAST)
    yield seen("item first", round(sum(place == 1 for place in places) * 100 / len(places), 1), "%")
    yield seen("one query, median", round(statistics.median(spent), 2), "ms", f"index made in {made_ms:.0f} ms")
