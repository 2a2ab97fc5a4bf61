"""progress-code: how one case stands, for whoever holds its receipt; nobody's name is told (F54).

Asked: `proof` (the text of the receipt's QR code) or `code` (its eight characters). Characters may be guessed: a
terminal that asks for many that do not exist is not answered for an hour.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_telling import told
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.receipt_codes import case_by_code, case_by_proof

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["MISSES", "answer"]

MISSES: Final = 20
REST: Final = dt.timedelta(hours=1)
KIND: Final = "code-miss"
UNKNOWN: Final = {"code": "code-unknown", "text_zh": "没有查到这个查询码。请对着回执再看一遍，或刷身份证查。"}
STRANGE: Final = {"code": "proof-unknown", "text_zh": "这个二维码不是回执上的，或还没送到中心。请按查询码查。"}
RESTING: Final = {"code": "codes-resting", "text_zh": "这台机器上输错的次数太多，一小时后再试。现在可以刷身份证查。"}


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the one case, or why there is none."""
    desks.decisions.advance()
    register, now = desks.centre.register, desks.centre.clock.now()
    if proof := question.what.get("proof", ""):
        return _case(desks, question, case_by_proof(register, proof), STRANGE)
    kept = Records(register, KIND)
    missed = {
        key: at
        for key, at in (kept.get(question.device_id) or {}).items()
        if now - dt.datetime.fromisoformat(at) < REST and key != question.id
    }
    if len(missed) >= MISSES:
        return {"cases": [], "refused": RESTING}
    row = case_by_code(register, question.what.get("code", ""))
    if row is None:
        kept.put(question.device_id, {**missed, question.id: stamp(now)})
    return _case(desks, question, row, UNKNOWN)


def _case(desks: Desks, question: Question, row: dict[str, Any] | None, unknown: dict[str, str]) -> dict[str, Any]:
    if row is None:
        return {"cases": [], "refused": unknown}
    case = told(desks.centre, row)
    case["handover"] = {name: value for name, value in (case["handover"] or {}).items() if name != "code"} or None
    desks.access.note((question.device_id, question.id, _owner(row)), "progress-code", case["item_id"])
    return {"as_of": stamp(desks.centre.clock.now()), "cases": [case]}


def _owner(row: dict[str, Any]) -> str:
    return str(json.loads(row["body"])["identity"]["number"])
