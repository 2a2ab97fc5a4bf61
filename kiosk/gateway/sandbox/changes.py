"""What became of a terminal's cases, told from a cursor on, signed, more often rather than never."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.clock import stamp

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.case_rules import Reason
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["ChangeLog"]

PAGE = 100
SINCE = "SELECT * FROM change WHERE device_id = ? AND change > ? ORDER BY change LIMIT ?"
NOTE = "INSERT INTO change (case_id, device_id, at, state, server_no, reason, until) VALUES (?, ?, ?, ?, ?, ?, ?)"


class ChangeLog:
    """Append-only. A cursor is opaque; one of another platform, or none, begins at the beginning."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register
        with self._register.transaction():
            self._name = self._register.get("log_name", "")
            if not self._name:
                self._name = secrets.token_hex(4)
                self._register.put("log_name", self._name)

    def note(self, row: dict[str, Any], reason: Reason | None = None, until: str | None = None) -> None:
        """Write down the state that the case in `row` has now."""
        told = (row["case_id"], row["device_id"], stamp(self._centre.clock.now()), row["state"])
        because = json.dumps(reason, ensure_ascii=False)
        self._register.rows(NOTE, *told, row["server_no"] or "", because, until)

    def since(self, device_id: str, cursor: str, most: int = PAGE) -> dict[str, Any]:
        """Return the changes after the cursor, oldest first, as a signed document."""
        found = self._register.rows(SINCE, device_id, self._place(cursor), most + 1)
        shown = found[:most]
        last = shown[-1]["change"] if shown else self._place(cursor)
        return self._centre.signer.signed(
            "kiosk.changes/1",
            {
                "schema": "kiosk.changes/1",
                "device_id": device_id,
                "issued": stamp(self._centre.clock.now()),
                "cursor": base64.urlsafe_b64encode(f"{self._name}:{last}".encode()).decode(),
                "more": len(found) > most,
                "cases": [_told(row) for row in shown],
            },
        )

    def _place(self, cursor: str) -> int:
        try:
            text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        except (ValueError, binascii.Error):
            return 0
        found = re.fullmatch(rf"{self._name}:([0-9]{{1,15}})", text)
        return int(found[1]) if found else 0


def _told(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("case_id", "state", "server_no", "at", "until")}
    return {**kept, "reason": json.loads(row["reason"])}
