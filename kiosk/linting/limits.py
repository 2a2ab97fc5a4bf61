"""Time limits as pages write them: what the law allows, what the office promises, in calendar days."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["Span", "number", "promised_and_lawful"]

Span = tuple[float, str]  # calendar days, as written

DIGITS: Final = {one: place for place, one in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
SPAN: Final = (
    r"([0-9]+(?:\.[0-9]+)?|[零一二三四五六七八九十两半百]{1,4})\s*个?\s*(半?)(工作日|自然日|日历日|天|日|周|星期|"
    r"小时|个?月|年)"
)
GAP: Final = r"[^0-9一二三四五六七八九十两半。；]{0,12}?"
LIMIT: Final = "(?:的)?(?:办结|办理|审批)?(?:时限|期限|时间)?"
LAW: Final = re.compile(rf"法定{LIMIT}{GAP}{SPAN}")
BY_LAW: Final = re.compile(
    rf"(?:依法|法律|法规|条例|规章|办法|规定|》)(?:(?!承诺|"
    rf"保证)[^。；]){{0,30}}?{SPAN}(?=之?内|以内|届满|办结|作出|制发)"
)
PROMISE: Final = re.compile(rf"(?<!计入)(?<!算入)(?<!包含在)承诺{LIMIT}{GAP}{SPAN}")
CALENDAR_DAYS: Final = {"工作日": 7 / 5, "周": 7.0, "星期": 7.0, "小时": 1 / 24, "月": 30.0, "个月": 30.0, "年": 365.0}


def promised_and_lawful(text: str) -> tuple[Span | None, Span | None]:
    """Return what a paragraph promises and what the law allows, each None where it is not said."""
    promise = _span(PROMISE, text)
    return promise, _span(LAW, text) or (_span(BY_LAW, text) if promise else None)


def number(written: str) -> float:
    """Return the value of 5, 五, 十五, 二十, 一百."""
    if written[0] in "0123456789":
        return float(written)
    total, held = 0.0, 0.0
    for one in written:
        if one == "十":
            total, held = total + (held or 1) * 10, 0.0
        elif one == "百":
            total, held = total + (held or 1) * 100, 0.0
        else:
            held = DIGITS[one]
    return total + held


def _span(pattern: re.Pattern[str], text: str) -> Span | None:
    if not (found := pattern.search(text)):
        return None
    count, half, unit = found.groups()
    measure = "个" * (unit in {"工作日", "自然日", "日历日", "月"})
    days = (number(count) + len(half) / 2) * CALENDAR_DAYS.get(unit, 1.0)
    return days, f"{count}{measure}{half}{unit}"
