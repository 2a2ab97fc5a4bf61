"""Who asked what about whom (谁看过我的数据, C13): every look at a person's data, told to that person alone.

No number is kept: a person is an HMAC-SHA256 of it under a key that only this platform has (ADR 33). The number on a
card finds its own rows; the rows give back no number.
"""

from __future__ import annotations

import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any, Final, Literal

from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.keyfile import key_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["AccessBook"]

AGENCY: Final = "agency"
PURPOSE: Final = b"kiosk.data-access/1\n"
INSERT: Final = "INSERT OR IGNORE INTO data_access VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)"
REST: Final = "UPDATE data_access SET rests_on = ? WHERE query_id = ? AND person = ? AND rests_on = ''"
OWN: Final = "SELECT * FROM data_access WHERE person = ? ORDER BY at DESC, query_id LIMIT ?"


class AccessBook:
    """Of one platform; the same question asked again is one look."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register
        self._key = key_in(centre.store / "pseudonym.key", lambda: secrets.token_bytes(32))

    def note(
        self,
        question: tuple[str, str, str],
        source: str,
        item_id: str = "",
        asked: Sequence[str] = (),
        held: Sequence[str] = (),
        *,
        agent: str = "",
    ) -> None:
        """Write down a look: `question` is (device, id of the query, number of the person).

        `source` is what was looked into: `licences`, or the kind of an inquiry; `item_id` the matter, "" for none;
        `agent` is the number of who acted for the person (代办).
        """
        device_id, query_id, number = question
        told = (source, item_id, *(json.dumps(list(names), ensure_ascii=False) for names in (asked, held)))
        who = (device_id, query_id, self._person(number))
        acting = self._person(agent) if agent else ""
        self._register.rows(INSERT, stamp(self._centre.clock.now()), *who, *told, acting)

    def acted(self, device_id: str, body: Mapping[str, Any], query_id: str, owner: str, item_id: str) -> None:
        """Write down that somebody did this for `owner` (代办); nothing where they came themselves."""
        if agent := body.get("agent"):
            self.note((device_id, query_id, owner), AGENCY, item_id, agent=agent["number"])

    def rests(self, query_id: str, body: Mapping[str, Any], kind: Literal["consent", "case"]) -> None:
        """Write down what a look at the data of this case's person rests on: their consent in it, or what it owes.

        A look of somebody else is left as it is, and so is one that rests on something already.
        """
        told = {"kind": kind, "no": body["receipt_no"], "matter": body["item"]["task_name"], "at": body["filed_at"]}
        text = json.dumps(told, ensure_ascii=False)
        self._register.rows(REST, text, query_id, self._person(body["identity"]["number"]))

    def of(self, number: str, most: int) -> list[dict[str, Any]]:
        """Return the looks at this person's data, the newest first."""
        rows = self._register.rows(OWN, self._person(number), most)
        texts = ("asked", "held", "rests_on")
        return [{**row, **{name: json.loads(row[name] or "null") for name in texts}} for row in rows]

    def _person(self, number: str) -> str:
        return hmac.digest(self._key, PURPOSE + number.encode(), "sha256").hex()
