"""What became of this terminal's cases at the centre, beside the cases themselves and only as long as they are here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from offline_cache.store import Store

__all__ = ["CaseStatusTable", "StatusRow"]

CURSOR: Final = "changes_cursor"
ACCEPTED: Final = "accepted"
_TAKE = """
    INSERT INTO case_status (case_id, state, server_no, reason, until, at, at_us, told_us, accepted)
    SELECT :case_id, :state, :server_no, :reason, :until, :at, :at_us, :told_us, ''
    WHERE EXISTS (SELECT 1 FROM outbox WHERE case_id = :case_id)
    ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, until = excluded.until,
    server_no = CASE excluded.server_no WHEN '' THEN server_no ELSE excluded.server_no END,
    at = excluded.at, at_us = excluded.at_us, told_us = excluded.told_us
    WHERE (excluded.at_us, excluded.told_us) >= (at_us, told_us)
"""
_ORPHANS = "DELETE FROM case_status WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE case_id = case_status.case_id)"
_ACCEPT = "UPDATE case_status SET accepted = :at, server_no = :server_no WHERE case_id = :case_id AND accepted = ''"


@dataclass(frozen=True, slots=True, repr=False)
class StatusRow:
    """One case's state since `at` (ISO 8601), as told at `told_us`; both are in microseconds since 1970 too.

    `reason` is JSON, "" for none; `accepted` since when it is 受理, "" for not.
    """

    case_id: str
    state: str
    server_no: str
    reason: str
    until: str
    at: str
    at_us: int
    told_us: int
    accepted: str = ""


class CaseStatusTable:
    """The statuses of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def cursor(self) -> str:
        """Return how far the centre's changes are known; "" from the beginning.

        After a recovery it is "" again: statuses may have been lost with the damaged pages.
        """
        found = self._store.row("SELECT etag, body FROM replica WHERE name = ?", CURSOR)
        return bytes(found["body"]).decode() if found and found["etag"] == self._store.quarantined else ""

    def take(self, rows: Iterable[StatusRow], cursor: str, now_ms: int) -> None:
        """Keep the newest state of each case that is here, and the cursor, in one transaction.

        The same news again, or in another order, ends in the same states. News of other cases is passed over.
        """
        begins = not self.cursor()
        with self._store.tx() as db:
            if begins:
                db.execute(_ORPHANS)
            for row in rows:
                told = {name: getattr(row, name) for name in StatusRow.__slots__}
                db.execute(_TAKE, told)
                if row.state == ACCEPTED:
                    db.execute(_ACCEPT, told)
            sql = "INSERT OR REPLACE INTO replica (name, etag, body, fetched_ms) VALUES (?, ?, ?, ?)"
            db.execute(sql, (CURSOR, self._store.quarantined, cursor.encode(), now_ms))

    def of(self, case_id: str) -> StatusRow | None:
        """Return the state of this case, None when the centre told none."""
        found = self._store.row("SELECT * FROM case_status WHERE case_id = ?", case_id)
        return StatusRow(**found) if found else None
