"""Receiving cases: each id once, whatever the line repeats; what is refused is told why, and told the same again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.access_book import AccessBook
from kiosk.gateway.sandbox.arrivals import note_arrival
from kiosk.gateway.sandbox.case_guide import strip_to_guide
from kiosk.gateway.sandbox.case_rules import for_a_person, read_item, reason, reason_against, still_owed
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.gateway.sandbox.blobs import BlobOffice
    from kiosk.gateway.sandbox.case_rules import Reason
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.decisions import Decisions
    from kiosk.gateway.sandbox.ledger_book import LedgerBook
    from kiosk.gateway.sandbox.proof import Sender
    from kiosk.gateway.sandbox.register import Register

__all__ = ["RECEIPT", "Answered", "CaseOffice", "attachments_of", "check_enclosures", "replayed"]

Answered = tuple[int, dict[str, Any]]  # status 201 or 200, body
REPLAYED, CREATED, REFUSED = 200, 201, 422
RECEIPT = "kiosk.receipt/1"
INSERT = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, ?, ?, ?, ?, ?, 'received', ?, ?, ?, ?) RETURNING *
"""


class CaseOffice:
    """The centre's counter."""

    def __init__(self, centre: Centre, blobs: BlobOffice, decisions: Decisions, ledger: LedgerBook) -> None:
        self._centre, self._register, self._ledger = centre, centre.register, ledger
        self._access = AccessBook(centre)
        self._blobs, self._decisions = blobs, decisions

    def receive(self, sender: Sender, case_id: str, lever: str = "") -> Answered:
        """Take a case (收件), and accept it (受理) at once unless it shall be looked at first. Raises Problem."""
        with self._register.transaction():
            row = replayed(self._register, "case_file", "case_id", case_id, sender)
            status = row["status"] if row else CREATED
            if row is None:
                row = self._enter(sender, case_id, lever)
                status = row["status"]
            elif status == CREATED:
                status = REPLAYED
        answer = self._centre.signer.signed(RECEIPT, json.loads(row["answer"]), "receipt_sig")
        if status == REFUSED:
            because = answer["reason"]
            raise Problem(REFUSED, f"urn:case:{because['code']}", because["text_zh"], more=answer)
        return status, answer

    def _enter(self, sender: Sender, case_id: str, lever: str) -> dict[str, Any]:
        head, body = self._centre.open_envelope(sender, "case", case_id)
        if body.get("schema") in self._centre.settings.retired_schemas or lever == "schema-retired":
            raise Problem(REFUSED, "urn:kiosk:schema-retired")
        if not conforms(head, "EnvelopeHead") or not conforms(body, "CaseBody") or body["case_id"] != case_id:
            raise Problem(REFUSED, "urn:kiosk:schema")
        check_enclosures(self._blobs, body, case_id)
        note_arrival(self._register, sender, head)
        if because := reason("not-eligible") if lever == "reject" else reason_against(body, self._centre.catalogue):
            return self._refuse(sender, head, body, because)
        return self._take(sender, head, body)

    def _take(self, sender: Sender, head: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        row = self._insert(sender, head, body, None)
        instant = self._centre.settings.review == "instant" and not for_a_person(body)
        row = self._decisions.move(row, "accepted" if instant else "received")
        names = ("case_id", "sha256", "server_no", "state", "received_at", "accepted_at", "due")
        row["answer"] = json.dumps({name: row[name] for name in names})
        owner, item_id = body["identity"]["number"], body["item"]["id"]
        self._access.acted(sender.device_id, body, row["case_id"], owner, item_id)
        self._register.rows("UPDATE case_file SET answer = ? WHERE case_id = ?", row["answer"], row["case_id"])
        return row

    def _refuse(self, sender: Sender, head: dict[str, Any], body: dict[str, Any], because: Reason) -> dict[str, Any]:
        kept = strip_to_guide(body, self._centre.catalogue, self._blobs)
        return self._decisions.move(self._insert(sender, head, kept, because), "refused", because)

    def _insert(
        self, sender: Sender, head: dict[str, Any], body: dict[str, Any], because: Reason | None
    ) -> dict[str, Any]:
        """Enter a case; `because` refuses it, otherwise its answer is written when it has a number."""
        case_id, now = head["case_id"], stamp(self._centre.clock.now())
        origin = (case_id, sender.device_id, head["store_id"], head["seq"], sender.sha256)
        answer = {"case_id": case_id, "sha256": sender.sha256, "state": "refused", "reason": because}
        catalogue = self._centre.catalogue
        item = read_item(catalogue, body["item"]["id"]) if catalogue else None
        promised = still_owed(body, item) if because is None else []
        texts = (json.dumps(one, ensure_ascii=False) for one in (answer, promised, body))
        row = self._register.row(INSERT, *origin, now, REFUSED if because else CREATED, *texts) or {}
        self._ledger.note(row, "received", now)
        if look := body.get("licence_consent", {}).get("look"):
            AccessBook(self._centre).rests(look, body, "consent")
        return row


def replayed(register: Register, table: str, name: str, identity: str, sender: Sender) -> dict[str, Any] | None:
    """Return what is known under this id, having counted one more delivery. Raises Problem 409: of other content."""
    sql = f"UPDATE {table} SET deliveries = deliveries + 1 WHERE {name} = ? RETURNING *"  # noqa: S608 - our own names
    known: dict[str, Any] | None = register.row(sql, identity)
    if known and known["sha256"] != sender.sha256:
        raise Problem(409, "urn:kiosk:different-content")
    return known


def attachments_of(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every attachment that a body names, with the code of its material."""
    for material in body.get("materials", ()):
        for attachment in material.get("attachments", ()):
            yield {**attachment, "material_code": material["material_code"]}
    if signature := body.get("signature"):
        yield {**signature["attachment"], "material_code": "signature"}


def check_enclosures(blobs: BlobOffice, body: dict[str, Any], identity: str) -> None:
    """Return when all enclosures are here and open. Raises Problem: 409 missing, 422 they do not open."""
    wanted = list(attachments_of(body))
    if missing := sorted({one["sha256"] for one in wanted if not blobs.has(one["sha256"])}):
        raise Problem(409, "urn:kiosk:missing-blobs", more={"missing": missing})
    for one in wanted:
        open_enclosure(blobs.read(one["sha256"]), one, identity)
