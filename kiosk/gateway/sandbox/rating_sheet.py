"""A rating as it is handed on (三对应: case, item, counter), in both code systems, and what a bad one sets going."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.complaints import CORRECTION_DAYS
from kiosk.domain.satisfaction import Satisfaction, national_code
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.workdays import working_days_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["correction", "handed_on"]

KIOSK: Final = 5  # pf: 大厅其他终端
STATES: Final = {"completed": 3, "refused": 3, "returned": 3, "withdrawn": 3, "received": 1}
UNDERWAY: Final = 2


def correction(centre: Centre, body: Mapping[str, Any], owner: str) -> dict[str, Any] | None:
    """Return the order to look into a bad rating, with its owner and last day; None for a rating that is not bad."""
    if not Satisfaction(body["level"]).bad:
        return None
    now = centre.clock.now()
    due = working_days_after(now.date(), CORRECTION_DAYS)
    told = {"case_id": body["case_id"], "owner": owner, "opened": stamp(now), "state": "open"}
    return told | {"due": due.isoformat() if due else None, "call_back": True}


def handed_on(body: Mapping[str, Any], case: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields of the provincial interface; of a case that the office does not know yet, what there is."""
    level = Satisfaction(body["level"])
    known: dict[str, Any] = json.loads(case["body"]) if case else {}
    item, applicant = known.get("item", {}), known.get("identity", {})
    return {
        "projectNo": (case or {}).get("server_no") or body["case_id"],
        "taskCode": item.get("task_code", ""),
        "taskHandleItem": item.get("task_handle_item", ""),
        "taskName": item.get("task_name", ""),
        "proStatus": STATES.get((case or {}).get("state", ""), UNDERWAY),
        "windowNo": body.get("terminal_id") or (case or {}).get("device_id", ""),
        "pf": KIOSK,
        "userProp": 1,
        "certTypeGBT39046": applicant.get("type_code", ""),
        "satisfaction": level.value,
        "satisfactionGBT39046": national_code(level),
        "evalDetail": ",".join(body.get("reasons", ())),
        "assessTime": body["rated_at"],
        "assessNumber": body.get("turn", 1),
    }
