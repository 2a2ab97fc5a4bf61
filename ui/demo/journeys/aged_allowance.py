"""高龄津贴: where it is paid to, its number by the keypad, the social card's copy to follow, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, leave_out, sign, submit

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "walk"]

CARD = ("resident", "--person", "ouyang")


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File the application and take its receipt."""
    begin(walk, card, "80周岁以上高龄津贴申领")
    walk.see("Pick", name="payout")
    walk.tap("发到本人银行卡")
    walk.see("Form", name="account")
    walk.keys("6222021234567894")
    walk.tap("填好了")
    leave_out(walk)
    walk.see("Materials")
    walk.tap("下一步")
    walk.see("Capture")
    walk.tap("先不拍，后补")
    walk.see("Promise")
    walk.tap("我看清了，愿意按时补上")
    walk.tap("同意，去签名")
    sign(walk)
    submit(walk)
