"""Numbers that only the centre gives out."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.gateway.sandbox.register import Register

__all__ = ["serial_text", "server_no"]

LEADS = string.digits + "ABCDEFGHJKLMNPQRSTUVWXYZ"
DAY = 1000 * len(LEADS)


def server_no(register: Register, task_code: str, day: dt.date) -> str:
    """Return the next 办件编号: 实施编码 (31) + yyyyMMdd + serial (4). Raises Problem 503: a day has used them up."""
    head = f"{task_code}{day:%Y%m%d}"
    sql = "INSERT INTO serial VALUES (?, 1) ON CONFLICT (head) DO UPDATE SET last = last + 1 RETURNING last"
    row = register.row(sql, head) or {"last": DAY}
    if row["last"] >= DAY:
        raise Problem(503, "urn:kiosk:busy", headers={"Retry-After": "3600"})
    return head + serial_text(row["last"])


def serial_text(serial: int) -> str:
    """Return four characters: after 9999 comes A000, letters without I and O."""
    return f"{LEADS[serial // 1000]}{serial % 1000:03d}"
