"""How a terminal stands with what the centre publishes, for a technician: versions, until when, what was refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.sync.feed_rules import FEEDS
from kiosk.sync.feeds import refusal
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.replica import Replica

if TYPE_CHECKING:
    from offline_cache.store import Store

__all__ = ["feed_health"]


def feed_health(store: Store, now: dt.datetime) -> tuple[dict[str, str], str]:
    """Return a line for each feed, and the fault code of what a technician should look at, "" for nothing.

    Raises StoreError.
    """
    heads, replica = KeptFeeds(store).heads(), Replica(store)
    lines, refused, stale = {}, False, False
    for feed in FEEDS:
        head, rule = heads.get(feed), refusal(replica, feed)
        parts = [f"version {head.version}, good until {head.valid_until[:10]}" if head else "as shipped"]
        if head is not None and dt.datetime.fromisoformat(head.valid_until) < now:
            stale = True
            parts.append("past its time")
        if rule:
            refused = True
            parts.append(f"the newest was refused: {rule}")
        lines[feed] = "; ".join(parts)
    return lines, "feed-refused" if refused else "feed-stale" if stale else ""
