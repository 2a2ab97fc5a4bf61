"""The courier: brings what is due to the centre, as often as it takes, and never two ways at once.

It looks at the table each time it is called (level-triggered), so a missed call costs nothing. It has no thread.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.gateway.errors import GatewayError, LineError, Paused, Refused, Rejected
from kiosk.receipts.clock import keep_clock
from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.known_keys import KnownKeys
from kiosk.sync.backoff import wait_s
from kiosk.sync.errors import CardRefused, CaseUnknown
from kiosk.sync.receipts_kept import answer_of, answered_of, refusal_of
from kiosk.sync.seal_keys import SealKeys
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.outbox import LONGEST_WAIT_MS, Outbox
from offline_cache.replica import Replica

if TYPE_CHECKING:
    from kiosk.domain.case import Acknowledgement, Holding, Received
    from kiosk.gateway.port import PlatformGateway
    from offline_cache.rows import Lane, Queued
    from offline_cache.store import Store

__all__ = ["Courier", "CourierReport"]

LANES: tuple[Lane, ...] = ("case", "rating")
BLOB_LOST = "blob-lost"
ACQUAINTANCE_MS = 60 * 60 * 1000
"""How long the centre's card is good for: its clock is compared with ours, and its keys asked, once an hour."""


@dataclass(slots=True)
class CourierReport:
    """What one round did. `online` None when nothing was tried; `code` is the last fault, "" when all went well."""

    delivered: list[Acknowledgement | Received] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    postponed: int = 0
    rated: int = 0
    online: bool | None = None
    code: str = ""


class Courier:
    """Works on one Store with one gateway, in one thread."""

    def __init__(self, store: Store, gateway: PlatformGateway, register_key: str = "", sign_key: str = "") -> None:
        self._store, self._gateway = store, gateway
        self._replica = Replica(store)
        self._trusted = TrustedKeys(self._replica, sign_key)
        if known := self._trusted.current():
            self._gateway.trust(known)
        self._known_keys = KnownKeys(self._replica, register_key)
        self._outbox = Outbox(store)
        self._seal_keys = SealKeys(self._replica)
        self._acquainted_ms = 0
        self._introductions = 0
        self._not_before: dict[str, int] = {}
        self._was_down = False

    def step(self, now: dt.datetime) -> CourierReport:
        """Do one round: learn the centre's key once, then deliver what is due. Raises StoreError alone."""
        report, now_ms = CourierReport(), _ms(now)
        if not 0 <= now_ms - self._acquainted_ms < ACQUAINTANCE_MS and self._may("device", now_ms):
            self._get_acquainted(report, now)
        for lane in LANES:
            if self._may(lane, now_ms):
                self._round(lane, report, now_ms)
        return report

    def deliver(self, case_id: str, now: dt.datetime) -> Acknowledgement | Received:
        """Deliver this case now, whenever it would be due.

        Raises:
            GatewayError: the attempt was in vain (the row waits on), or the centre will not have the case.
            CaseUnknown: there is no such case to deliver.
            StoreError: the store failed.
        """
        row = self._outbox.queued(case_id)
        known = answered_of(self._outbox.answer(case_id))
        if known is not None:
            return known
        if row is None or row.lane != "case":
            raise CaseUnknown("no case waits under this id")
        report = CourierReport()
        if not self._trusted.current():
            self._get_acquainted(report, now)
        error = self._attempt(row, report, _ms(now))
        if error is not None:
            raise error
        return report.delivered[0]

    def holdings(self, identity_number: str, license_types: tuple[str, ...]) -> tuple[Holding, ...]:
        """Ask the licence store. Raises GatewayError."""
        return self._gateway.holdings(identity_number, license_types)

    def close(self) -> None:
        """Close the line and the store."""
        self._gateway.close()
        self._store.close()

    def _get_acquainted(self, report: CourierReport, now: dt.datetime) -> None:
        """Ask for the centre's card: the key to seal to, its clock beside ours, the register of receipt keys."""
        now_ms = _ms(now)
        asked = dt.datetime.now(dt.UTC)
        try:
            card = self._gateway.device()
            self._gateway.trust(self._trusted.learn(card.document, now_ms))
        except (GatewayError, CardRefused) as error:
            self._introductions += 1
            self._not_before["device"] = now_ms + _wait_ms(self._introductions, error)
            self._note(report, error)
            return
        keep_clock(self._replica, card.server_time, asked, dt.datetime.now(dt.UTC))
        self._seal_keys.learn(card.document, now_ms)
        self._acquainted_ms, self._introductions, report.online = now_ms, 0, True
        if card.register_key:
            self._learn_receipt_keys(report, card.register_key, now_ms)

    def _learn_receipt_keys(self, report: CourierReport, told: str, now_ms: int) -> None:
        """Renew the register; without it the last good one stays, and cases travel as ever."""
        try:
            self._known_keys.learn(self._gateway.receipt_keys(), told, now_ms)
        except (GatewayError, RegisterRefused) as error:
            report.code = error.code

    def _may(self, lane: str, now_ms: int) -> bool:
        """Whether this lane may speak; a wait longer than any we set is left over from a clock that was wrong."""
        return not now_ms < self._not_before.get(lane, 0) <= now_ms + LONGEST_WAIT_MS

    def _round(self, lane: Lane, report: CourierReport, now_ms: int) -> None:
        """Try what is due in this lane; stop at the first sign that the line, not the row, is to blame."""
        for row in self._outbox.due(lane, now_ms):
            if not self._outbox.start(row.case_id, now_ms):
                continue
            error = self._attempt(row, report, now_ms)
            if isinstance(error, Paused) or (isinstance(error, LineError) and error.retry_after_s > 0):
                self._not_before[lane] = now_ms + _wait_ms(row.attempts + 1, error)
            if isinstance(error, (LineError, Paused)):
                return

    def _attempt(self, row: Queued, report: CourierReport, now_ms: int) -> GatewayError | None:
        """Try one row, write down the outcome, and return what stood in the way."""
        try:
            self._hand_over(row, report, now_ms)
        except Rejected as error:
            self._outbox.rejected(row.case_id, error.reason, now_ms, refusal_of(error.told or {}))
            report.rejected.append(row.case_id)
            self._note(report, error)
            return error
        except Refused as error:
            self._outbox.dead(row.case_id, error.reason, now_ms)
            report.dead.append(row.case_id)
            self._note(report, error)
            return error
        except GatewayError as error:
            self._outbox.postpone(row.case_id, error.code, now_ms + _wait_ms(row.attempts + 1, error))
            report.postponed += 1
            self._note(report, error)
            return error
        self._arrived(report)
        return None

    def _hand_over(self, row: Queued, report: CourierReport, now_ms: int) -> None:
        """Enclosures first, the case last: the centre never holds a case without its papers."""
        if row.lane == "rating":
            self._gateway.rate(row.envelope, row.case_id)
            self._outbox.accepted(row.case_id, {}, now_ms)
            report.rated += 1
            return
        for enclosed in row.enclosures:
            try:
                body = self._outbox.body(enclosed)
            except OSError:
                raise Refused(BLOB_LOST) from None
            self._gateway.put_blob(enclosed.sha256, body)
        acknowledgement = self._gateway.submit(row.envelope, row.case_id)
        self._outbox.accepted(row.case_id, answer_of(acknowledgement), now_ms)
        report.delivered.append(acknowledgement)

    def _note(self, report: CourierReport, error: GatewayError | CardRefused) -> None:
        self._was_down = self._was_down or isinstance(error, LineError)
        report.online, report.code = not isinstance(error, LineError), error.code

    def _arrived(self, report: CourierReport) -> None:
        """After a silence the first success makes everything due: nothing sits out a wait that has lost its reason."""
        report.online = True
        if self._was_down:
            self._was_down = False
            self._outbox.wake()


def _wait_ms(attempts: int, error: Exception) -> int:
    return int(wait_s(attempts, error.retry_after_s if isinstance(error, LineError) else 0.0) * 1000)


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
