"""How names, dates, times and numbers are said, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import mark

if TYPE_CHECKING:
    import datetime as dt

    from config.schema import Material, ServiceItem
    from ui.projection.scene import Scene

__all__ = [
    "MONTHS",
    "clock",
    "grouped",
    "joined",
    "local",
    "long_day",
    "material_name",
    "material_short",
    "month_day",
    "short_name",
    "task_name",
    "weekday",
]

_WEEKDAYS = tuple(map(mark, ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GROUP = 4


def task_name(scene: Scene, item: ServiceItem) -> str:
    """Return the full name of a service item."""
    return item.task_name_en if scene.prefs.english else item.task_name


def short_name(scene: Scene, item: ServiceItem) -> str:
    """Return the name people use for a service item."""
    return item.short_name_en if scene.prefs.english else item.short_name


def material_name(scene: Scene, material: Material) -> str:
    """Return the full name of a paper."""
    return material.short_name_en if scene.prefs.english else material.material_name


def material_short(scene: Scene, material: Material) -> str:
    """Return the name people use for a paper."""
    return material.short_name_en if scene.prefs.english else material.short_name


def joined(scene: Scene, names: tuple[str, ...]) -> str:
    """Join names as a list is joined in this language."""
    return (", " if scene.prefs.english else "、").join(names)


def weekday(scene: Scene, day: dt.date) -> str:
    """Return the day of the week."""
    return scene.tr(_WEEKDAYS[day.weekday()])


def month_day(scene: Scene, day: dt.date) -> str:
    """Return 11 月 27 日, with the year when it is another one."""
    tr, month = scene.tr, MONTHS[day.month - 1]
    if day.year != scene.now.year:
        return tr("{year} 年 {month} 月 {day} 日", year=day.year, month=day.month, day=day.day, name=month)
    return tr("{month} 月 {day} 日", month=day.month, day=day.day, name=month)


def long_day(scene: Scene, day: dt.date) -> str:
    """Return the date with its weekday."""
    return f"{month_day(scene, day)} {weekday(scene, day)}"


def local(scene: Scene, moment: dt.datetime) -> dt.datetime:
    """Return a moment on the clock of this terminal."""
    return moment.astimezone(scene.now.tzinfo) if moment.tzinfo and scene.now.tzinfo else moment


def clock(moment: dt.datetime) -> str:
    """Return hours and minutes, 24 hours a day."""
    return f"{moment:%H:%M}"


def grouped(code: str) -> str:
    """Set a code apart in fours, so that it can be read out; a code with dashes is left as printed."""
    if "-" in code or " " in code or len(code) <= _GROUP:
        return code
    return " ".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))
