"""不动产查询: show that it is you, say what it is for, the result (无房) on the glass, the proof on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, depart, take_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "wang")
ITEM = "不动产登记信息查询(本人名下及无房证明)"
DIGITS = "230904"  # the password that this person has set at the sandbox's window


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Enter the service password, say the purpose, see that there is no property, print the proof."""
    prove(walk, card)
    walk.glimpse("核对好了", "proved")
    walk.tap("下一步")
    walk.see("Pick", name="variant")
    walk.tap("申请公租房")
    walk.see("Result")
    walk.read("无房")
    take_proof(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that nobody can compare it without a line."""
    prove(walk, card)
    walk.glimpse("还没核对上", "prove-offline")
    walk.read("没联上中心平台")
    walk.tap("结束")
    depart(walk)


def prove(walk: Walk, card: tuple[str, ...]) -> None:
    """Begin, and enter what only the holder of the card knows."""
    begin(walk, card, ITEM)
    walk.see("Pick", name="prove")
    walk.tap("输办事密码")
    walk.see("Form", name="prove-secret")
    walk.keys(DIGITS)
    walk.tap("填好了")
    walk.see("Tell", name="prove-asking")
