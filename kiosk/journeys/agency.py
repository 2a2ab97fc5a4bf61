"""代办 (F20): which items somebody may do for somebody else here, and by what.

The key `agent` of an item says it: `authority`, both cards and the 委托书 under the camera; `cards`, both cards; `no`,
the person alone, or a window. Nobody reaches by it what is the person's own: config.item_identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.person import Identity

__all__ = ["FOR_ANOTHER", "OF_AGE", "open_to", "open_to_agents"]

FOR_ANOTHER: Final = "for-another"
"""What is picked where a card is asked for and the matter is somebody else's."""
OF_AGE: Final = 18
"""In years: 民法典 第十七条, 第十八条; only an adult acts for another."""


def open_to_agents(item: ServiceItem) -> bool:
    """Whether an agent is taken here."""
    return item.agent != "no"


def open_to(item: ServiceItem, identity: Identity | None) -> bool:
    """Whether who came may do this here: in an agent's visit only what is open to agents."""
    return identity is None or identity.agent is None or open_to_agents(item)
