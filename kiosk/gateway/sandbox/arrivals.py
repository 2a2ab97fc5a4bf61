"""Which of a terminal's numbers have arrived: so that the platform can say what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.proof import Sender
    from kiosk.gateway.sandbox.register import Register

__all__ = ["gaps", "note_arrival", "reused"]

MOST_RANGES = 500
HOLES = """
    WITH seen AS (
        SELECT DISTINCT seq FROM arrival WHERE device_id = ?1 AND store_id = ?2 AND seq BETWEEN 1 AND ?3
        UNION SELECT 0 UNION SELECT ?3 + 1
    )
    SELECT seq + 1 AS first, next - 1 AS last
    FROM (SELECT seq, lead(seq) OVER (ORDER BY seq) AS next FROM seen)
    WHERE next > seq + 1 ORDER BY seq LIMIT ?4
"""
REUSED = """
    SELECT seq FROM arrival WHERE device_id = ? AND store_id = ? AND seq > 0
    GROUP BY seq HAVING count(*) > 1 ORDER BY seq LIMIT ?
"""


def note_arrival(register: Register, sender: Sender, head: dict[str, Any]) -> None:
    """Write down that this envelope came, whatever became of it."""
    named = (sender.device_id, head["store_id"], head["seq"], head["case_id"], head["kind"])
    register.rows("INSERT OR IGNORE INTO arrival VALUES (?, ?, ?, ?, ?)", *named)


def gaps(register: Register, device_id: str, store_id: str, highest: int) -> list[list[int]]:
    """Return the numbers from 1 to `highest` that never came, as [first, last], at most 500 ranges."""
    rows = register.rows(HOLES, device_id, store_id, highest, MOST_RANGES)
    return [[row["first"], row["last"]] for row in rows]


def reused(register: Register, device_id: str, store_id: str) -> list[int]:
    """Return the numbers under which two different things came: a cloned disk, or a restored backup."""
    return [row["seq"] for row in register.rows(REUSED, device_id, store_id, MOST_RANGES)]
