"""主动告知 (F59): the office calls, writes or reads out how a case stands, by the way its owner chose, or not at all.

The sandbox rings nobody's bell: it keeps what it would have said, and to which number, masked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.clock import stamp

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["Calls"]

CHANNELS: Final = {"call": "打电话", "sms": "发短信", "voice": "语音播报"}
SAID: Final = {
    "accepted": "已受理",
    "supplement": "要补材料",
    "refused": "没有受理",
    "completed": "办好了",
    "returned": "退回来了",
}
SQL: Final = "SELECT body FROM service_record WHERE kind = 'told' ORDER BY json_extract(body, '$.at'), key"
INSERT: Final = "INSERT OR IGNORE INTO service_record VALUES ('told', ?, '', ?)"
LAST: Final = 4


class Calls:
    """Says what happened, never to whom it happened: a telephone may lie in anybody's hand."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register

    def tell(self, row: dict[str, Any], state: str) -> None:
        """Tell the owner of the case in `row`, where they left a number and chose a way."""
        body = json.loads(row["body"])
        form = body.get("form", {})
        channel, phone = form.get("notice", ""), form.get("phone", "")
        if channel not in CHANNELS or not phone or state not in SAID:
            return
        text = f"您在自助终端交的“{body['item']['task_name']}”{SAID[state]}。详情凭回执查，或拨 12345。"
        said = {"case_id": row["case_id"], "state": state, "channel": channel, "how": CHANNELS[channel], "text": text}
        said |= {"to": f"****{phone[-LAST:]}", "at": stamp(self._centre.clock.now())}
        self._register.rows(INSERT, f"{row['case_id']}/{state}/{said['at']}", json.dumps(said, ensure_ascii=False))

    def all(self) -> list[dict[str, Any]]:
        """Return what was said, in order."""
        return [json.loads(one["body"]) for one in self._register.rows(SQL)]
