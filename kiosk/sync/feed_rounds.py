"""Fetching what the centre publishes: each feed hourly, and at once when the centre wakes us.

The centre is asked for the difference from what is here; where it knows none, or the difference does not fit, for the
whole. One feed that is refused does not keep the others away. It has a line of its own: a big catalogue on a slow line
holds up no case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kiosk.gateway.errors import GatewayError, LineError, NotThePlatform, SnapshotAsked, TooLarge
from kiosk.sync.backoff import wait_s
from kiosk.sync.feed_rules import FEEDS, FeedRefused
from kiosk.sync.feeds import Feeds
from offline_cache.replica import Replica

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kiosk.gateway.port import FeedAnswer, PlatformGateway
    from kiosk.sync.feeds import Noting
    from kiosk.sync.published import Published
    from kiosk.sync.sign_keys import TrustedKeys
    from offline_cache.store import Store

__all__ = ["EVERY_MS", "FeedRounds", "wake_feeds"]

EVERY_MS: Final = 60 * 60 * 1000
DOES_NOT_FIT: Final = frozenset({"since", "state", "other-feed"})
_WOKEN: Final = "feeds_woken"


def wake_feeds(replica: Replica, names: Iterable[str], now_ms: int) -> None:
    """Have these feeds fetched soon: the centre has something new. What is no feed is passed over. Raises StoreError.

    It is written down, so that whoever hears of it and whoever fetches need not be the same process.
    """
    woken = sorted({*_woken(replica), *names} & set(FEEDS))
    if woken:
        replica.keep(_WOKEN, "", json.dumps(woken).encode(), now_ms)


class FeedRounds:
    """Works on one Store with one gateway (None: feeds come by hand), in one thread. Methods raise StoreError."""

    def __init__(self, store: Store, gateway: PlatformGateway | None, trusted: TrustedKeys, note: Noting) -> None:
        self._store, self._gateway, self._trusted = store, gateway, trusted
        self._replica = Replica(store)
        self._feeds = Feeds(store, trusted.current, note)
        self._due_ms = dict.fromkeys(FEEDS, 0)
        self._failures = 0
        self._not_before_ms = 0
        self._looked_ms: int | None = None

    def news(self) -> Published | None:
        """Return what is published now, None when that is what was returned last."""
        return self._feeds.news()

    def step(self, now: dt.datetime) -> GatewayError | FeedRefused | None:
        """Fetch what is due; return what stood in the way last, None when nothing did or nothing was due."""
        now_ms = int(now.timestamp() * 1000)
        if self._looked_ms is None or not 0 <= now_ms - self._looked_ms < EVERY_MS:
            self._looked_ms = now_ms
            self._feeds.tell_stale(now)
        if self._gateway is None or not self._trusted.current() or _waits(self._not_before_ms, now_ms):
            return None
        if woken := _woken(self._replica):
            self._due_ms |= dict.fromkeys(woken, 0)
            self._replica.keep(_WOKEN, "", b"[]", now_ms)
        return self._round(self._gateway, now_ms)

    def close(self) -> None:
        """Close the line and the store."""
        if self._gateway is not None:
            self._gateway.close()
        self._store.close()

    def _round(self, gateway: PlatformGateway, now_ms: int) -> GatewayError | FeedRefused | None:
        trouble: GatewayError | FeedRefused | None = None
        for feed in FEEDS:
            if _waits(self._due_ms[feed], now_ms):
                continue
            self._due_ms[feed] = now_ms + EVERY_MS
            try:
                self._fetch(gateway, feed, now_ms)
                self._failures = 0
            except TooLarge as error:
                self._feeds.refuse(FeedRefused(feed, "oversized"), now_ms)
                trouble = error
            except LineError as error:
                self._due_ms[feed] = self._later(error, now_ms)
                trouble = error
                if not isinstance(error, NotThePlatform):  # garbled may be this feed alone
                    self._not_before_ms = self._due_ms[feed]
                    return error
            except (FeedRefused, GatewayError) as error:
                trouble = error
        return trouble

    def _later(self, error: LineError, now_ms: int) -> int:
        self._failures += 1
        return now_ms + int(wait_s(self._failures, error.retry_after_s) * 1000)

    def _fetch(self, gateway: PlatformGateway, feed: str, now_ms: int) -> None:
        etag, version = self._feeds.standing(feed)
        try:
            self._take(feed, gateway.feed(feed, etag, version), now_ms)
        except SnapshotAsked:
            self._take(feed, gateway.feed(feed, "", None), now_ms)
        except FeedRefused as error:
            if version is None or error.rule not in DOES_NOT_FIT:
                raise
            self._take(feed, gateway.feed(feed, "", None), now_ms)

    def _take(self, feed: str, answer: FeedAnswer, now_ms: int) -> None:
        if answer.document is not None:
            self._feeds.take(feed, answer.document, now_ms, answer.etag)


def _waits(until_ms: int, now_ms: int) -> bool:
    """Whether this moment is still to come; one further off than any we set is left over from a wrong clock."""
    return 0 < until_ms - now_ms <= EVERY_MS


def _woken(replica: Replica) -> list[str]:
    kept = replica.get(_WOKEN)
    return list(json.loads(kept.body)) if kept else []
