"""Opens what the records desk owns, inside its own thread: store, keys, audit journal."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from kiosk.app.records_desk import Records
from kiosk.audit import Audit
from kiosk.gateway.enrolled import seal_pins
from kiosk.sync.drafts import Drafts
from kiosk.sync.filing import FilingDesk
from kiosk.sync.terminal_ledger import TerminalLedger
from kiosk.sync.unsent_limits import limits_of
from kiosk.sync.upkeep import Upkeep
from offline_cache.draft_box import DraftBox
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica
from offline_cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile

__all__ = ["records"]

_STORE = "store"
_KEYS = "keys"
_DRAFTS = "drafts"


def records(profile: Profile, folder: Path, events: AuditCatalogue) -> Records:
    """Open the outbox, the audit journal and their upkeep. Raises StoreError, KeysBroken."""
    keys = DeviceKeys.load_or_create(folder / _KEYS, profile.keys.store)
    drafts = DraftBox(folder / _DRAFTS, keys.secret)
    drafts.purge(time.time_ns() // 1_000_000)  # whatever becomes of the store
    store = Store.open(folder / _STORE, keys.secret)
    journal = Journal(store)
    audit = Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)
    limits = partial(limits_of, profile, Replica(store))
    upkeep = Upkeep(store, Outbox(store), audit, limits, time.monotonic)
    upkeep.tell()
    pinned, suites = (profile.platform.options.get(name, "") for name in ("seal_key", "suite"))
    pinned = f"{pinned} {seal_pins(folder / 'identity')}".strip()
    filing = FilingDesk(store, keys, profile.terminal_id, pinned, suites, limits=limits)
    return Records(filing, audit, upkeep, TerminalLedger(store, keys.secret, profile.terminal_id), Drafts(drafts))
