"""By when a case is promised, what is left of it, and its light (F45, F46): pauses left out, joint lanes together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.deadlines import Pause, days_left, due_on, joint_due, light, office_day

if TYPE_CHECKING:
    from kiosk.domain.progress import Standing
    from kiosk.domain.rules.deadlines import Light
    from kiosk.domain.workdays import Workdays

__all__ = ["Clock", "clock_of", "lane_clocks"]

WAITS: Final = frozenset({"suspended", "supplement"})


@dataclass(frozen=True, slots=True)
class Clock:
    """`due` None: promised at once, not accepted yet, or no calendar. `left` counts working days; `paused` says why."""

    due: dt.date | None = None
    left: int = 0
    light: Light | None = None
    paused: bool = False


def clock_of(case: Standing, today: dt.date, workdays: Workdays) -> Clock:
    """Return how a case stands in time. One that is over, or was not accepted, has no clock."""
    lanes = [lane for lane in case.lanes if lane.state != "refused"] or case.lanes
    days = max((lane.days for lane in lanes), default=0)
    pauses = _pauses(case)
    paused = any(pause.last is None for pause in pauses)
    if case.accepted is None or case.state not in {"accepted", "processing", "suspended"} or not days:
        return Clock(paused=paused)
    start = office_day(case.accepted)
    due = joint_due(due_on(start, lane.days, workdays, pauses) for lane in lanes)
    shown = light(today, due, days, workdays, pauses, yellow=case.yellow)
    return Clock(due, days_left(today, due, workdays) if due else 0, shown, paused)


def lane_clocks(case: Standing, today: dt.date, workdays: Workdays) -> tuple[Clock, ...]:
    """Return how each office's part of a case stands in time, by its own promise; a part that is over has no clock."""
    alone = (replace(case, lanes=(lane,)) if lane.state == "open" else None for lane in case.lanes)
    return tuple(clock_of(one, today, workdays) if one else Clock() for one in alone)


def _pauses(case: Standing) -> tuple[Pause, ...]:
    """Return the days on which the office waited: from a suspension, or a supplement it asked for, to what followed."""
    changes = sorted(case.changes, key=lambda change: change.at)
    begun = case.accepted
    return tuple(
        Pause(
            office_day(change.at),
            office_day(changes[n + 1].at) - dt.timedelta(1) if n + 1 < len(changes) else None,
            change.reason,
        )
        for n, change in enumerate(changes)
        if change.state in WAITS and begun is not None and change.at >= begun
    )
