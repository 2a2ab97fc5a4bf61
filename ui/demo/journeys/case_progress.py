"""The journey 办件进度查询: the cases of the card; offline what this terminal knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import arrive, depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["offline", "walk"]

_ITEM = "办件进度查询"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Look for one's cases: on an empty platform there are none, which is said with what to do."""
    arrive(walk, card, _ITEM)
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Pick")
    walk.glimpse("没有查到您的办件", "no-case")
    walk.tap("不查了")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told what this terminal knows, and that there is no line."""
    arrive(walk, card, _ITEM)
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Pick")
    walk.glimpse("您在这里办过的", "cached")
    walk.tap("不查了")
    depart(walk)
