"""Opens what the records desk owns, inside its own thread: store, keys, audit journal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.audit import Audit
from kiosk.sync.filing import FilingDesk
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.legal_clock import overdue
from offline_cache.outbox import Outbox
from offline_cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile

__all__ = ["records"]

_STORE = "store"
_KEYS = "keys"


def records(profile: Profile, folder: Path, events: AuditCatalogue) -> tuple[FilingDesk, Audit]:
    """Open the outbox and the audit journal. Raises StoreError, KeysBroken."""
    keys = DeviceKeys.load_or_create(folder / _KEYS, profile.keys.store)
    store = Store.open(folder / _STORE, keys.secret)
    journal = Journal(store)
    audit = Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)
    if store.quarantined:
        audit.note("store-quarantined")
    outbox = Outbox(store)
    outbox.sweep()
    now_ms = time.time_ns() // 1_000_000
    outbox.purge(now_ms)
    for late in overdue(store, now_ms)[:1]:
        audit.note(late.event, str(late.cases))
    pinned, suites = (profile.platform.options.get(name, "") for name in ("seal_key", "suite"))
    return FilingDesk(store, keys, profile.terminal_id, pinned, suites), audit
