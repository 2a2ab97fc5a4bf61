"""Who may do a service item (F18): its level, and the step that reaches it before all that is personal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["check_identity"]

PROVE: Final = "prove"
IMPERSONAL: Final = frozenset({"guide", "questions", "prove_code"})
"""Kinds of steps that show nothing of a person and may come before the proof."""
BY_A_CARD: Final = ("L0", "L1")


def check_identity(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` where a step of an item of L2 or L3 could be reached without proof, and the reverse."""
    kinds = [step.kind for step in item.steps]
    if item.identity in BY_A_CARD:
        if PROVE in kinds:
            note("identity", f"{item.identity} is reached by the card, yet a step {PROVE} asks for more")
        return
    before = kinds[: kinds.index(PROVE)] if PROVE in kinds else kinds
    personal = [kind for kind in before if kind not in IMPERSONAL]
    if personal:
        note("identity", f"{item.identity} needs a step {PROVE} before {personal[0]}")
