"""States of who does not come alone with a card: a code on a telephone instead, a helper beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run

__all__ = ["Acting", "Confirming", "Helping", "ShowingCode"]


@dataclass(frozen=True, slots=True, repr=False)
class ShowingCode:
    """A code on a telephone is looked for, in a card's place; `inquiry` while its verifier is asked whose it is."""

    item_id: str
    inquiry: Inquiry | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Helping:
    """A helper's card lies there: it goes, and the citizen's comes. `staff` is the helper's number."""

    staff: str
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Confirming:
    """A helped visit is about to be handed in: the citizen says so, nobody else. `run` stands at its end."""

    run: Run
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody does it for somebody else: the `agent`'s own card comes first, None until it was read."""

    item_id: str
    agent: Identity | None = None
    fault: str = ""
