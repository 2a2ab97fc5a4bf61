"""Opens what the courier desk owns, inside its own threads: stores, keys, lines to the centre, audit journal."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from kiosk.audit import Audit
from kiosk.gateway.http import open_gateway
from kiosk.gateway.options import Options
from kiosk.runtime.crew import Crew
from kiosk.sync.contact import Contact
from kiosk.sync.deliveries import Deliveries
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from config.schema import AuditCatalogue, Profile
    from kiosk.gateway.port import PlatformGateway

__all__ = ["contact", "deliveries"]

_CASES, _BESIDE = 4, 3
"""Connections for cases that wait; and for a rating, and the visit at the glass (its case, its question)."""
_GIVEN = 2 * _CASES
"""Each connection has its next case at hand: it does not wait for the last one to be written down."""


def deliveries(profile: Profile, folder: Path, events: AuditCatalogue, nudge: Callable[[], None]) -> Deliveries:
    """Open the way of what waits to the centre. Raises StoreError, KeysBroken, Misconfigured."""
    options, keys = _options(profile, folder), _keys(profile, folder)
    Options.parse(options)
    store = Store.open(folder / "store", keys.secret)
    dial = partial(open_gateway, options, keys)
    hands: Crew[PlatformGateway] = Crew("cases", dial, _hang_up, size=_CASES, width=_GIVEN)
    beside: Crew[PlatformGateway] = Crew("beside", dial, _hang_up, size=_BESIDE, width=_BESIDE)
    trusted, note = _trusted(store, options), _audit(store, events).note
    return Deliveries(store, hands, trusted, note, beside=beside, nudge=nudge)


def contact(profile: Profile, folder: Path, events: AuditCatalogue) -> Contact:
    """Open the contact with the centre. Raises StoreError, KeysBroken, Misconfigured."""
    options, keys = _options(profile, folder), _keys(profile, folder)
    store, gateway = Store.open(folder / "store", keys.secret), open_gateway(options, keys)
    note = _audit(store, events).note
    return Contact(store, gateway, _trusted(store, options), note, options.get("register_key", ""))


def _options(profile: Profile, folder: Path) -> dict[str, str]:
    own = {"device_id": profile.terminal_id, "identity": str(folder / "identity")}
    return {**own, **profile.platform.options}


def _keys(profile: Profile, folder: Path) -> DeviceKeys:
    return DeviceKeys.load_or_create(folder / "keys", profile.keys.store)


def _trusted(store: Store, options: dict[str, str]) -> TrustedKeys:
    return TrustedKeys(Replica(store), options.get("sign_key", ""))


def _audit(store: Store, events: AuditCatalogue) -> Audit:
    journal = Journal(store)
    return Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), events)


def _hang_up(gateway: PlatformGateway) -> None:
    gateway.close()
