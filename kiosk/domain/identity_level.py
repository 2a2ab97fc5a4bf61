"""How surely it is known who stands here (F18), and how surely an item wants to know it.

L0 anonymous; L1 a card was read; L2 the card is proven and its holder is the person before the glass; L3 a verifier
far away vouches for the person. A card alone never reaches L2: whoever finds it can lay it down too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.person import Identity

__all__ = ["CODE_VERIFIED", "LEVELS", "level_of", "proven", "suffices", "wanted"]

LEVELS: Final = ("L0", "L1", "L2", "L3")
CODE_VERIFIED: Final = "code_verified"
"""The trust of a person whom a verifier has named (F19): not a card's proof, a signed word."""
PROVEN: Final = frozenset({"sam_verified", "pa_ok", CODE_VERIFIED})


def proven(identity: Identity) -> bool:
    """Whether what tells the person proves itself: the SAM's word, passive authentication, a verifier's signature."""
    return identity.trust in PROVEN


def level_of(identity: Identity) -> int:
    """Return the level at which this person is known, 0 to 3."""
    if identity.nameless:
        return 0
    if identity.matched == "remote":
        return 3
    return 2 if identity.matched and proven(identity) else 1


def wanted(item: ServiceItem) -> int:
    """Return the level that this item asks for, 0 to 3."""
    return LEVELS.index(item.identity)


def suffices(item: ServiceItem, identity: Identity) -> bool:
    """Whether this person is known as surely as the item asks. An item open to all is open to whoever comes."""
    return level_of(identity) >= wanted(item)
