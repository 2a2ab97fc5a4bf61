"""个体工商户设立: form and trade by choice, a promise in the place of the proof of premises, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.load import load_services
from ui.demo.parts import answer, arrive, leave_out, promise, sign, submit

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "walk"]

CARD = ("resident", "--person", "wang")


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File the registration and take its receipt."""
    arrive(walk, card, "个体工商户设立登记")
    answer(walk, "不是")
    walk.see("Pick", name="region")
    walk.tap("示范市示范区")
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Pick", name="organisation")
    walk.tap("个人经营")
    walk.see("Pick", name="scope")
    walk.tap("理发服务")
    leave_out(walk)
    walk.see("Materials")
    walk.tap("下一步")
    promise(walk, *load_services()["sole-trader-setup"].commitments[0].terms)
    sign(walk)
    submit(walk)
