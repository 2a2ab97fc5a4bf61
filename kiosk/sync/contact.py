"""Contact with the centre: its card, its answer to our pulse, what became of cases.

Called again and again; looks at the clock and at what the centre said is worth fetching. Never in the way of a case.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import GatewayError, LineError, Revoked
from kiosk.receipts.clock import keep_clock
from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.known_keys import KnownKeys
from kiosk.sync.backoff import wait_s
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.errors import CardRefused
from kiosk.sync.feed_rounds import wake_feeds
from kiosk.sync.pulse import Heart
from kiosk.sync.revocation import Revocation
from kiosk.sync.seal_keys import SealKeys
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.outbox import LONGEST_WAIT_MS
from offline_cache.replica import Replica
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kiosk.gateway.port import PlatformCard, PlatformGateway
    from kiosk.sync.courier_report import CourierReport
    from kiosk.sync.feeds import Noting
    from kiosk.sync.sign_keys import TrustedKeys
    from offline_cache.store import Store

__all__ = ["CARD", "Contact"]

CARD = "device_card"
"""Under this name the replica keeps the last card that was proven, whole, for its limits and intervals."""
ACQUAINTANCE_MS = 60 * 60 * 1000
"""How long the centre's card is good for: its clock is compared with ours, and its keys asked, once an hour."""
HEARTBEAT_S, SHORTEST_S, LONGEST_S = 300, 10, 3600
MOST_PAGES = 100
SOON = 5
"""Failures after which the wait grows no more: the return of the line is noticed within a minute."""


class Contact:
    """Works on one Store with one gateway, in one thread. `register_key` is the profile's pin, base64 or ""."""

    def __init__(
        self,
        store: Store,
        gateway: PlatformGateway,
        keys: TrustedKeys,
        note: Noting,
        register_key: str = "",
    ) -> None:
        self._store, self._gateway, self._keys, self._note = store, gateway, keys, note
        self._replica = Replica(store)
        self._known_keys = KnownKeys(self._replica, register_key)
        self._seal_keys = SealKeys(self._replica)
        self._statuses = CaseStatuses(store)
        self._heart = Heart(store, note)
        self._revocation = Revocation(store, note)
        self._feeds = KeptFeeds(store)
        self._etag = ""
        self._heartbeat_ms = HEARTBEAT_S * 1000
        self._asked_ms = {"device": 0, "pulse": 0}
        self._wanted = {"changes"}
        self._failures = 0
        self._not_before_ms = 0
        if known := keys.current():
            gateway.trust(known)

    @property
    def revoked(self) -> bool:
        """Whether this terminal is shut out, as far as is known here. Raises StoreError."""
        return self._revocation.stands

    def wake(self, names: Iterable[str]) -> None:
        """Fetch these with the next step: `device`, `changes`."""
        self._wanted |= set(names)

    def shut_out(self, now: dt.datetime) -> None:
        """Take note that a delivery was told so. Raises StoreError."""
        self._revocation.begin(_ms(now))

    def step(self, now: dt.datetime, report: CourierReport) -> None:
        """Ask for what is due. Raises StoreError alone."""
        now_ms = _ms(now)
        if now_ms < self._not_before_ms <= now_ms + LONGEST_WAIT_MS:
            return
        try:
            self._ask(now, report)
        except (GatewayError, CardRefused) as error:
            self._failures += 1
            wish = error.retry_after_s if isinstance(error, LineError) else 0.0
            self._not_before_ms = now_ms + int(wait_s(min(self._failures, SOON), wish) * 1000)
            if isinstance(error, CardRefused):
                report.online, report.code = True, error.code
            else:
                report.met(error)
            if isinstance(error, Revoked):
                self._revocation.begin(now_ms)
            return
        if report.online:
            self._failures = 0

    def close(self) -> None:
        """Close the line and the store."""
        self._gateway.close()
        self._store.close()

    def _ask(self, now: dt.datetime, report: CourierReport) -> None:
        """Ask what is due, the card first. Raises GatewayError, CardRefused."""
        now_ms = _ms(now)
        if "device" in self._wanted or self._due("device", now_ms, ACQUAINTANCE_MS):
            self._get_acquainted(now_ms, report)
            self._asked_ms["device"] = now_ms
            self._wanted.discard("device")
        if self._due("pulse", now_ms, self._heartbeat_ms):
            answer = self._gateway.pulse(self._heart.beat(now, self._has()))
            self._heart.heed(answer.stores)
            self.wake(answer.wake)
            wake_feeds(self._replica, answer.wake, now_ms)
            self._asked_ms["pulse"], report.online = now_ms, True
        if "changes" in self._wanted:
            self._learn_changes()
            self._wanted.discard("changes")
            report.online = True

    def _due(self, what: str, now_ms: int, every_ms: int) -> bool:
        """Whether it is time again; a clock that was put back makes it so."""
        return not 0 <= now_ms - self._asked_ms[what] < every_ms

    def _get_acquainted(self, now_ms: int, report: CourierReport) -> None:
        """Ask for the centre's card: whom to believe, the key to seal to, its clock beside ours, receipt keys."""
        asked = dt.datetime.now(dt.UTC)
        card = self._gateway.device()
        try:
            self._gateway.trust(self._keys.learn(card.document, now_ms))
        except CardRefused as error:
            self._note("card-refused", error.code)
            raise
        report.online, report.revoked = True, False
        self._revocation.end(now_ms)
        keep_clock(self._replica, card.server_time, asked, dt.datetime.now(dt.UTC))
        self._seal_keys.learn(card.document, now_ms)
        self._replica.keep(CARD, card.etag, canonical(card.document), now_ms)
        self._etag, self._heartbeat_ms = card.etag, _heartbeat_s(card.document) * 1000
        if card.register_key:
            self._learn_receipt_keys(card, now_ms, report)

    def _learn_receipt_keys(self, card: PlatformCard, now_ms: int, report: CourierReport) -> None:
        """Renew the register; without it the last good one stays, and cases travel as ever."""
        try:
            self._known_keys.learn(self._gateway.receipt_keys(), card.register_key, now_ms)
        except (GatewayError, RegisterRefused) as error:
            report.code = error.code

    def _learn_changes(self) -> None:
        for _ in range(MOST_PAGES):
            cursor = self._statuses.cursor
            changes = self._gateway.changes(cursor)
            self._statuses.learn(changes)
            if not changes.more or changes.cursor == cursor:
                return

    def _has(self) -> dict[str, str]:
        tags = {name: head.etag for name, head in self._feeds.heads().items()}
        told = {**tags, "device": self._etag, "changes": self._statuses.cursor}
        return {name: tag for name, tag in told.items() if tag}


def _heartbeat_s(card: Mapping[str, Any]) -> int:
    """Return how often the centre wants our pulse, within reason."""
    try:
        return min(max(int(card["config"]["heartbeat_s"]), SHORTEST_S), LONGEST_S)
    except (KeyError, TypeError, ValueError):
        return HEARTBEAT_S


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
