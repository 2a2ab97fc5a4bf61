"""The journey 老年人优待证与免费乘车卡联合办理, by touch, from the first screen to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.laying import lay_card
from ui.demo.parts import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.demo.walk import Walk

__all__ = ["come_again", "file_case", "offered_receipt", "take_leave", "take_receipt"]

_ITEM = "老年人优待证与免费乘车卡联合办理"
_PAPER = "residence-proof"


def file_case(walk: Walk, card: tuple[str, ...], before_submission: Callable[[], None]) -> None:
    """Walk from the empty terminal to the touch that submits; `card` are the words that lay the card."""
    walk.see("Attract")
    lay_card(walk, card, "Home")
    walk.read(_ITEM)
    walk.tap("现在就办")
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Materials")
    walk.tap("拍居住证明")
    walk.see("Capture")
    walk.lab("camera", "show", _PAPER)
    walk.glimpse("秒后拍", "capture-counting")
    walk.see("CaptureCheck")
    walk.tap("看得清，用这张")
    walk.lab("camera", "show", "none")
    if walk.one_of("Promise", "Sign") == "Promise":  # whose photo is on file owes none
        walk.see("Promise")
        walk.tap("我看清了，愿意按时补上")
        walk.picture("promise-ticked")
        walk.tap("同意，去签名")
    walk.see("Sign")
    walk.sign()
    walk.picture("sign-written")
    walk.tap("写好了")
    walk.see("Review")
    walk.hold("看", "review-held")
    before_submission()
    walk.tap("没错，提交")


def take_receipt(walk: Walk) -> None:
    """Wait for the paper."""
    walk.see("Done", "Submitting", "Printing", deadline_s=40)


def come_again(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Hand a case in, go, come again with the same card, and begin another item."""
    file_case(walk, card, lambda: None)
    take_receipt(walk)
    take_leave(walk)
    begin(walk, card, item)


def offered_receipt(walk: Walk, card: tuple[str, ...]) -> None:
    """After a power cut: the same card is offered its receipt, not a second application."""
    walk.see("Attract", name="attract-again")
    lay_card(walk, card, "OfferReceipt")
    walk.tap("领回执")


def take_leave(walk: Walk) -> None:
    """Take the card, rate, and be forgotten."""
    walk.tap("办完了，取卡")
    walk.see("TakeCard")
    walk.lab("card", "remove")
    walk.see("Rating")
    walk.tap("非常满意")
    walk.see("Farewell")
    walk.see("Attract", name="attract-after", deadline_s=40)
