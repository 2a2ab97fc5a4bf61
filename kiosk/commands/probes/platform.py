"""Ask the platform whether it is there, how far away, and what time it has."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.probes.request import Finding
from kiosk.gateway.enrolled import certificate_ends, read_enrolled
from kiosk.gateway.http import open_gateway
from kiosk.sync.feed_health import feed_health
from offline_cache.keys import DeviceKeys
from offline_cache.store import Store

if TYPE_CHECKING:
    from config.schema import Profile
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]


def probe(profile: Profile, _request: Request) -> Finding:
    """Ask for its health and its card, signed as this terminal; say what is kept of what it publishes.

    Raises GatewayError, KeysBroken, StoreError.
    """
    state = Path(profile.state_dir)
    own = {"device_id": profile.terminal_id, "identity": str(state / "identity")}
    options = {**own, **profile.platform.options}
    keys = DeviceKeys.load_or_create(state / "keys", profile.keys.store)
    gateway = open_gateway(options, keys)
    try:
        gateway.health()
        began = time.monotonic()
        gateway.health()
        trip_ms = round((time.monotonic() - began) * 1000, 1)
        card = gateway.device()
        here = dt.datetime.now(dt.UTC)
    finally:
        gateway.close()
    feeds, code = _published(state, keys, here)
    offset = dt.datetime.fromisoformat(card.server_time) - here
    return Finding(
        ok=True,
        code=code,
        facts={
            "round_trip_ms": trip_ms,
            "clock_offset_s": round(offset.total_seconds(), 2),
            "seal_key": card.seal_key.key_id,
            "feeds": feeds,
            "certificate_until": certificate_ends(read_enrolled(state / "identity")),
        },
    )


def _published(state: Path, keys: DeviceKeys, now: dt.datetime) -> tuple[dict[str, str], str]:
    """Return what is kept of the feeds, and the code of what is wrong with it; a terminal without a store gets none."""
    if not (state / "store").is_dir():
        return {}, ""
    store = Store.open(state / "store", keys.secret)
    try:
        return feed_health(store, now)
    finally:
        store.close()
