"""The journey 窗口预约与远程取号: matter, day and half hour, the ticket; offline no place is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["offline", "walk"]

_ITEM = "窗口预约与远程取号"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Book a place and take its ticket."""
    begin(walk, card, _ITEM)
    walk.see("Pick", saying="老年优待与乘车卡", name="pick-matter")
    walk.tap("老年优待与乘车卡")
    walk.see("Pick", saying="星期", name="pick-day")
    walk.tap("星期")
    walk.see("Pick", saying="09:00–09:30", name="pick-time")
    walk.tap("09:00–09:30")
    walk.see("Tell", name="ticket")
    walk.tap("打取号凭条")
    walk.glimpse("打好了", "ticket-printed")
    walk.tap("好了")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that only the centre gives places."""
    begin(walk, card, _ITEM)
    walk.see("Pick")
    walk.glimpse("现在约不了号", "no-place")
    walk.tap("结束")
    depart(walk)
