"""Keeping ratings (好差评): five levels, one for each case, whenever they come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.arrivals import note_arrival
from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.cases import CREATED, RECEIPT, REFUSED, REPLAYED, replayed
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.hotline import FIRST_OWNER
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.rating_sheet import correction, handed_on

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.cases import Answered
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.ledger_book import LedgerBook
    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["RatingOffice"]

CORRECTIONS: Final = "correction"


class RatingOffice:
    """A rating may come before its case does: the two travel in lanes of their own."""

    def __init__(self, centre: Centre, ledger: LedgerBook) -> None:
        self._centre, self._register, self._ledger = centre, centre.register, ledger

    def rate(self, sender: Sender, rating_id: str) -> Answered:
        """Keep a rating. Raises Problem: 409 the case has another one, and that was not put right since."""
        answer = {"case_id": rating_id, "sha256": sender.sha256}
        signed = self._centre.signer.signed(RECEIPT, answer, "receipt_sig")
        with self._register.transaction():
            if replayed(self._register, "rating", "rating_id", rating_id, sender):
                return REPLAYED, signed
            head, body = self._centre.open_envelope(sender, "rating", rating_id)
            if not conforms(head, "EnvelopeHead") or not conforms(body, "RatingBody"):
                raise Problem(REFUSED, "urn:kiosk:schema")
            if not self._awaited(body):
                raise Problem(409, "urn:kiosk:already-rated")
            note_arrival(self._register, sender, head)
            sql = "INSERT INTO rating (rating_id, case_id, sha256, body) VALUES (?, ?, ?, ?)"
            text = json.dumps(body, ensure_ascii=False)
            self._register.rows(sql, rating_id, body["case_id"], sender.sha256, text)
            self._ledger.rated(body["case_id"], sender.device_id, body["level"])
            if order := correction(self._centre, body, self._owner(body["case_id"])):
                Records(self._register, CORRECTIONS).put(rating_id, order)
        return CREATED, signed

    def correct(self, rating_id: str, reply: str = "") -> dict[str, Any]:
        """Close the order to put a bad rating right, with what the office says to it; it is in the ledger once.

        Raises Problem 404: there is none.
        """
        kept = Records(self._register, CORRECTIONS)
        with self._register.transaction():
            order = kept.get(rating_id)
            if order is None:
                raise Problem(404, "urn:kiosk:not-found")
            if order["state"] != "done":
                order |= {"state": "done", "closed": stamp(self._centre.clock.now()), "reply": reply}
                kept.put(rating_id, order)
                self._ledger.corrected(order["case_id"])
        return order

    def again(self, case_id: str) -> dict[str, Any]:
        """Return whether its person is to be asked once more, and what the office says it did; {} where not."""
        order = self._corrected(case_id)
        return {"again": True, "reply": order.get("reply", "")} if order else {}

    def public(self) -> list[dict[str, Any]]:
        """Return ratings and replies as everybody may read them (评价、回复双公开): of a matter, of nobody."""
        corrections = Records(self._register, CORRECTIONS)
        shown = []
        for row in self._register.rows("SELECT * FROM rating ORDER BY json_extract(body, '$.rated_at') DESC"):
            body, order = json.loads(row["body"]), corrections.get(row["rating_id"]) or {}
            case = self._case(body["case_id"])
            told = {"matter": json.loads(case["body"])["item"]["task_name"] if case else "", "level": body["level"]}
            told |= {"reasons": body.get("reasons", []), "day": body["rated_at"][:10], "turn": body.get("turn", 1)}
            shown.append(told | {"state": order.get("state", ""), "reply": order.get("reply", "")})
        return shown

    def _awaited(self, body: dict[str, Any]) -> bool:
        """Whether this turn is open: the first once, the second once the first was bad and put right."""
        if body.get("turn", 1) == 1:
            return not self._register.rows("SELECT 1 FROM rating WHERE case_id = ?", body["case_id"])
        return self._corrected(body["case_id"]) is not None

    def _corrected(self, case_id: str) -> dict[str, Any] | None:
        """Return the order by which the only rating of a case was put right."""
        rows = self._register.rows("SELECT rating_id FROM rating WHERE case_id = ?", case_id)
        order = Records(self._register, CORRECTIONS).get(rows[0]["rating_id"]) if len(rows) == 1 else None
        return order if order and order["state"] == "done" else None

    def listed(self) -> list[dict[str, Any]]:
        """Return every rating as it is handed on, a bad one with the order to put it right."""
        corrections = Records(self._register, CORRECTIONS)
        rows = self._register.rows("SELECT * FROM rating ORDER BY rating_id")
        return [
            {**body, "deliveries": row["deliveries"], "handed_on": handed_on(body, self._case(body["case_id"]))}
            | {"correction": corrections.get(row["rating_id"])}
            for row in rows
            for body in [json.loads(row["body"])]
        ]

    def _case(self, case_id: str) -> dict[str, Any] | None:
        return self._register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)

    def _owner(self, case_id: str) -> str:
        """Name the office that answers for the case; of a case not known yet, the one that runs the terminals."""
        case = self._case(case_id)
        item_id = json.loads(case["body"])["item"]["id"] if case else ""
        item = read_item(self._centre.catalogue, item_id) if self._centre.catalogue and item_id else None
        return item.dept_name if item else FIRST_OWNER
