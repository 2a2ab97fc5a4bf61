"""How the outbox asks the database: every question costs the same at ten rows and at a million."""

from __future__ import annotations

__all__ = [
    "COUNT",
    "DUE",
    "DUE_PARAMETERS",
    "INSERT",
    "NEXT_DUE",
    "OF_CLAIMANT",
    "OLDEST",
    "ONE",
    "OWN_ENCLOSURES",
    "POSTPONE",
    "PRIORITIES",
    "SETTLE",
    "START",
    "WAKE",
]

PRIORITIES = 4
_QUEUED = "case_id, lane, seq, envelope, sealed_sha256, attempts"
_SEEK = """
SELECT * FROM (
    SELECT {fields} FROM outbox INDEXED BY outbox_due
    WHERE state = 'queued' AND lane = :lane AND priority = {priority} AND next_ms {when} ORDER BY next_ms, seq LIMIT :n
)"""

DUE = " UNION ALL ".join(
    _SEEK.format(fields=_QUEUED, priority=priority, when=when)
    for priority in range(PRIORITIES)
    for when in ("<= :now", "> :latest")
)
"""One seek for each number of vain attempts, best first; rows due after `latest` were postponed by a wrong clock."""
DUE_PARAMETERS = ("lane", "now", "latest", "n")
NEXT_DUE = "SELECT min(due) AS due FROM ({})".format(  # noqa: S608 - our own words
    " UNION ALL ".join(
        f"SELECT min(next_ms) AS due FROM outbox INDEXED BY outbox_due "  # noqa: S608 - our own words
        f"WHERE state = 'queued' AND lane = '{lane}' AND priority = {priority}"
        for lane in ("case", "rating", "feedback", "telemetry")
        for priority in range(PRIORITIES)
    )
)
OLDEST = "SELECT min(created_ms) FROM outbox INDEXED BY outbox_age WHERE state = 'queued' AND lane = ?"
ONE = f"SELECT {_QUEUED} FROM outbox WHERE state = 'queued' AND case_id = ?"  # noqa: S608 - our own words
OF_CLAIMANT = """
    SELECT case_id, item_id, receipt_no, state, created_ms, receipt_sealed, answer FROM outbox
    WHERE claimant = ? AND lane = 'case' ORDER BY seq DESC
"""
POSTPONE = """
    UPDATE outbox SET attempts = attempts + 1, priority = min(priority + 1, 3), starts = 0, last_code = ?, next_ms = ?
    WHERE case_id = ? AND state = 'queued'
"""
START = "UPDATE outbox SET starts = starts + 1 WHERE case_id = ? AND state = 'queued' RETURNING starts"
SETTLE = """
    UPDATE outbox SET state = ?, last_code = ?, settled_ms = ?, starts = 0 WHERE case_id = ? AND state = 'queued'
"""
WAKE = """
    UPDATE outbox SET next_ms = 0 WHERE seq IN (
        SELECT seq FROM outbox INDEXED BY outbox_due
        WHERE state = 'queued' AND lane = ? AND priority = ? AND next_ms > 0 LIMIT 2000
    )
"""
OWN_ENCLOSURES = """
    SELECT sha256 FROM enclosure AS own WHERE case_id = ?
    AND NOT EXISTS (SELECT 1 FROM enclosure WHERE sha256 = own.sha256 AND case_id <> own.case_id)
"""
COUNT = "SELECT state, sum(n) AS n FROM outbox_counts GROUP BY state HAVING sum(n) > 0"
INSERT = """
    INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, receipt_no,
    receipt_day, receipt_count, claimant, receipt_sealed, bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)
"""
