"""Who may do a service item (F18, F20): its level, the step that reaches it, and by what another may act."""

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
OWN: Final = frozenset({"result", "rate", "mine", "bill", "appoint_mine", "progress", "data_access"})
"""Kinds of steps that show what is the person's own, to nobody who acts for them."""
AGENT: Final = "agent"


def check_identity(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` where a step of an item of L2 or L3 could be reached without proof, and the reverse."""
    kinds = [step.kind for step in item.steps]
    _check_agent(item, kinds, note)
    if item.identity in BY_A_CARD:
        if PROVE in kinds:
            note("identity", f"{item.identity} is reached by the card, yet a step {PROVE} asks for more")
        return
    before = kinds[: kinds.index(PROVE)] if PROVE in kinds else kinds
    personal = [kind for kind in before if kind not in IMPERSONAL]
    if personal:
        note("identity", f"{item.identity} needs a step {PROVE} before {personal[0]}")


def _check_agent(item: ServiceItem, kinds: list[str], note: Note) -> None:
    """Tell where another could see what is the person's own, or could act without the authority that is asked for."""
    taken = {m.material_code for m in item.materials if m.required_when == AGENT and m.capture == "doc_camera"}
    asked = {step.options.get("material", "") for step in item.steps if step.kind == "capture"}
    if item.agent == "authority" and not taken & asked:
        note("agent", "no step photographs the authority")
    if item.agent != "authority" and taken:
        note("agent", "an authority is photographed that nobody is asked for")
    if item.agent == "no":
        return
    if item.identity != "L1":
        note("agent", f"{item.identity} is for the holder alone, or for anybody")
    if own := sorted(OWN & set(kinds)):
        note("agent", f"a step {own[0]} shows what is the person's own")
