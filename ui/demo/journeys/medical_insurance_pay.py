"""城乡居民医保: pay for the family with one code; the telephone is the lab's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.at_once import no_bills, pay_all
from ui.demo.parts import depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "wang")
ITEM = "城乡居民基本医疗保险参保登记与缴费"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Choose the family, look at the amount, pay, take the slip; the screen in between tells each standing."""
    pay_all(walk, card, ITEM)
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
    """Be told that nothing is owed or paid without a line."""
    no_bills(walk, card, ITEM)
