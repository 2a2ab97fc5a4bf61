"""社保证明: all insurances, the record on the glass, the proof on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.at_once import no_proof
from ui.demo.parts import take_proof, want_proof

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["CARD", "offline", "walk"]

CARD = ("resident", "--person", "li")
ITEM = "个人社会保险参保缴费证明(权益记录)打印"


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """Take everything, and print it."""
    want_proof(walk, card, ITEM, "全部险种")
    walk.see("Result")
    walk.read("职工基本养老保险")
    take_proof(walk)


def offline(walk: Walk, card: tuple[str, ...]) -> None:
    """Be told that there is no proof without a line."""
    no_proof(walk, card, ITEM, "全部险种")
