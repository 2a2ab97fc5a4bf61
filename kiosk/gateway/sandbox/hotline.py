"""首问负责 (F63–F65): every question and complaint has an owner and a last day from the moment it is taken."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.complaints import REPLY_DAYS, STUCK, STUCK_ITEM
from kiosk.gateway.sandbox.workdays import working_days_after

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from config.schema import ServiceItem

__all__ = ["FIRST_OWNER", "clusters", "reply_due", "ticket"]

FIRST_OWNER: Final = "示范区数据资源管理局（政务服务中心）"
STUCK_OWNER: Final = "“办不成的事”窗口（1 楼 A01）"
HOTLINE: Final = "12345 政务服务便民热线"


def reply_due(body: Mapping[str, Any], today: dt.date) -> dt.date | None:
    """Return by when a complaint of this body is answered; None for a case of another item, or without a calendar."""
    if body["item"]["id"] != STUCK_ITEM:
        return None
    return working_days_after(today, REPLY_DAYS.get(_said(body, "kind"), REPLY_DAYS[STUCK]))


def ticket(row: Mapping[str, Any], about: ServiceItem | None) -> dict[str, Any]:
    """Return a complaint as its owner sees it; who wants no name told stays unnamed.

    The terminal that took it owns it first; then whoever the kind sends it to.
    """
    body = json.loads(row["body"])
    kind, matter = _said(body, "kind"), _said(body, "matter")
    office = about.dept_name if about else FIRST_OWNER
    owner = {STUCK: STUCK_OWNER, "complain": HOTLINE}.get(kind, office)
    return {
        "case_id": row["case_id"],
        "kind": kind,
        "matter": matter,
        "reason": _said(body, "reason"),
        "rule": _said(body, "rule"),
        "owner": owner,
        "owners": [
            {"owner": row["device_id"], "since": body["filed_at"]},
            {"owner": owner, "since": row["received_at"]},
        ],
        "due": row["due"],
        "phone": _said(body, "phone"),
        "name": body["identity"]["name"] if _said(body, "contact") == "named" else "",
    }


def clusters(tickets: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what gets stuck most often: item and rule, with how many reports name them."""
    found = Counter((one["matter"], one["rule"]) for one in tickets if one["kind"] == STUCK)
    return [{"matter": matter, "rule": rule, "count": count} for (matter, rule), count in found.most_common()]


def _said(body: Mapping[str, Any], name: str) -> str:
    return str(body.get("form", {}).get(name, ""))
