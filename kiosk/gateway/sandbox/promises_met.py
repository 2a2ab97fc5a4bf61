"""A promised paper that an office holds all along need not follow: looked for once, when the case is accepted (C1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.access_book import AccessBook
from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.licences import holdings_of

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.case_rules import Reason
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["without_what_is_held"]


def without_what_is_held(centre: Centre, row: dict[str, Any]) -> tuple[dict[str, Any], Reason | None]:
    """Return the case without the promised papers that the licence store holds, and what its owner is told of it.

    The look is written down as any other look at somebody's data.
    """
    body, demanded = json.loads(row["body"]), json.loads(row["demanded"])
    item = read_item(centre.catalogue, body["item"]["id"]) if centre.catalogue else None
    kinds = {one.material_code: one for one in item.materials if one.license_type} if item else {}
    asked = [kinds[code].license_type for code in demanded if code in kinds]
    if not asked or not body["promise"]:
        return row, None
    number = body["identity"]["number"]
    held = [one["license_type"] for one in holdings_of(number, asked)]
    book = AccessBook(centre)
    book.note((row["device_id"], row["case_id"], number), "licences", body["item"]["id"], asked, held)
    book.rests(row["case_id"], body, "case")
    found = [code for code in demanded if code in kinds and kinds[code].license_type in held]
    if not found:
        return row, None
    names = "、".join(kinds[code].short_name for code in found)
    told: Reason = {"code": "promise-met", "text_zh": f"{names}已在证照库查到，您不用再交。", "bring": []}
    return {**row, "demanded": json.dumps([code for code in demanded if code not in found])}, told
