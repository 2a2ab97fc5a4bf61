"""Opens what the news desk owns, inside its own thread: store, line, keys, audit journal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.audit import Audit
from kiosk.gateway.http import open_gateway
from kiosk.sync.feed_rounds import FeedRounds
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile

__all__ = ["news"]


def news(profile: Profile, folder: Path, events: AuditCatalogue) -> FeedRounds:
    """Open the rounds of one terminal. Raises StoreError, KeysBroken, Misconfigured."""
    options = {"device_id": profile.terminal_id, "identity": str(folder / "identity"), **profile.platform.options}
    keys = DeviceKeys.load_or_create(folder / "keys", profile.keys.store)
    store = Store.open(folder / "store", keys.secret)
    journal = Journal(store)
    audit = Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)
    trusted = TrustedKeys(Replica(store), options.get("sign_key", ""))
    by_hand = options.get("transport", "https") != "https"
    return FeedRounds(store, None if by_hand else open_gateway(options, keys), trusted, audit.note)
