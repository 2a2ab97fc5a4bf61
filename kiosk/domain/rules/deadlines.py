"""When something must be done: working days as the State Council arranges them, pauses left out, one light.

Days are the office's own (Asia/Shanghai); a clock abroad changes no deadline. The day of acceptance is not counted, the
last day counts to its end. Where no calendar covers the way, there is no date: nobody guesses one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.domain.workdays import Workdays

__all__ = [
    "OFFICE_ZONE",
    "YELLOW",
    "Light",
    "Pause",
    "Yellow",
    "days_left",
    "due_on",
    "joint_due",
    "light",
    "office_day",
]

OFFICE_ZONE: Final = ZoneInfo("Asia/Shanghai")
Light = Literal["green", "yellow", "red"]


@dataclass(frozen=True, slots=True)
class Yellow:
    """From when a light is yellow: so many per cent of the whole time are left, or so many working days."""

    percent: int = 20
    days: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """特别程序 (听证, 检验, 鉴定, 公示 …): days on which the clock stands, `last` included, None while it lasts."""

    first: dt.date
    last: dt.date | None
    reason: str


YELLOW: Final = Yellow()


def office_day(moment: dt.datetime) -> dt.date:
    """Return the office's day of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(OFFICE_ZONE).date()


def due_on(start: dt.date, days: int, workdays: Workdays, pauses: Sequence[Pause] = ()) -> dt.date | None:
    """Return the last of so many working days after `start`; None without a calendar, or while a pause lasts.

    Raises ValueError for a negative time.
    """
    if days < 0:
        raise ValueError("deadlines do not run backwards")
    day = start
    while days:
        day += dt.timedelta(days=1)
        pause = next((one for one in pauses if one.first <= day and (one.last is None or day <= one.last)), None)
        if pause is not None:
            if pause.last is None:
                return None
            continue
        counts = workdays.is_workday(day)
        if counts is None:
            return None
        days -= counts
    return day


def joint_due(dues: Iterable[dt.date | None]) -> dt.date | None:
    """Return when a joint matter is done: its lanes run at the same time, so the latest counts, not the sum."""
    found = list(dues)
    known = [due for due in found if due is not None]
    return max(known) if known and len(known) == len(found) else None


def light(
    today: dt.date,
    due: dt.date | None,
    days: int,
    workdays: Workdays,
    pauses: Sequence[Pause] = (),
    *,
    yellow: Yellow = YELLOW,
) -> Light | None:
    """Return 绿灯, 黄灯 (little is left) or 红灯 (over); None without a date.

    `days` is the whole time in working days; while the clock stands the light is green.
    """
    if any(one.first <= today and (one.last is None or today <= one.last) for one in pauses):
        return "green"
    if due is None:
        return None
    if today > due:
        return "red"
    left = days_left(today, due, workdays)
    return "yellow" if left <= yellow.days or left * 100 <= days * yellow.percent else "green"


def days_left(today: dt.date, due: dt.date, workdays: Workdays) -> int:
    """Return how many working days follow today, the last one included; 0 on the last day and after it."""
    return sum(1 for offset in range((due - today).days) if workdays.is_workday(today + dt.timedelta(days=offset + 1)))
