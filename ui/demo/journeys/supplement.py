"""The journey 容缺材料补交与补正: a case with a promised photo first, then the photo by the card alone, its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.elder_card import come_again
from ui.demo.parts import depart, photograph

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "walk"]

CARD = ("shebao", "--person", "ou")

_ITEM = "容缺材料补交与补正"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Promise a photo, come again, bring it."""
    come_again(walk, card, _ITEM)
    walk.see("Pick", name="pick-case")
    walk.tap("老年人优待证与免费乘车卡联合办理")
    walk.see("Pick", name="pick-paper")
    walk.tap("照片")
    photograph(walk, "residence-proof")
    walk.see("Tell", name="supplement-check")
    walk.tap("没错，提交")
    walk.see("Done", "Submitting", "Printing", deadline_s=60)
    walk.tap("办完了，取卡")
    depart(walk, rating="非常满意")
