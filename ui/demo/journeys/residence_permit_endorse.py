"""居住证签注: a question, a promise in the place of the proof of address, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.load import load_services
from ui.demo.parts import answer, arrive, promise, sign, submit

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "walk"]

CARD = ("resident", "--person", "ayi")


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File the endorsement and take its receipt."""
    arrive(walk, card, "居住证签注")
    answer(walk, "不是")
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Materials")
    walk.tap("下一步")
    promise(walk, *load_services()["residence-permit-endorse"].commitments[0].terms)
    walk.see("Pick", name="delivery")
    walk.tap("邮寄到家")
    sign(walk)
    submit(walk)
