"""What the terminal's 办件台账 says of a row beside its item: counts and whose it is, never who (F48, F51, F62)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kiosk.journeys.standing import rows

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.run import Run

__all__ = ["of_case", "of_rating", "of_supplement"]

_ASKED: Final = frozenset({"captured", "to_capture", "promised"})
_AGAIN: Final = 2  # whoever brings something later comes at least twice


def of_case(run: Run, day: dt.date) -> str:
    """Return how many papers the citizen was asked for, and how many of them may follow."""
    asked = sum(row.standing in _ASKED for row in rows(run, day))
    return json.dumps({"papers": asked, "deferred": len(run.promise.material_codes) if run.promise else 0, "visits": 1})


def of_supplement(run: Run) -> str:
    """Return to which case something was brought."""
    return json.dumps({"event": "supplied", "case_id": run.form["for_case"], "visits": _AGAIN})


def of_rating(case_id: str, item_id: str, level: int, turn: int) -> str:
    """Return what was rated and how (三对应: case and matter; the terminal stands in each row)."""
    about = {"case_id": case_id, "item_id": item_id, "level": level}
    return json.dumps(about | ({"rule": f"turn-{turn}"} if turn > 1 else {}))
