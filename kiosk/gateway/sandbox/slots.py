"""When people can come to a window: half hours of working days, as many places as there are counters."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.workdays import working_days_after

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PLACES", "WINDOW", "Slot", "read_slot", "slots_after"]

Slot = dt.datetime  # when it begins, in Beijing's zone
PLACES = 3
WINDOW = "示范区政务服务中心综合窗口"
HALF_HOUR = dt.timedelta(minutes=30)
OPEN = ((dt.time(8, 30), 7), (dt.time(14, 0), 7))  # 08:30-12:00 and 14:00-17:30: begin, half hours
NAME = re.compile(r"[0-9]{8}T[0-9]{4}")
DAYS = 7


def slots_after(now: dt.datetime) -> Iterator[Slot]:
    """Yield the slots of the next seven working days that the calendar knows."""
    day = now.date()
    for _ in range(DAYS):
        found = working_days_after(day, 1)
        if found is None:
            return
        day = found
        for begin, count in OPEN:
            first = dt.datetime.combine(day, begin, BEIJING)
            yield from (first + number * HALF_HOUR for number in range(count))


def read_slot(slot_id: str, now: dt.datetime) -> Slot | None:
    """Return the slot of this name, such as 20261127T0830, when it can be booked now."""
    if NAME.fullmatch(slot_id) is None:
        return None
    return next((slot for slot in slots_after(now) if f"{slot:%Y%m%dT%H%M}" == slot_id), None)
