"""Parts of the errands that need an office at once: bills and proofs, and what they say when the line is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, depart, want_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["no_bills", "no_proof", "pay_all", "see_bills"]


def no_proof(walk: Walk, card: tuple[str, ...], item: str, variant: str) -> None:
    """Without a line there is no proof: it says so, where to go, and that nothing is lost."""
    want_proof(walk, card, item, variant)
    walk.see("Tell", name="result-asking")
    walk.glimpse("还没查到", "result-offline")
    walk.tap("好了，取卡")
    depart(walk)


def see_bills(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Come to what is owed."""
    begin(walk, card, item)
    walk.see("Pick", name="bills")


def pay_all(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Choose everything that is owed, look it over, and come to the code."""
    see_bills(walk, card, item)
    walk.tap("一起缴")
    walk.see("Tell")
    walk.tap("没错，去付款")
    walk.see("Pay", name="pay-code")


def no_bills(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Without a line nobody can say what is owed, and nothing is paid: it says so, and how to try again."""
    see_bills(walk, card, item)
    walk.glimpse("暂时没联网", "bills-offline")
    walk.read("暂时没联网")
    walk.tap("结束")
    depart(walk)
