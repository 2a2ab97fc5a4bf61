"""When an office's own system can be reached (F67): whether now, and if not, from when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.deadlines import OFFICE_ZONE

if TYPE_CHECKING:
    from config.schema import ServiceItem

__all__ = ["next_opening"]

DAY_MIN: Final = 24 * 60


def next_opening(item: ServiceItem, now: dt.datetime) -> dt.datetime | None:
    """Return when the item can be handled again, on the office's clock; None while it can be now. `now` is aware.

    The hours are a day's own, first minute included and last excluded; those that end before they begin go over
    midnight. They say nothing of working days: a system that keeps them is told by its offices.
    """
    local = now.astimezone(OFFICE_ZONE)
    first, last = (_minutes(text) for text in item.backend_hours.split("-"))
    at = local.hour * 60 + local.minute
    if first <= at < last if first < last else at >= first or at < last:
        return None
    today = local.replace(hour=first // 60, minute=first % 60, second=0, microsecond=0)
    return today if at < first else today + dt.timedelta(days=1)


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return min(DAY_MIN, int(hour) * 60 + int(minute))
