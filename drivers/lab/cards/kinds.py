"""The cards of the lab by name: what `card insert` takes, and what every card profile is examined with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from drivers.lab.cards.emrtd import Traits, travel_card
from drivers.lab.cards.garbage import StrangeCard
from drivers.lab.cards.icao.card_access import PaceOffer
from drivers.lab.cards.resident import RESIDENT_KINDS, resident_card
from drivers.lab.cards.shebao import ShebaoCard
from drivers.lab.cards.technician import TechnicianCard, helper_card
from drivers.lab.documents import DOCUMENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.lab.cards.card import VirtualCard
    from drivers.lab.people import Person

__all__ = ["KINDS"]

KINDS: dict[str, Callable[[Person], VirtualCard]] = {
    "shebao": ShebaoCard,
    "shebao1": lambda holder: ShebaoCard(holder, "1.00"),
    "shebao2": ShebaoCard,
    "shebao3": lambda holder: ShebaoCard(holder, "3.00"),
    **{kind: partial(resident_card, kind) for kind in RESIDENT_KINDS},
    **{kind: partial(travel_card, kind) for kind in DOCUMENT_KINDS},
    "passport-pace": partial(travel_card, "passport", traits=Traits(bac=False, pace=(PaceOffer(),))),
    "technician": TechnicianCard,
    "helper": helper_card,
    "strange": lambda _: StrangeCard(),
}
