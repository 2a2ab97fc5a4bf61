"""Opens what the files desk owns, inside its own thread: store, keys, audit journal, the folder that is carried."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.audit import Audit
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.options import DropOptions
from kiosk.sync.file_drop.watched import WatchedFolder, every_ms
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.store import Store

if TYPE_CHECKING:
    from config.schema import AuditCatalogue, Profile

__all__ = ["files"]


def files(profile: Profile, folder: Path, events: AuditCatalogue) -> WatchedFolder:
    """Open the folder of one terminal. Raises StoreError, KeysBroken, Misconfigured."""
    options = {"device_id": profile.terminal_id, **profile.platform.options}
    wishes, every = DropOptions.parse(options), every_ms(options)
    keys = DeviceKeys.load_or_create(folder / "keys", profile.keys.store)
    store = Store.open(folder / "store", keys.secret)
    journal = Journal(store)
    audit = Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)
    return WatchedFolder(store, FileDrop(store, keys, wishes, audit.note), Path(options["folder"]), every)
