"""The pulse of a terminal, and what the platform misses of it: the gap report."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.arrivals import gaps, reused
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.changes import ChangeLog
    from kiosk.gateway.sandbox.device_card import CardOffice
    from kiosk.gateway.sandbox.feeds import FeedOffice
    from kiosk.gateway.sandbox.ledger_book import LedgerBook

__all__ = ["SILENT", "PulseOffice"]

CUT: Final = "ledger-cut"
SILENT: Final = dt.timedelta(minutes=10)  # a terminal that is not heard of for longer is out of service


class PulseOffice:
    """Compares each store's highest number with what arrived."""

    def __init__(
        self, centre: Centre, log: ChangeLog, cards: CardOffice, feeds: FeedOffice, ledger: LedgerBook
    ) -> None:
        self._centre, self._register, self._ledger = centre, centre.register, ledger
        self._log, self._cards, self._feeds = log, cards, feeds

    def feel(self, device_id: str, said: dict[str, Any]) -> dict[str, Any]:
        """Keep a pulse and answer it, signed: what is missing, and what is worth fetching (`wake`)."""
        now, text = stamp(self._centre.clock.now()), json.dumps(said, ensure_ascii=False)
        with self._register.transaction():
            self._notice(device_id, now)
            self._compare(device_id, now, said)
            self._register.rows("INSERT OR REPLACE INTO heartbeat VALUES (?, ?, ?)", device_id, now, text)
        return self.answer(device_id, said)

    def _notice(self, device_id: str, now: str) -> None:
        """Enter in the ledger a terminal's first pulse, and a silence that has ended, from its last pulse on."""
        last = self._register.row("SELECT at FROM heartbeat WHERE device_id = ?", device_id)
        silent = last and dt.datetime.fromisoformat(now) - dt.datetime.fromisoformat(last["at"]) > SILENT
        if last and silent:
            self._ledger.device(device_id, well=False, at=last["at"])
        if silent or not last:
            self._ledger.device(device_id, well=True, at=now)

    def _compare(self, device_id: str, now: str, said: dict[str, Any]) -> None:
        """Write down that a terminal's own ledger became shorter, or another one: rows were cut off."""
        last = self._register.row("SELECT body FROM heartbeat WHERE device_id = ?", device_id)
        before = json.loads(last["body"]).get("ledger") if last else None
        if before is None:
            return
        told = said.get("ledger") or {"number": 0, "seal": ""}
        if told["number"] < before["number"] or (told["number"] == before["number"] and told != before):
            Records(self._register, CUT).put(f"{device_id} {now}", {"device_id": device_id, "at": now, "had": before})

    def answer(self, device_id: str, said: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a pulse: its stores, and the tags of what it `has`."""
        answer = {
            "schema": "kiosk.pulse/1",
            "device_id": device_id,
            "server_time": stamp(self._centre.clock.now()),
            "stores": [self.store(device_id, one["store_id"], one["highest_seq"]) for one in said["stores"]],
            "wake": self._wake(device_id, said.get("has", {})),
        }
        return self._centre.signer.signed("kiosk.pulse/1", answer)

    def store(self, device_id: str, store_id: str, highest: int) -> dict[str, Any]:
        """Return what is missing of one store up to its highest number, and which numbers came twice."""
        missing = gaps(self._register, device_id, store_id, highest)
        return {"store_id": store_id, "missing": missing, "reused": reused(self._register, device_id, store_id)}

    def _wake(self, device_id: str, has: dict[str, str]) -> list[str]:
        """Return the names of what the terminal has in another version, `device` and `changes` among them."""
        newest = {name: self._feeds.etag(name) for name in self._feeds.names}
        newest["device"] = self._cards.etag(self._cards.card(device_id))
        stale = [name for name, etag in newest.items() if has.get(name) != etag]
        if self._log.since(device_id, has.get("changes", ""))["cases"]:
            stale.append("changes")
        return sorted(stale)
