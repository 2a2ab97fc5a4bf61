"""留不留名: both ways get an answer under the query code; whoever laid no card down has no name to give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.words import say
from kiosk.journeys.complaining import CONTACTS, Choice

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["STEP"]


class Contact(Choice):
    """Asked of whoever a card has named."""

    def wanted(self, run: Run) -> bool:
        """Whether there is a name that could be written down."""
        return not run.identity.nameless and super().wanted(run)


STEP: Final = Contact("contact", say("要写您的名字吗？"), say("都会答复，凭条上的查询码能查。"), lambda _run: CONTACTS)
