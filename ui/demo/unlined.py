"""What an errand says when the line is cut, where it needs an office at once; others wait in the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, depart, want_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["no_bills", "no_proof", "see_bills"]


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


def no_bills(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Without a line nobody can say what is owed, and nothing is paid: it says so, and how to try again."""
    see_bills(walk, card, item)
    walk.glimpse("暂时没联网", "bills-offline")
    walk.read("暂时没联网")
    walk.tap("结束")
    depart(walk)
