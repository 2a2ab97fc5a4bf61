"""The lanes of a joint case (并联审批): each office decides its own part; what one refuses blocks no other (F40)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.rules.lanes import whole
from kiosk.domain.rules.truth import Truth
from kiosk.gateway.sandbox.case_rules import judgement_of, read_item
from kiosk.gateway.sandbox.case_telling import LANES
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from config.item_parts import Member
    from config.schema import ServiceItem
    from kiosk.domain.rules.lanes import LaneState
    from kiosk.gateway.sandbox.case_rules import Reason
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["ENDS", "Lanes"]

ENDS: Final[dict[str, LaneState]] = {"completed": "done", "returned": "refused"}
WORDS: Final[dict[LaneState, str]] = {"done": "已办好", "refused": "没有办成", "open": "正在办"}


class Lanes:
    """How the members of joint cases stand. A case of a single item has none."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._kept = Records(centre.register, LANES)

    def begin(self, case_id: str, body: dict[str, Any]) -> None:
        """Open the lanes of an accepted case; a member that a rule surely refuses is refused from the start."""
        if (item := self._item(body)) is None:
            return
        judged, standing = judgement_of(body, item), self._kept.get(case_id) or {}
        for member in item.members:
            against = [
                verdict
                for verdict, condition in zip(judged.verdicts, item.conditions, strict=True)
                if condition.member in {"", member.id} and verdict.truth is Truth.NO
            ]
            if judged.members[member.id] is Truth.NO and against:
                told = "；".join(f"{verdict.text}。{verdict.instead}" for verdict in against)
                standing[member.id] = {"state": "refused", "reason": told, "where": _where(item, member)}
            else:
                standing[member.id] = {"state": "open"}
        self._kept.put(case_id, standing)

    def decide(self, row: dict[str, Any], member_id: str, state: str, reason: Reason | None) -> LaneState:
        """End one lane, which touches no other; return how the whole matter stands then.

        Raises Problem: 404 no such member, 409 it was decided already, or a refusal gives no reason.
        """
        body = json.loads(row["body"])
        item, standing = self._item(body), self._kept.get(row["case_id"]) or {}
        member = next((one for one in item.members if one.id == member_id), None) if item else None
        if item is None or member is None or member_id not in standing:
            raise Problem(404, "urn:kiosk:case-unknown")
        end = ENDS.get(state)
        if end is None or standing[member_id]["state"] != "open" or (end == "refused" and reason is None):
            raise Problem(409, "urn:kiosk:not-a-step")
        told = {"state": end, "reason": reason["text_zh"] if reason else ""}
        standing[member_id] = told | ({"where": _where(item, member)} if end == "refused" else {})
        self._kept.put(row["case_id"], standing)
        return self.whole(row["case_id"])

    def close(self, case_id: str, state: str) -> None:
        """End with the whole case what is still open in it."""
        standing = self._kept.get(case_id)
        if standing and state in ENDS:
            still = {
                key: {**one, "state": ENDS[state]} if one["state"] == "open" else one for key, one in standing.items()
            }
            self._kept.put(case_id, still)

    def whole(self, case_id: str) -> LaneState:
        """Return how the lanes of a case stand together."""
        return whole(_state(one) for one in (self._kept.get(case_id) or {}).values())

    def summed(self, row: dict[str, Any], granted: Reason) -> Reason:
        """Return the reason of an end, a sentence for each lane; where nothing was refused, as given."""
        item, standing = self._item(json.loads(row["body"])), self._kept.get(row["case_id"]) or {}
        if item is None or all(_state(one) != "refused" for one in standing.values()):
            return granted
        parts = [self._said(member, standing[member.id]) for member in item.members if member.id in standing]
        return {"code": "partly-granted", "text_zh": "".join(parts), "bring": []}

    @staticmethod
    def _said(member: Member, one: dict[str, str]) -> str:
        words = f"{member.name}：{WORDS[_state(one)]}"
        return f"{words}，{one['reason'].rstrip('。')}。" if one.get("reason") else f"{words}。"

    def _item(self, body: dict[str, Any]) -> ServiceItem | None:
        catalogue = self._centre.catalogue
        item = read_item(catalogue, body["item"]["id"]) if catalogue else None
        return item if item and item.members else None


def _state(one: dict[str, str]) -> LaneState:
    return next(state for state in WORDS if state == one["state"])


def _where(item: ServiceItem, member: Member) -> str:
    """Return where somebody goes with a refusal: the office, the window and its hours, a telephone."""
    at = item.channels
    window = f"，{at.window}（{at.window_hours}）" if at else ""
    return f"{member.dept_name}{window}，或拨 12345"
