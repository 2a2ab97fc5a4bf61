"""One case as its owner may see it: its way so far, its lanes, what is missing, from when its light is yellow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_region import office_of
from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.handing_over import Handovers
from kiosk.gateway.sandbox.inquiries import Records

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["LANES", "told"]

LANES: Final = "lanes"
"""Under which kind the records of lanes are kept, by case: how each member stands that is not simply under way."""
CHANGES: Final = "SELECT at, state, reason, until FROM change WHERE case_id = ? ORDER BY change"


def told(centre: Centre, row: dict[str, Any]) -> dict[str, Any]:
    """Return the case in `row`."""
    body = json.loads(row["body"])
    names = {one["material_code"]: one["material_name"] for one in body["materials"]}
    item = read_item(centre.catalogue, body["item"]["id"]) if centre.catalogue else None
    found = centre.register.rows(CHANGES, row["case_id"])
    changes = [{**one, "reason": json.loads(one["reason"]), "until": one["until"] or ""} for one in found]
    return {
        "case_id": row["case_id"],
        "receipt_no": body["receipt_no"],
        "server_no": row["server_no"] or "",
        "query_code": body.get("query_code", ""),
        "item_id": body["item"]["id"],
        "title": body["item"]["task_name"],
        "terminal_id": row["device_id"],
        "state": row["state"],
        "received_at": row["received_at"],
        "accepted_at": row["accepted_at"] or "",
        "lanes": _lanes(centre, row["case_id"], item, body) if item else [],
        "missing": [{"code": code, "name": names.get(code, code)} for code in json.loads(row["demanded"])],
        "bring_by": next((one["until"] for one in reversed(changes) if one["until"]), "") or row["due"] or "",
        "changes": changes,
        "handover": Handovers(centre).told(row["case_id"]),
        "yellow": {"percent": centre.settings.yellow_percent, "days": centre.settings.yellow_days},
    }


def _lanes(centre: Centre, case_id: str, item: ServiceItem, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parts of a joint item with their standing, or the item as the only one."""
    if not item.members:
        office = office_of(body)
        dept = office.dept_name if office else item.dept_name
        return [{"name": item.task_name, "dept": dept, "days": item.promise_days}]
    known = Records(centre.register, LANES).get(case_id) or {}
    return [
        {"name": one.name, "dept": one.dept_name, "days": one.promise_days, **known.get(one.id, {})}
        for one in item.members
    ]
