"""How a case goes on after it was received: which steps there are, who takes them, and when.

Which step may follow which is kiosk.domain.case_life; an attempt at another one is refused and written down (F50).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from kiosk.domain.case_life import IllegalMove, check_move
from kiosk.gateway.sandbox.case_lanes import ENDS, Lanes
from kiosk.gateway.sandbox.case_lights import LightWatch
from kiosk.gateway.sandbox.case_notice import Notices
from kiosk.gateway.sandbox.case_rules import for_a_person
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.handing_over import Handovers
from kiosk.gateway.sandbox.hotline import reply_due
from kiosk.gateway.sandbox.numbers import server_no
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.promises_met import without_what_is_held
from kiosk.gateway.sandbox.telling_people import Calls
from kiosk.gateway.sandbox.workdays import working_days_after

if TYPE_CHECKING:
    from kiosk.domain.case_life import CaseState
    from kiosk.gateway.sandbox.case_rules import Reason
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.changes import ChangeLog
    from kiosk.gateway.sandbox.ledger_book import LedgerBook

__all__ = ["Decisions"]

HOUR_S = 3600.0
BY_ITSELF = {"received": ("accepted", HOUR_S), "accepted": ("processing", 4 * HOUR_S)}
FINISH_S = 8 * HOUR_S
LANES_OPEN = {"accepted", "processing"}
GRANTED: Reason = {"code": "granted", "text_zh": "已办好，请按告知的方式领取。", "bring": []}
PROMISED = "您承诺后补的材料还没有交，补齐后接着办。"
UPDATE = """
    UPDATE case_file
    SET state = ?, server_no = ?, accepted_at = ?, due = ?, demanded = ?, noticed = ?, next_state = ?, next_s = ?
    WHERE case_id = ?
"""


class Decisions:
    """Officials who work as fast as the office's clock."""

    def __init__(self, centre: Centre, log: ChangeLog, ledger: LedgerBook) -> None:
        self._centre, self._register, self._log, self._ledger = centre, centre.register, log, ledger
        self._notices, self._lanes, self._lights = Notices(centre, ledger), Lanes(centre), LightWatch(centre, ledger)
        self._handovers, self._calls = Handovers(centre), Calls(centre)

    def advance(self) -> None:
        """Take every step whose time has come."""
        now_s = self._centre.clock.office_s()
        sql = "SELECT * FROM case_file WHERE next_state IS NOT NULL AND next_s <= ? ORDER BY next_s LIMIT 1"
        while row := self._register.row(sql, now_s):
            because = None
            if row["next_state"] == "suspended":
                because = {"code": "promise-open", "text_zh": PROMISED, "bring": self._named(row)}
            elif row["next_state"] == "completed":
                because = self._lanes.summed(row, GRANTED)
            self.move(row, row["next_state"], because, began_s=row["next_s"])
        self._lights.look()
        self._handovers.advance()

    def decide(
        self, case_id: str, state: str, reason: Reason | None = None, until: str | None = None
    ) -> dict[str, Any]:
        """Take one step by hand; a supplement demands what `reason` says to bring. Raises Problem 404, 409."""
        row = self._register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)
        if row is None:
            raise Problem(404, "urn:kiosk:case-unknown")
        try:
            check_move(row["state"], cast("CaseState", state))
        except IllegalMove as illegal:
            with self._register.transaction():
                self._ledger.attempted(row, str(illegal))
            raise Problem(409, "urn:kiosk:not-a-step") from None
        if state == "supplement":
            row = self._notices.demand(row, [one["material_code"] for one in (reason or {}).get("bring", ())])
        return self.move(row, state, reason, until)

    def decide_lane(self, case_id: str, member: str, state: str, reason: Reason | None) -> dict[str, Any]:
        """Let one office end its lane of a joint case; with the last lane the case ends. Raises Problem 404, 409."""
        row = self._register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)
        if row is None:
            raise Problem(404, "urn:kiosk:case-unknown")
        if row["state"] not in LANES_OPEN:
            with self._register.transaction():
                self._ledger.attempted(row, f"{member} {state} while {row['state']}")
            raise Problem(409, "urn:kiosk:not-a-step")
        with self._register.transaction():
            stands = self._lanes.decide(row, member, state, reason)
            self._ledger.parted(row, member, ENDS[state])
            if row["state"] == "accepted":
                row = self.move(row, "processing")
            said = self._lanes.summed(row, GRANTED)
            if stands != "open":
                return self.move(row, "completed" if stands == "done" else "returned", said)
            self._log.note(row, said)
        return row

    def supplied(self, row: dict[str, Any], codes: set[str]) -> dict[str, Any]:
        """Go on with a case to which these materials have come; return it as it stands then."""
        left = sorted(set(json.loads(row["demanded"])) - codes)
        row = {**row, "demanded": json.dumps(left)}
        onward = {"supplement": "accepted", "suspended": "processing"}.get(row["state"])
        if onward and not left:
            return self.move(row, onward)
        return self._keep(row)

    def move(
        self,
        row: dict[str, Any],
        state: str,
        reason: Reason | None = None,
        until: str | None = None,
        began_s: float | None = None,
    ) -> dict[str, Any]:
        """Bring a case to a state, plan what follows by itself, and tell it. `began_s` is on the office's clock."""
        row, moment = {**row, "state": state}, ""
        if state == "accepted" and not row["accepted_at"]:
            row |= self.acceptance(json.loads(row["body"]))
            self._lanes.begin(row["case_id"], json.loads(row["body"]))
            row, met = without_what_is_held(self._centre, row)
            reason, moment = reason or met, row["accepted_at"]
        onward = BY_ITSELF.get(state)
        if state == "received" and for_a_person(json.loads(row["body"])):
            onward = None  # no clock accepts what a rule refuses or a measure doubts: a person decides
        if state == "processing":
            onward = ("suspended" if json.loads(row["demanded"]) else "completed", FINISH_S)
        begun = self._centre.clock.office_s() if began_s is None else began_s
        row["next_state"], row["next_s"] = (onward[0], begun + onward[1]) if onward else (None, None)
        with self._register.transaction():
            row = self._keep(row)
            self._log.note(row, reason, until)
            self._lanes.close(row["case_id"], state)
            if state != "received":
                self._ledger.note(row, state, moment)
            self._lights.see(row)
            self._calls.tell(row, state)
            if state == "completed":
                self._handovers.begin(row)
        return row

    def acceptance(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return what acceptance (受理) adds to a case: number, moment, and by when promised materials must follow."""
        now, promise = self._centre.clock.now(), body["promise"]
        due = working_days_after(now.date(), promise["days"]) if promise else reply_due(body, now.date())
        number = server_no(self._register, body["item"]["task_code"], now.date())
        return {"server_no": number, "accepted_at": stamp(now), "due": due.isoformat() if due else None}

    def _keep(self, row: dict[str, Any]) -> dict[str, Any]:
        names = ("state", "server_no", "accepted_at", "due", "demanded", "noticed", "next_state", "next_s", "case_id")
        self._register.rows(UPDATE, *(row[name] for name in names))
        return row

    @staticmethod
    def _named(row: dict[str, Any]) -> list[dict[str, str]]:
        names = {one["material_code"]: one["material_name"] for one in json.loads(row["body"])["materials"]}
        return [{"material_code": code, "text_zh": names.get(code, code)} for code in json.loads(row["demanded"])]
