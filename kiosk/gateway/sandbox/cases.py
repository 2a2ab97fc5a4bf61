"""Receiving cases and ratings: each id once, whatever the line repeats."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.workdays import working_days_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.gateway.sandbox.proof import Sender
    from kiosk.gateway.sandbox.register import Register
    from kiosk.gateway.sandbox.vault import Vault

__all__ = ["Answered", "CaseOffice", "attachments_of"]

BEIJING = dt.timezone(dt.timedelta(hours=8))
Answered = tuple[int, dict[str, Any]]  # status 201 or 200, body
REPLAYED, CREATED = 200, 201
PAGE = 100
KNOWN_CASE = "UPDATE case_file SET deliveries = deliveries + 1 WHERE case_id = ? RETURNING *"
KNOWN_RATING = "UPDATE rating SET deliveries = deliveries + 1 WHERE rating_id = ? RETURNING *"
INSERT = """
    INSERT INTO case_file (case_id, device_id, store_id, seq, sha256, server_no, accepted_at, due, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
"""


class CaseOffice:
    """The centre's counter."""

    def __init__(self, register: Register, vault: Vault) -> None:
        self._register, self._vault = register, vault

    def receive(self, sender: Sender, case_id: str) -> Answered:
        """Accept a case (受理) and give it a number. Raises Problem."""
        if known := self._replay(KNOWN_CASE, case_id, sender):
            return REPLAYED, acknowledgement(known)
        head, body = self._vault.open_envelope(sender, "case", case_id)
        try:
            wanted = {attachment["sha256"] for attachment in attachments_of(body)}
            task_code, promise = str(body["item"]["task_code"]), body["promise"]
            days = int(promise["days"]) if promise else 0
        except (KeyError, TypeError, ValueError):
            raise Problem(422, "urn:kiosk:schema") from None
        if not all(self._register.row("SELECT 1 FROM blob WHERE sha256 = ? AND complete", one) for one in wanted):
            raise Problem(409, "urn:kiosk:missing-blobs")
        now = dt.datetime.now(BEIJING)
        due = working_days_after(now.date(), days) if days else None
        number = self._server_no(task_code, now.date())
        text = json.dumps(body, ensure_ascii=False)
        told = (number, now.isoformat(timespec="seconds"), due and due.isoformat(), text)
        origin = (sender.device_id, head["store_id"], head["seq"])
        stored = self._register.row(INSERT, case_id, *origin, sender.sha256, *told)
        return CREATED, acknowledgement(stored or {})

    def rate(self, sender: Sender, rating_id: str) -> Answered:
        """Keep a rating (好差评). Raises Problem."""
        answer = {"case_id": rating_id, "sha256": sender.sha256}
        if self._replay(KNOWN_RATING, rating_id, sender):
            return REPLAYED, answer
        _, body = self._vault.open_envelope(sender, "rating", rating_id)
        text = json.dumps(body, ensure_ascii=False)
        sql = "INSERT INTO rating (rating_id, sha256, body) VALUES (?, ?, ?)"
        self._register.rows(sql, rating_id, sender.sha256, text)
        return CREATED, answer

    def changes(self, device_id: str, cursor: str) -> dict[str, Any]:
        """Return this terminal's cases after the cursor, oldest first."""
        after = int(cursor) if cursor.isdecimal() else 0
        sql = "SELECT * FROM case_file WHERE device_id = ? AND change > ? ORDER BY change LIMIT ?"
        found = self._register.rows(sql, device_id, after, PAGE)
        cases = [{"case_id": row["case_id"], "state": "accepted", "server_no": row["server_no"]} for row in found]
        return {"cursor": str(found[-1]["change"]) if found else str(after), "cases": cases}

    def _replay(self, counting: str, case_id: str, sender: Sender) -> dict[str, Any] | None:
        """Return what is known under this id, having counted one more delivery."""
        known = self._register.row(counting, case_id)
        if known and known["sha256"] != sender.sha256:
            raise Problem(409, "urn:kiosk:different-content")
        return known

    def _server_no(self, task_code: str, day: dt.date) -> str:
        """Return the 办件编号: 实施编码 (31) + yyyyMMdd + four digits."""
        head = f"{task_code}{day:%Y%m%d}"
        row = self._register.row("SELECT count(*) AS n FROM case_file WHERE server_no GLOB ?", f"{head}*")
        return f"{head}{(row or {'n': 0})['n'] + 1:04d}"


def acknowledgement(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the terminal is told about a received case."""
    kept = {name: row[name] for name in ("case_id", "sha256", "server_no", "accepted_at", "due")}
    return {**kept, "state": "accepted"}


def attachments_of(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every attachment that a case body names, with the code of its material."""
    for material in body.get("materials", ()):
        for attachment in material.get("attachments", ()):
            yield {**attachment, "material_code": material["material_code"]}
    if signature := body.get("signature"):
        yield {**signature["attachment"], "material_code": "signature"}
