"""Receiving what was asked for or promised after a case was filed, at whichever terminal it is handed in."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.access_book import AccessBook
from kiosk.gateway.sandbox.arrivals import note_arrival
from kiosk.gateway.sandbox.case_rules import reason
from kiosk.gateway.sandbox.cases import CREATED, RECEIPT, REFUSED, REPLAYED, check_enclosures, replayed
from kiosk.gateway.sandbox.clock import BEIJING, stamp
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.receipt_codes import case_by_proof

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.blobs import BlobOffice
    from kiosk.gateway.sandbox.cases import Answered
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.decisions import Decisions
    from kiosk.gateway.sandbox.ledger_book import LedgerBook
    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["SupplementOffice"]

INSERT = """
    INSERT INTO supplement (supplement_id, case_id, device_id, sha256, answer, body)
    VALUES (?, ?, ?, ?, '', ?)
"""
ANSWERED = "UPDATE supplement SET answer = ? WHERE supplement_id = ? RETURNING *"


class SupplementOffice:
    """The window for supplements (补齐补正)."""

    def __init__(self, centre: Centre, blobs: BlobOffice, decisions: Decisions, ledger: LedgerBook) -> None:
        self._centre, self._register, self._ledger = centre, centre.register, ledger
        self._blobs, self._decisions, self._access = blobs, decisions, AccessBook(centre)

    def receive(self, sender: Sender, supplement_id: str) -> Answered:
        """Take a supplement. Raises Problem: 409 its case or enclosures are not here yet, 422."""
        with self._register.transaction():
            row, status = replayed(self._register, "supplement", "supplement_id", supplement_id, sender), REPLAYED
            if row is None:
                row, status = self._enter(sender, supplement_id), CREATED
        return status, self._centre.signer.signed(RECEIPT, json.loads(row["answer"]), "receipt_sig")

    def _enter(self, sender: Sender, supplement_id: str) -> dict[str, Any]:
        head, body = self._centre.open_envelope(sender, "supplement", supplement_id)
        if not conforms(head, "EnvelopeHead") or not conforms(body, "SupplementBody"):
            raise Problem(REFUSED, "urn:kiosk:schema")
        case = self._register.row("SELECT * FROM case_file WHERE case_id = ?", body["case_id"])
        if case is None:
            raise Problem(409, "urn:kiosk:missing-case")
        given = {one["material_code"] for one in body["materials"] if one["attachments"]}
        asked = set(json.loads(case["demanded"]))
        other = body.get("number") not in {None, json.loads(case["body"])["identity"].get("number")}
        codes = {one["material_code"] for one in body["materials"]}
        if "proof" in body:
            shown = case_by_proof(self._register, body["proof"])
            other = other or shown is None or shown["case_id"] != case["case_id"]
            given, codes = (asked if len(asked) == 1 else set()), set()  # of several, the office says which it is
        if other or not (given & asked or ("proof" in body and asked)):
            raise self._refusal(sender, supplement_id, "no-supplement-asked")
        if codes - asked:
            raise self._refusal(sender, supplement_id, "supplement-beyond")
        check_enclosures(self._blobs, body, supplement_id)
        note_arrival(self._register, sender, head)
        named = (supplement_id, case["case_id"], sender.device_id, sender.sha256)
        self._register.rows(INSERT, *named, json.dumps(body, ensure_ascii=False))
        self._ledger.supplied(case, sender.device_id)
        self._access.acted(sender.device_id, body, supplement_id, body.get("number", ""), "supplement")
        case = self._decisions.supplied(case, given)
        now = self._centre.clock.now()
        handed_in = min(dt.datetime.fromisoformat(body["filed_at"]).astimezone(BEIJING), now)
        answer = {
            "case_id": supplement_id,
            "sha256": sender.sha256,
            "for_case": case["case_id"],
            "state": case["state"],
            "received_at": stamp(now),
            "handed_in_at": stamp(handed_in),
            "in_time": not case["due"] or handed_in.date() <= dt.date.fromisoformat(case["due"]),
            "still_missing": json.loads(case["demanded"]),
        }
        return self._register.row(ANSWERED, json.dumps(answer, ensure_ascii=False), supplement_id) or {}

    def _refusal(self, sender: Sender, supplement_id: str, code: str) -> Problem:
        """Return what nobody asked for, sent back with a signed reason."""
        because = reason(code)
        answer = {"case_id": supplement_id, "sha256": sender.sha256, "state": "refused", "reason": because}
        signed = self._centre.signer.signed(RECEIPT, answer, "receipt_sig")
        return Problem(REFUSED, f"urn:case:{code}", because["text_zh"], more=signed)
