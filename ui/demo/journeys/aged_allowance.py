"""高龄津贴: where it is paid to by choice, the social card's copy to follow, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, sign, submit

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "walk"]

CARD = ("resident", "--person", "ouyang")


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File the application and take its receipt."""
    begin(walk, card, "80周岁以上高龄津贴申领")
    walk.see("Pick", name="payout")
    walk.tap("发到本人社保卡")
    walk.see("Materials")
    walk.tap("下一步")
    walk.see("Capture")
    walk.tap("先不拍，后补")
    walk.see("Promise")
    walk.tap("我看清了，愿意按时补上")
    walk.tap("同意，去签名")
    sign(walk)
    submit(walk)
