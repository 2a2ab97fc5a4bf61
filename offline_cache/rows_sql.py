"""How the outbox asks the database: every question costs the same at ten rows and at a million.

`next_ms` orders a lane: 0 is a row that was never tried, 1 to 3 one that was tried in vain and woken, anything later
the moment from which it may be tried again. One seek finds the best of a lane, whatever share of it is in back-off.
"""

from __future__ import annotations

__all__ = [
    "ANSWERED",
    "COUNT",
    "DUE",
    "INSERT",
    "NEXT_DUE",
    "OF_CLAIMANT",
    "OLDEST",
    "ONE",
    "OWN_ENCLOSURES",
    "POSTPONE",
    "POSTPONED_FOR_EVER",
    "SETTLE",
    "START",
    "WAKE",
]

_QUEUED = "case_id, lane, seq, envelope, sealed_sha256, attempts"
_SEEK = f"""
    SELECT {_QUEUED} FROM outbox INDEXED BY outbox_due WHERE state = 'queued' AND lane = ?
"""  # noqa: S608 - our own words
DUE = f"{_SEEK} AND next_ms <= ? ORDER BY next_ms, seq LIMIT ?"
POSTPONED_FOR_EVER = f"{_SEEK} AND next_ms > ? ORDER BY next_ms, seq LIMIT ?"
"""What was postponed by a clock that was wrong."""
NEXT_DUE = "SELECT min(next_ms) FROM outbox INDEXED BY outbox_due WHERE state = 'queued' AND lane = ?"
OLDEST = "SELECT min(created_ms) FROM outbox INDEXED BY outbox_age WHERE state = 'queued' AND lane = ?"
ONE = f"SELECT {_QUEUED} FROM outbox WHERE state = 'queued' AND case_id = ?"  # noqa: S608 - our own words
OF_CLAIMANT = """
    SELECT case_id, item_id, receipt_no, state, created_ms, receipt_sealed, answer FROM outbox
    WHERE claimant = ? AND lane = 'case' ORDER BY seq DESC
"""
POSTPONE = """
    UPDATE outbox SET attempts = attempts + 1, starts = 0, last_code = ?, next_ms = max(?, min(attempts + 1, 3))
    WHERE case_id = ? AND state = 'queued'
"""
START = "UPDATE outbox SET starts = starts + 1 WHERE case_id = ? AND state = 'queued' RETURNING starts"
SETTLE = """
    UPDATE outbox SET state = ?, last_code = ?, settled_ms = ?, starts = 0 WHERE case_id = ? AND state = 'queued'
"""
WAKE = """
    UPDATE outbox SET next_ms = min(attempts, 3) WHERE seq IN (
        SELECT seq FROM outbox INDEXED BY outbox_due WHERE state = 'queued' AND lane = ? AND next_ms > 3 LIMIT 2000
    )
"""
ANSWERED = "UPDATE outbox SET answer = ?, envelope = x'', bytes = 0 WHERE case_id = ?"
OWN_ENCLOSURES = """
    SELECT sha256 FROM enclosure AS own WHERE case_id = ?
    AND NOT EXISTS (SELECT 1 FROM enclosure WHERE sha256 = own.sha256 AND case_id <> own.case_id)
"""
COUNT = "SELECT state, sum(n) AS n FROM outbox_counts GROUP BY state HAVING sum(n) > 0"
INSERT = """
    INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, receipt_no,
    receipt_day, receipt_count, claimant, receipt_sealed, bytes, about)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)
"""
