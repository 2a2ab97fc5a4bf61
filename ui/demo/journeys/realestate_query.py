"""不动产查询: what it is for, the result (无房) on the glass, the proof on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import take_proof, want_proof
from ui.demo.unlined import no_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "wang")
ITEM = "不动产登记信息查询(本人名下及无房证明)"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Say the purpose, see that there is no property, print the proof."""
    want_proof(walk, card, ITEM, "申请公租房")
    walk.see("Result")
    walk.read("无房")
    take_proof(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that there is no proof without a line."""
    no_proof(walk, card, ITEM, "申请公租房")
