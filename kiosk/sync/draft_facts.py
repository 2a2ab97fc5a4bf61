"""A draft as the JSON that is sealed, schema kiosk.draft/1, and back."""

from __future__ import annotations

import base64
import datetime as dt
import json
from dataclasses import astuple
from typing import Any, Final

from kiosk.domain.case import Captured, Committed, Holding, Promise
from kiosk.domain.draft import Draft
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.domain.paper_doubt import Look

__all__ = ["read_draft", "write_draft"]

SCHEMA: Final = "kiosk.draft/1"


def write_draft(draft: Draft) -> bytes:
    """Return the draft as JSON; pictures in base64."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "item": [draft.item_id, draft.item_form],
            "kept": draft.kept.isoformat(),
            "index": draft.index,
            "consulted": draft.consulted,
            "look": draft.look,
            "holdings": [_holding(one) for one in draft.holdings],
            "withheld": [_holding(one) for one in draft.withheld],
            "captured": [_page(one) for one in draft.captured],
            "promise": _promise(draft.promise) if draft.promise else None,
            "answers": dict(draft.answers),
            "unsure": sorted(draft.unsure),
            "commitments": [astuple(one) for one in draft.commitments],
            "form": dict(draft.form),
            "found": [_found(one) for one in draft.found.values()],
        },
        ensure_ascii=False,
    ).encode()


def read_draft(facts: bytes) -> Draft | None:
    """Return the draft, None for one that another release of the program has written."""
    said: dict[str, Any] = json.loads(facts)
    if said.get("schema") != SCHEMA:
        return None
    promise = said["promise"]
    found = [Found(Inquiry(kind, ident, what, quiet=True), "known", told) for kind, ident, what, told in said["found"]]
    return Draft(
        item_id=said["item"][0],
        item_form=said["item"][1],
        kept=_moment(said["kept"]),
        index=said["index"],
        consulted=said["consulted"],
        look=said["look"],
        holdings=tuple(_holding_of(*one) for one in said["holdings"]),
        withheld=tuple(_holding_of(*one) for one in said["withheld"]),
        captured=tuple(_page_of(*one) for one in said["captured"]),
        promise=_promise_of(*promise) if promise else None,
        answers=said["answers"],
        unsure=frozenset(said["unsure"]),
        commitments=tuple(Committed(*one) for one in said["commitments"]),
        form=said["form"],
        found={one.inquiry.kind: one for one in found},
    )


def _holding(one: Holding) -> list[str]:
    return [one.license_type, one.source, one.as_of.isoformat(), one.trust]


def _holding_of(license_type: str, source: str, as_of: str, trust: str) -> Holding:
    return Holding(license_type, source, dt.date.fromisoformat(as_of), trust)


def _page(one: Captured) -> list[Any]:
    look = [sorted(one.look.could), sorted(one.look.marks)]
    return [one.material_code, _letters(one.jpeg), one.width, one.height, one.taken.isoformat(), look, one.doubt]


def _page_of(material_code: str, jpeg: str, *rest: Any) -> Captured:  # noqa: ANN401 - as JSON has it
    width, height, taken, (could, marks), doubt = rest
    look = Look(frozenset(could), frozenset(marks))
    return Captured(material_code, base64.b64decode(jpeg), width, height, _moment(taken), look, doubt)


def _promise(one: Promise) -> list[Any]:
    return [one.material_codes, one.days, one.due.isoformat() if one.due else ""]


def _promise_of(material_codes: list[str], days: int, due: str) -> Promise:
    return Promise(tuple(material_codes), days, dt.date.fromisoformat(due) if due else None)


def _found(one: Found) -> list[Any]:
    return [one.inquiry.kind, one.inquiry.id, dict(one.inquiry.what), dict(one.document)]


def _letters(body: bytes) -> str:
    return base64.b64encode(body).decode()


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
