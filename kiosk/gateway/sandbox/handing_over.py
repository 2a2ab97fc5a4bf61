"""How a finished matter comes to its owner: by post, tracked and signed for (F57), or for a pick-up code (F61).

Post and locker are the officials' clock's: a parcel moves as the office's hours pass. The slip that somebody signed
for is kept with its SHA-256, which is part of the case's archive (将快递回执单等依据存档备查).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.check_codes import check_code
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["Handovers"]

KIND: Final = "handover"
PICK_UP: Final = "pick-up"
HOUR_S: Final = 3600.0
MOVES: Final = (("已收寄", 0.0), ("运输中", 12 * HOUR_S), ("正在派送", 24 * HOUR_S), ("本人签收", 36 * HOUR_S))
UNDER_WAY: Final = """
    SELECT key, body FROM service_record
    WHERE kind = 'handover' AND json_extract(body, '$.way') = 'ems' AND json_extract(body, '$.proof') = ''
"""


class Handovers:
    """Keeps a record for each case that ends in somebody's hand."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._kept = centre, Records(centre.register, KIND)
        self._codes = Records(centre.register, PICK_UP)

    def begin(self, row: dict[str, Any]) -> None:
        """Post what is ready, or lay it into the locker, as its owner chose; once for each case."""
        body, case_id = json.loads(row["body"]), row["case_id"]
        way = body.get("form", {}).get("delivery", "")
        if way not in {"ems", "window"} or self._kept.get(case_id):
            return
        if way == "ems":
            number = int.from_bytes(hashlib.sha256(case_id.encode()).digest()[:5], "big") % 10**9
            told = {"no": f"EM{number:09d}CN", "payer": "收件人到付", "moves": [], "proof": ""}
            self._kept.put(case_id, {"way": way, **told, "began_s": self._centre.clock.office_s()})
            self.advance()
            return
        item = read_item(self._centre.catalogue, body["item"]["id"]) if self._centre.catalogue else None
        where = item.channels.window if item and item.channels else ""
        code = check_code()
        self._codes.put(code, {"case_id": case_id})
        self._kept.put(case_id, {"way": "pick-up", "code": code, "where": where, "opened": ""})

    def advance(self) -> None:
        """Move every parcel as far as the office's hours say; what is signed for leaves its slip."""
        now_s, now = self._centre.clock.office_s(), stamp(self._centre.clock.now())
        for one in self._centre.register.rows(UNDER_WAY):
            record = json.loads(one["body"])
            due = [what for what, after_s in MOVES if now_s >= record["began_s"] + after_s]
            if len(due) == len(record["moves"]):
                continue
            record["moves"] += [{"at": now, "what": what} for what in due[len(record["moves"]) :]]
            if len(due) == len(MOVES):
                slip = {"case_id": one["key"], "waybill": record["no"], "signed_at": now, "signed_by": "本人"}
                record |= {"slip": slip, "proof": digest_of(slip)}
            self._kept.put(one["key"], record)

    def told(self, case_id: str) -> dict[str, Any] | None:
        """Return what the owner may see, None while nothing is on its way."""
        record = self._kept.get(case_id)
        return {name: value for name, value in record.items() if name not in {"began_s", "slip"}} if record else None

    def slip(self, case_id: str) -> dict[str, Any] | None:
        """Return the slip that was signed for, with its digest as `sha256`: the archive's `delivery_proof`."""
        record = self._kept.get(case_id) or {}
        return {**record["slip"], "sha256": record["proof"]} if record.get("proof") else None

    def open(self, code: str, number: str) -> dict[str, Any]:
        """Open the locker once, for the very person. Raises Problem: 404 no such code, 403 another one's, 409 used."""
        known = self._codes.get(code)
        if known is None:
            raise Problem(404, "urn:kiosk:not-found")
        case_id = known["case_id"]
        row = self._centre.register.row("SELECT body FROM case_file WHERE case_id = ?", case_id)
        if row is None or json.loads(row["body"])["identity"]["number"] != number:
            raise Problem(403, "urn:kiosk:not-the-owner")
        with self._centre.register.transaction():
            record = self._kept.get(case_id) or {}
            if record.get("opened"):
                raise Problem(409, "urn:kiosk:opened-already")
            self._kept.put(case_id, {**record, "opened": stamp(self._centre.clock.now())})
        return {"case_id": case_id, "where": record["where"]}


def digest_of(slip: dict[str, Any]) -> str:
    """Return the SHA-256 of a slip as canonical JSON."""
    text = json.dumps(slip, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
