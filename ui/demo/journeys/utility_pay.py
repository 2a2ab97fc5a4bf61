"""水电燃气: the household's bills, a payment whose answer is lost, and the slip that says not to pay again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.at_once import no_bills, pay_all
from ui.demo.laying import lay_card
from ui.demo.parts import depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "wang")
ITEM = "水、电、燃气、有线电视费查询缴纳"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Pay, lose the answer, leave with the slip; the same card then hears first that it was paid."""
    pay_all(walk, card, ITEM)
    walk.lab("pay", "lost")
    walk.glimpse("别再付第二次", "pay-unknown")
    walk.tap("打印凭条")
    walk.glimpse("打好了", "pay-unknown-slip")
    walk.tap("好了，取卡")
    walk.see("TakeCard")
    walk.lab("card", "remove")
    walk.see("Farewell")
    walk.lab("pay", "settle")
    walk.see("Attract", name="attract-again", deadline_s=40)
    lay_card(walk, card, "Pay")
    walk.glimpse("账单已经销掉", "pay-reconciled")
    walk.tap("打印凭条")
    walk.glimpse("打好了", "pay-slip")
    walk.tap("好了，取卡")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that nothing is owed or paid without a line."""
    no_bills(walk, card, ITEM)
