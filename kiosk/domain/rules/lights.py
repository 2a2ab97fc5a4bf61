"""黄灯, 红灯 (F46): on which day the light of a case turned, whoever looks and however seldom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.rules.case_clock import clock_of
from kiosk.domain.rules.deadlines import office_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.progress import Standing
    from kiosk.domain.rules.deadlines import Light
    from kiosk.domain.workdays import Workdays

__all__ = ["light_on", "turns"]


def light_on(case: Standing, day: dt.date, workdays: Workdays) -> Light | None:
    """Return the light as it was at the end of a day: what happened later was not known then."""
    known = tuple(change for change in case.changes if office_day(change.at) <= day)
    if not known or case.accepted is None or office_day(case.accepted) > day:
        return None
    then = replace(case, changes=known)
    return clock_of(replace(then, state=then.last.state), day, workdays).light


def turns(
    case: Standing, before: Light | None, days: tuple[dt.date, dt.date], workdays: Workdays
) -> Iterator[tuple[dt.date, Light]]:
    """Yield each day from the first to the last of `days` on which the light became another one, with it.

    `before` is the light that was seen last. A light that goes out, because the case is over, is no turn.
    """
    day, last = days
    while day <= last:
        light = light_on(case, day, workdays)
        if light is not None and light != before:
            yield day, light
            before = light
        day += dt.timedelta(1)
