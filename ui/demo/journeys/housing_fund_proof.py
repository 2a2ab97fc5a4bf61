"""公积金证明: the A4 printer has no paper, the slip carries the code; then the paper is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.at_once import no_proof
from ui.demo.parts import take_proof, want_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "li")
ITEM = "住房公积金个人缴存证明打印"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Find the tray empty, take the slip with the code, then the proof on A4."""
    want_proof(walk, card, ITEM, "异地贷款证明")
    walk.see("Result")
    walk.read("住房公积金异地贷款缴存使用证明")
    walk.lab("sheets", "media-empty")
    walk.tap("打印")
    walk.glimpse("A4 纸用完了", "proof-no-paper")
    walk.tap("没有 A4 纸？改打小条")
    walk.tap("打小条")
    walk.glimpse("打好了", "proof-slip")
    walk.lab("sheets", "refill")
    walk.tap("改打 A4 证明")
    take_proof(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that there is no proof without a line."""
    no_proof(walk, card, ITEM, "异地贷款证明")
