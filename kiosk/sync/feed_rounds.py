"""Fetching what the centre publishes: each feed hourly, at once when the centre wakes us, and not at all in a pause.

The centre is asked for the difference from what is here; where it knows none, or the difference does not fit, for the
whole. One feed that is refused does not keep the others away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.gateway.errors import GatewayError, LineError, SnapshotAsked
from kiosk.sync.backoff import wait_s
from kiosk.sync.feed_rules import FEEDS, FeedRefused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kiosk.gateway.port import FeedAnswer, PlatformGateway
    from kiosk.sync.feeds import Feeds

__all__ = ["EVERY_MS", "FeedRounds"]

EVERY_MS: Final = 60 * 60 * 1000
DOES_NOT_FIT: Final = frozenset({"since", "state", "other-feed"})


class FeedRounds:
    """Works on one gateway and its thread's feeds; it looks at the clock each time it is called."""

    def __init__(self, feeds: Feeds, gateway: PlatformGateway) -> None:
        self._feeds, self._gateway = feeds, gateway
        self._due_ms = dict.fromkeys(FEEDS, 0)
        self._failures = 0
        self._not_before_ms = 0
        self._looked_ms: int | None = None

    def wake(self, names: Iterable[str]) -> None:
        """Fetch these feeds with the next step: the centre has something new. What is no feed is passed over."""
        self._due_ms |= {name: 0 for name in names if name in self._due_ms}

    def step(self, now: dt.datetime) -> GatewayError | FeedRefused | None:
        """Fetch what is due; return what stood in the way last, None when nothing did or nothing was due.

        Raises StoreError.
        """
        now_ms = int(now.timestamp() * 1000)
        if self._looked_ms is None or not 0 <= now_ms - self._looked_ms < EVERY_MS:
            self._looked_ms = now_ms
            self._feeds.tell_stale(now)
        if 0 < self._not_before_ms - now_ms <= EVERY_MS:
            return None
        trouble: GatewayError | FeedRefused | None = None
        for feed in FEEDS:
            if 0 < self._due_ms[feed] - now_ms <= EVERY_MS:
                continue
            try:
                self._fetch(feed, now_ms)
                self._failures = 0
            except LineError as error:
                self._failures += 1
                self._not_before_ms = now_ms + int(wait_s(self._failures, error.retry_after_s) * 1000)
                return error
            except (FeedRefused, GatewayError) as error:
                trouble = error
            self._due_ms[feed] = now_ms + EVERY_MS
        return trouble

    def _fetch(self, feed: str, now_ms: int) -> None:
        etag, version = self._feeds.standing(feed)
        try:
            self._take(feed, self._gateway.feed(feed, etag, version), now_ms)
        except SnapshotAsked:
            self._take(feed, self._gateway.feed(feed, "", None), now_ms)
        except FeedRefused as error:
            if version is None or error.rule not in DOES_NOT_FIT:
                raise
            self._take(feed, self._gateway.feed(feed, "", None), now_ms)

    def _take(self, feed: str, answer: FeedAnswer, now_ms: int) -> None:
        if answer.document is not None:
            self._feeds.take(feed, answer.document, now_ms, answer.etag)
