"""What the terminal's 办件台账 says of a row beside its item: counts and whose it is, never who (F48, F51, F62)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kiosk.journeys.standing import rows
from offline_cache.claim import claimant

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run

__all__ = ["of_case", "of_rating", "of_supplement"]

_ASKED: Final = frozenset({"captured", "to_capture", "promised"})
_AGAIN: Final = 2  # whoever brings something later comes at least twice


def of_case(run: Run, day: dt.date, secret: bytes) -> str:
    """Return how many papers the citizen was asked for, how many of them may follow, and who acted for whom."""
    asked = sum(row.standing in _ASKED for row in rows(run, day))
    told = {"papers": asked, "deferred": len(run.promise.material_codes) if run.promise else 0, "visits": 1}
    return json.dumps(told | _acting(run.identity, secret))


def of_supplement(run: Run, secret: bytes) -> str:
    """Return to which case something was brought, and who acted for whom."""
    told = {"event": "supplied", "case_id": run.form["for_case"], "visits": _AGAIN}
    return json.dumps(told | _acting(run.identity, secret))


def of_rating(case_id: str, item_id: str, level: int, turn: int) -> str:
    """Return what was rated and how (三对应: case and matter; the terminal stands in each row)."""
    about = {"case_id": case_id, "item_id": item_id, "level": level}
    return json.dumps(about | ({"rule": f"turn-{turn}"} if turn > 1 else {}))


def _acting(identity: Identity, secret: bytes) -> dict[str, str]:
    """Return who acted for whom, both as an HMAC under the device's secret; nothing where they came themselves."""
    if identity.agent is None:
        return {}
    return {"agent": claimant(identity.agent.number, secret), "person": claimant(identity.number, secret)}
