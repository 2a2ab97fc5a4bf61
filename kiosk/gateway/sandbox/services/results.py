"""results: what a register says of a person, as a paper for the hand (即办件): numbered, entered in the ledger.

Asked: `paper` and `variant`, keys of results.toml. The same inquiry is the same paper, with the same number and code.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from config.licence_codes import licence_id
from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.certifying import certificate_code
from kiosk.gateway.sandbox.check_codes import check_code
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.matches import Matches
from kiosk.gateway.sandbox.numbers import server_no
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

KIND: Final = "001"  # of the office's licences: a certificate of what its register says
SITE: Final = "https://zwfw.example/q"
UNMATCHED: Final = {
    "code": "identity-level",
    "text_zh": "这张证明只给本人，还没有核对是您本人",
    "todo_zh": "请先核对本人，或到窗口办",
}
PAPERS: Final = tomllib.loads((Path(__file__).parents[1] / "results.toml").read_text(encoding="utf-8"))


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the paper, or `refused` with what to do instead. Raises Problem 422: no such paper or variant."""
    paper = PAPERS.get(question.what.get("paper", ""))
    variant = paper and paper["variants"].get(question.what.get("variant", ""))
    catalogue = desks.centre.catalogue
    item = read_item(catalogue, question.what["paper"]) if paper and catalogue else None
    if paper is None or variant is None or item is None:
        raise Problem(422, "urn:kiosk:schema")
    issued = Records(desks.centre.register, "result")
    if known := issued.get(question.id):
        return known
    if int(item.identity[1:]) > Matches(desks.centre).level(question):
        return {"refused": UNMATCHED}
    if question.number in paper.get("stopped", ()):
        return {"refused": paper["stopped_because"]}
    record = next((one for one in paper["person"] if one["number"] == question.number), None)
    if record is None and "unlisted" not in paper:
        return {"refused": paper["none"]}
    now = desks.centre.clock.now()
    document = _document(paper, variant, record or {"lines": paper["unlisted"], "rows": []}) | {
        "serial": (serial := server_no(desks.centre.register, item.task_code, now.date())),
        "licence_id": licence_id(item.dept_uscc, KIND, item.dept_uscc, serial[len(item.task_code) :]),
        "query_code": check_code(),
        "issued_at": stamp(now),
    }
    who = (question.name, question.number)
    document["proof"] = certificate_code(desks.notary, SITE, document, who, now)
    issued.put(question.id, document)
    _enter(desks, question)
    return document


def _document(paper: dict[str, Any], variant: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """Return what the paper says of the person: only what this variant is about."""
    alone = {name for one in paper["variants"].values() for name in one.get("with", ())}
    lines = [line for line in record["lines"] if line[0] not in alone - set(variant.get("with", ()))]
    rows = [row for row in record["rows"] if variant.get("only") in {None, row[paper.get("column", 0)]}]
    return {
        "title": variant.get("title", paper["title"]),
        "dept_name": paper["dept_name"],
        "until": paper["until"].isoformat(),
        "lines": [*lines, *([variant["says"]] if "says" in variant else [])],
        "heads": paper["heads"],
        "rows": rows[-variant.get("last", len(rows)) :] if rows else [],
        "note": paper["note"],
    }


def _enter(desks: Desks, question: Question) -> None:
    """Write it into the ledger as what it is: asked, taken and done in one moment, without a paper from anybody."""
    body: dict[str, Any] = {"item": {"id": question.what["paper"]}, "materials": [], "promise": None}
    row = {"case_id": question.id, "device_id": question.device_id, "due": "", "body": json.dumps(body)}
    for state in ("received", "accepted", "completed"):
        desks.ledger.note(row, state)
