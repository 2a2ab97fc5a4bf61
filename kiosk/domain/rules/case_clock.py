"""By when a case is promised, what is left of it, and its light (F45, F46): pauses left out, joint lanes together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.rules.deadlines import Pause, due_on, joint_due, light, office_day

if TYPE_CHECKING:
    from kiosk.domain.progress import Standing
    from kiosk.domain.rules.deadlines import Light
    from kiosk.domain.workdays import Workdays

__all__ = ["Clock", "clock_of"]


@dataclass(frozen=True, slots=True)
class Clock:
    """`due` None: promised at once, not accepted yet, or no calendar. `left` counts working days; `paused` says why."""

    due: dt.date | None = None
    left: int = 0
    light: Light | None = None
    paused: bool = False


def clock_of(case: Standing, today: dt.date, workdays: Workdays) -> Clock:
    """Return how a case stands in time. One that is over, or was not accepted, has no clock."""
    days = max((lane.days for lane in case.lanes), default=0)
    pauses = _pauses(case)
    paused = any(pause.last is None for pause in pauses)
    if case.accepted is None or case.state not in {"accepted", "processing", "suspended"} or not days:
        return Clock(paused=paused)
    start = office_day(case.accepted)
    due = joint_due(due_on(start, lane.days, workdays, pauses) for lane in case.lanes)
    shown = light(today, due, days, workdays, pauses)
    left = sum(1 for n in range((due - today).days) if workdays.is_workday(today + dt.timedelta(n + 1))) if due else 0
    return Clock(due, left, shown, paused)


def _pauses(case: Standing) -> tuple[Pause, ...]:
    """Return the days on which the office waited: from a suspension to what followed it."""
    changes = sorted(case.changes, key=lambda change: change.at)
    return tuple(
        Pause(
            office_day(change.at),
            office_day(changes[n + 1].at) - dt.timedelta(1) if n + 1 < len(changes) else None,
            change.reason,
        )
        for n, change in enumerate(changes)
        if change.state == "suspended"
    )
