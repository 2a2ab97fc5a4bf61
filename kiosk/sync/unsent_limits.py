"""How much may wait for the centre: what the profile allows, or what the centre's card allows where that is less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.sync.contact import CARD
from offline_cache.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.schema import Profile
    from offline_cache.replica import Replica

__all__ = ["limits_of"]


def limits_of(profile: Profile, replica: Replica) -> Limits:
    """Return the stricter of both for each limit; a card that says nothing sensible says nothing. Raises StoreError."""
    told = _told(replica)
    return Limits(
        cases=_stricter(profile.unsent_cases, told.get("cases")),
        bytes=_stricter(profile.unsent_mb << 20, told.get("bytes")),
        days=_stricter(profile.unsent_days, told.get("days")),
        warn=profile.unsent_warn,
    )


def _told(replica: Replica) -> Mapping[str, object]:
    kept = replica.get(CARD)
    try:
        unsent = json.loads(kept.body)["limits"]["unsent"] if kept else {}
    except (ValueError, KeyError, TypeError):
        return {}
    return unsent if isinstance(unsent, dict) else {}


def _stricter(ours: int, theirs: object) -> int:
    return min(ours, theirs) if isinstance(theirs, int) and theirs > 0 else ours
