"""居民养老凭证: the years, the proof on the glass, two copies of it on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.at_once import no_proof
from ui.demo.parts import depart, want_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "zhao")
ITEM = "城乡居民基本养老保险参保缴费凭证打印"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Take all years, print, and print a further copy."""
    want_proof(walk, card, ITEM, "全部年份")
    walk.see("Result")
    walk.read("居民养老保险参保缴费凭证")
    walk.tap("打印")
    walk.glimpse("打好了", "proof-first")
    walk.tap("再打一张")
    walk.glimpse("打好了", "proof-second")
    walk.tap("办完了")
    depart(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that there is no proof without a line."""
    no_proof(walk, card, ITEM, "全部年份")
