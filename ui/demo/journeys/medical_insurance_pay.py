"""城乡居民医保: pay for the family with one code; the telephone is the lab's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "wang")


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Choose the family, look at the amount, pay, take the slip; the screen in between tells each standing."""
    _bills(walk, card)
    walk.tap("一起缴")
    walk.see("Tell")
    walk.tap("没错，去付款")
    walk.see("Pay", name="pay-code")
    walk.read("¥1,000.00")
    walk.lab("pay", "scan")
    walk.glimpse("手机上正在付款", "pay-scanned")
    walk.lab("pay", "pay")
    walk.glimpse("账单已经销掉", "pay-paid")
    walk.tap("打印凭条")
    walk.glimpse("打好了", "pay-slip")
    walk.tap("好了，取卡")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Without a line nothing is owed and nothing is paid: it says so, and how to try again."""
    _bills(walk, card)
    walk.glimpse("暂时没联网", "bills-offline")
    walk.read("暂时没联网")
    walk.tap("结束")
    depart(walk)


def _bills(walk: Walk, card: tuple[str, ...]) -> None:
    begin(walk, card, "城乡居民基本医疗保险参保登记与缴费")
    walk.see("Pick", name="bills")
