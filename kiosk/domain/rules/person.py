"""What a card tells the rules about the person who laid it down; nothing is guessed that it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.identity_level import level_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from kiosk.domain.person import Identity
    from kiosk.domain.rules.facts import Value

__all__ = ["facts_of"]

FOREIGN: Final = frozenset({"foreigner", "passport"})
PERMIT: Final = "居住证"


def facts_of(
    identity: Identity,
    today: dt.date,
    *,
    region: str = "",
    holdings: Collection[str] = (),
    answers: Mapping[str, Value] | None = None,
    agent: bool = False,
) -> dict[str, Value]:
    """Return the facts of a person on a day.

    `region` is the name of the region served, against which the address on an ID card tells the household; `holdings`
    are the licence types that the store holds; `answers` those given to the item's questions and chosen in its form.
    The identity level is that of kiosk.domain.identity_level.
    """
    facts: dict[str, Value] = {
        "age": identity.age_on(today),
        "card_kind": identity.kind,
        "foreigner": identity.kind in FOREIGN,
        "identity_level": level_of(identity),
        "agent": agent or identity.agent is not None,
        **(answers or {}),
    }
    if identity.nameless:
        del facts["age"]
    if identity.sex:
        facts["sex"] = identity.sex
    if region and identity.kind == "resident" and identity.address:
        facts["local_household"] = identity.address.startswith(region)
    if identity.kind in FOREIGN:
        facts["local_household"] = False
    if PERMIT in holdings or identity.kind == "hmt":  # what the store lacks may still exist on paper
        facts["residence_permit"] = True
    return facts
