"""设备可用率: how long terminals were in service, from the ledger's own rows about them (F52)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from kiosk.domain.rules.deadlines import OFFICE_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.ledger import LedgerRow

__all__ = ["in_service"]


def in_service(rows: Iterable[LedgerRow], month: str) -> tuple[int, int]:
    """Return seconds in service and seconds counted, over all terminals, in a month (`2026-11`).

    `rows` come in their order. A terminal counts from its first row on, or from the beginning of the month; until the
    month ends, or the ledger does: what nobody has written down yet is neither.
    """
    begin = dt.datetime.fromisoformat(f"{month}-01").replace(tzinfo=OFFICE_ZONE)
    end = (begin + dt.timedelta(days=31)).replace(day=1)
    spans: dict[str, list[tuple[dt.datetime, bool]]] = defaultdict(list)
    newest = begin
    for row in rows:
        at = dt.datetime.fromisoformat(row.at)
        newest = max(newest, at)
        if row.event in {"terminal-up", "terminal-down"}:
            spans[row.actor].append((at, row.event == "terminal-up"))
    until = min(end, newest)
    up = counted = 0
    for marks in spans.values():
        ends = [at for at, _ in marks[1:]] + [until]
        for (at, well), stop in zip(marks, ends, strict=True):
            seconds = max(0, int((min(stop, until) - max(at, begin)).total_seconds()))
            counted += seconds
            up += seconds if well else 0
    return up, counted
