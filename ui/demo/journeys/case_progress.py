"""The journey 办件进度查询: the cases of the card; offline what this terminal knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.elder_card import come_again
from ui.demo.parts import begin, depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["offline", "walk"]

_ITEM = "办件进度查询"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Hand in a case, come again, see how it stands, take that on paper."""
    come_again(walk, card, _ITEM)
    walk.see("Pick", name="pick-case")
    walk.tap("老年人优待证与免费乘车卡联合办理")
    walk.see("Tell", name="progress")
    walk.tap("打进度凭条")
    walk.glimpse("打好了", "progress-printed")
    walk.tap("看好了")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told what this terminal knows, and that there is no line."""
    begin(walk, card, _ITEM)
    walk.see("Pick")
    walk.glimpse("您在这里办过的", "cached")
    walk.tap("不查了")
    depart(walk)
