"""How a person's cases stand: who has each, what became of it so far, what is missing, what was promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.clock import stamp

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer", "told"]

MOST: Final = 30
OWN: Final = """
    SELECT * FROM case_file WHERE json_extract(body, '$.identity.number') = ? ORDER BY number DESC LIMIT ?
"""
CHANGES: Final = "SELECT at, state, reason, until FROM change WHERE case_id = ? ORDER BY change"


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the cases, the newest first, wherever they were handed in."""
    desks.decisions.advance()
    rows = desks.centre.register.rows(OWN, question.number, MOST)
    return {"as_of": stamp(desks.centre.clock.now()), "cases": [told(desks, row) for row in rows]}


def told(desks: Desks, row: dict[str, Any]) -> dict[str, Any]:
    """Return one case as its owner may see it."""
    body = json.loads(row["body"])
    names = {one["material_code"]: one["material_name"] for one in body["materials"]}
    catalogue = desks.centre.catalogue
    item = read_item(catalogue, body["item"]["id"]) if catalogue else None
    lanes = [(one.name, one.dept_name, one.promise_days) for one in item.members] if item else []
    whole = [(item.task_name, item.dept_name, item.promise_days)] if item else []
    found = desks.centre.register.rows(CHANGES, row["case_id"])
    changes = [{**one, "reason": json.loads(one["reason"]), "until": one["until"] or ""} for one in found]
    return {
        "case_id": row["case_id"],
        "receipt_no": body["receipt_no"],
        "server_no": row["server_no"] or "",
        "item_id": body["item"]["id"],
        "title": body["item"]["task_name"],
        "terminal_id": row["device_id"],
        "state": row["state"],
        "received_at": row["received_at"],
        "accepted_at": row["accepted_at"] or "",
        "lanes": [dict(zip(("name", "dept", "days"), lane, strict=True)) for lane in lanes or whole],
        "missing": [{"code": code, "name": names.get(code, code)} for code in json.loads(row["demanded"])],
        "bring_by": next((one["until"] for one in reversed(changes) if one["until"]), "") or row["due"] or "",
        "changes": changes,
    }
