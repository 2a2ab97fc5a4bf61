"""mine: a person's own cases at every terminal, newest first, whether each has been rated, and is to be again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

MOST: Final = 24
SQL: Final = """
    SELECT c.*, (SELECT count(*) FROM rating r WHERE r.case_id = c.case_id) AS rated FROM case_file c
    WHERE c.status < 400 AND json_extract(c.body, '$.identity.number') = ? ORDER BY c.number DESC LIMIT ?
"""


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the cases that were taken."""
    desks.decisions.advance()
    rows = desks.centre.register.rows(SQL, question.number, MOST)
    return {"cases": [_told(row) | desks.ratings.again(row["case_id"]) for row in rows]}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    item = json.loads(row["body"])["item"]
    return {
        "case_id": row["case_id"],
        "item_id": item["id"],
        "title": item["task_name"],
        "server_no": row["server_no"] or "",
        "state": row["state"],
        "at": row["received_at"],
        "terminal_id": row["device_id"],
        "rated": bool(row["rated"]),
    }
