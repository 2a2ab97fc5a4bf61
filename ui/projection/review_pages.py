"""The lines of the review and how they come to stand on pages: nothing scrolls, and every button keeps its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.projection.scene import Scene

__all__ = ["Group", "ReviewPage", "ReviewRow", "paged"]

_HEAD_PX = 92
_NOTICE_PX = 180  # a strip of two lines in large type
_STANDARD = (1128, 104)  # px of a page, of a line at least
_ELDER = (1100, 114)
_LOW = (1044, 118)
_LOW_CHANGING = (676, 96)  # the upper part tells, the buttons stand below


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line; `reveal` marks those that the eye button opens, `change` is picked to go back to the answer.

    `act` is the word on that button, "" for the usual one.
    """

    key: str
    value: str
    note: str = ""
    reveal: bool = False
    change: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together."""

    icon: str
    title: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What stands on the glass together."""

    groups: tuple[Group, ...]


def paged(groups: Iterable[Group], scene: Scene, *, noticed: bool = False) -> tuple[ReviewPage, ...]:
    """Return the groups on as many pages as they need; a group stays together where one page can hold it.

    `noticed` leaves room for a strip above them.
    """
    asked = tuple(group for group in groups if group.rows)
    room, line = _measures(asked, scene)
    room -= _NOTICE_PX if noticed else 0
    pages: list[list[Group]] = [[]]
    left = room
    for group in asked:
        rest = group.rows
        if left < room and _tall(rest, line) > left and _tall(rest, line) <= room:
            pages.append([])
            left = room
        while rest:
            fits = max(1, int((left - _HEAD_PX) // line))
            pages[-1].append(replace(group, rows=rest[:fits]))
            left -= _tall(rest[:fits], line)
            rest = rest[fits:]
            if rest or left < _HEAD_PX + line:
                pages.append([])
                left = room
    return tuple(ReviewPage(tuple(page)) for page in pages if page)


def _tall(rows: tuple[ReviewRow, ...], line: int) -> int:
    return _HEAD_PX + len(rows) * line


def _measures(groups: tuple[Group, ...], scene: Scene) -> tuple[int, int]:
    if scene.prefs.elder:
        return _ELDER
    if not scene.prefs.low:
        return _STANDARD
    return _LOW_CHANGING if any(row.change for group in groups for row in group.rows) else _LOW
