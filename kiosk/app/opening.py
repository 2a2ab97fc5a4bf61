"""Opens what the desks own, inside their own threads: stores, keys, gateway, printer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.printers import typeset
from kiosk.audit import Audit
from kiosk.gateway.http import open_gateway
from kiosk.printing import PrintService
from kiosk.receipts import receipt_document
from kiosk.sync.courier import Courier
from kiosk.sync.filing import FilingDesk
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile
    from drivers.types import Page
    from kiosk.domain.case import Filed

__all__ = ["courier", "printing", "records"]

Opened = tuple[PrintService, Callable[[], None]]
_STORE = "store"
_KEYS = "keys"


def records(profile: Profile, folder: Path, events: AuditCatalogue) -> tuple[FilingDesk, Audit]:
    """Open the outbox and the audit journal. Raises StoreError, KeysBroken."""
    store = Store.open(folder / _STORE)
    journal = Journal(store)
    audit = Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)
    if store.quarantined:
        audit.note("store-quarantined")
    Outbox(store).sweep()
    keys = DeviceKeys.load_or_create(folder / _KEYS)
    return FilingDesk(store, keys, profile.terminal_id, profile.platform.options.get("seal_key", "")), audit


def courier(profile: Profile, folder: Path) -> Courier:
    """Open the way to the centre. Raises StoreError, KeysBroken, Misconfigured."""
    options = {"device_id": profile.terminal_id, **profile.platform.options}
    keys = DeviceKeys.load_or_create(folder / _KEYS)
    return Courier(Store.open(folder / _STORE), open_gateway(options, keys))


def printing(profile: Profile, folder: Path, paper: Callable[[Page], None]) -> Opened:
    """Open the printer and its journal, and return how to close them.

    Every page that is composed goes to `paper` as well.
    A copy that was under way when the power went counts as printed, so that the next one is marked. Raises
    StoreError, DeviceError.
    """
    store = Store.open(folder / _STORE)
    journal = PrintJournal(store)
    journal.recover()

    def compose(filed: Filed, copy: int) -> Page:
        page = typeset.typeset(
            receipt_document(filed, copy, profile.terminal_id, profile.site, f"{profile.region_name}政务服务")
        )
        paper(page)
        return page

    def close() -> None:
        printer.close()
        store.close()

    printer = open_device("printers", profile.printer.driver, profile.printer.options)
    return PrintService(printer, journal, compose), close
