"""好差评 as a matter of its own: the rating is queued when it is whole, once, and before it is thanked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.errands import Note, Rate
from kiosk.journeys.rating import given, level_of, turn_of

if TYPE_CHECKING:
    from kiosk.attendant.turn import Context
    from kiosk.domain.errands import Errand
    from kiosk.domain.run import Run

__all__ = ["evaluated"]


def evaluated(cx: Context, run: Run) -> tuple[Run, tuple[Errand, ...]]:
    """Return the run with its rating given, and the errand that keeps it, when the run has come to the thanks."""
    level = level_of(run)
    if run.step.kind != "thanks" or level is None or given(run):
        return run, ()
    said = run.form
    rate = Rate(cx.visit, said["case"], level.value, said.get("reason", ""), turn_of(run), said.get("item", ""))
    return run.fill(given="yes"), (rate, Note(cx.visit, "rated"))
