"""Opens what the desks own, inside their own threads: stores, keys, gateway."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.audit import Audit
from kiosk.gateway.http import open_gateway
from kiosk.sync.courier import Courier
from kiosk.sync.filing import FilingDesk
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.legal_clock import overdue
from offline_cache.outbox import Outbox
from offline_cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile

__all__ = ["courier", "records"]

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


def courier(profile: Profile, folder: Path) -> Courier:
    """Open the way to the centre. Raises StoreError, KeysBroken, Misconfigured."""
    options = {"device_id": profile.terminal_id, **profile.platform.options}
    keys = DeviceKeys.load_or_create(folder / _KEYS, profile.keys.store)
    pins = (options.get("register_key", ""), options.get("sign_key", ""))
    return Courier(Store.open(folder / _STORE, keys.secret), open_gateway(options, keys), *pins)
