"""case-trail: what happened to one of a person's own cases (过程), row by row of the ledger, with who did it (F47)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.hotline import FIRST_OWNER

if TYPE_CHECKING:
    from kiosk.domain.ledger import LedgerRow
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

OWN: Final = "SELECT * FROM case_file WHERE case_id = ? AND json_extract(body, '$.identity.number') = ?"
CENTRE: Final = "centre"


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the steps, oldest first, and the seal of the last one; of a case that is somebody else's, none."""
    desks.decisions.advance()
    row = desks.centre.register.row(OWN, question.what.get("case_id", ""), question.number)
    rows = desks.ledger.of(row["case_id"]) if row else []
    office = _office(desks, json.loads(row["body"])["item"]["id"]) if row else ""
    return {
        "as_of": stamp(desks.centre.clock.now()),
        "steps": [_told(one, office) for one in rows],
        "seal": rows[-1].seal if rows else "",
    }


def _told(row: LedgerRow, office: str) -> dict[str, Any]:
    ours = row.actor == CENTRE
    told = {"at": row.at, "event": row.event, "office": office if ours else "", "terminal": "" if ours else row.actor}
    return told | {"number": row.number}


def _office(desks: Desks, item_id: str) -> str:
    catalogue = desks.centre.catalogue
    item = read_item(catalogue, item_id) if catalogue else None
    return item.dept_name if item else FIRST_OWNER
