"""无犯罪记录证明: its purpose by choice, the signature, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import begin, leave_out, sign, submit

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["walk"]


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File the application and take its receipt."""
    begin(walk, card, "开具无犯罪记录证明")
    walk.see("Pick", name="purpose")
    walk.tap("入职、任职")
    leave_out(walk)
    walk.see("Materials")
    walk.tap("下一步")
    sign(walk)
    submit(walk)
