"""What the law's clock does to a case that has not reached the centre.

An office that says nothing about an application for five days has accepted it (行政许可法 第三十二条: 逾期不告知的,
自收到申请材料之日起即为受理). A case that lies here counts as handed in: somebody must know in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline_cache.store import Store

__all__ = ["THRESHOLDS", "Overdue", "overdue"]

HOUR_MS = 3_600_000
THRESHOLDS = ((24, "case-unsynced-24h"), (72, "case-unsynced-72h"), (96, "case-unsynced-4d"))
"""Hours since a case was filed, and the audit event to raise."""
_COUNT = """
    SELECT sum(late) FROM (
        SELECT count(*) AS late FROM outbox INDEXED BY outbox_age
        WHERE state = 'queued' AND lane = 'case' AND (created_ms <= :before OR created_ms > :ahead)
        UNION ALL
        SELECT count(*) FROM outbox INDEXED BY outbox_trouble
        WHERE state IN ('rejected', 'dead', 'held') AND state <> 'rejected' AND lane = 'case'
        AND (created_ms <= :before OR created_ms > :ahead)
    )
"""


@dataclass(frozen=True, slots=True)
class Overdue:
    """`cases` cases have waited `hours` and more; `event` is the key of config/audit_events.toml."""

    hours: int
    event: str
    cases: int


def overdue(store: Store, now_ms: int) -> list[Overdue]:
    """Return the thresholds that unsent cases have passed, the worst first. Raises StoreError.

    A case that was put aside for a technician (dead, held) is unsent as well. One filed a day and more after `now_ms`
    was stamped by a wrong clock: nobody knows its age, so it counts.
    """
    found = []
    for hours, event in reversed(THRESHOLDS):
        count = store.tuples(_COUNT, {"before": now_ms - hours * HOUR_MS, "ahead": now_ms + 24 * HOUR_MS})[0][0]
        if count:
            found.append(Overdue(hours, event, count))
    return found
