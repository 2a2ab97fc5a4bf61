"""The last place of a walk, where nothing is asked any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from kiosk.journeys.always import Always
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["Ending"]


class Ending(Always):
    """Marks the last place in the step bar."""

    def ask(self, run: Run, when: Moment) -> NoReturn:
        """Refuse: there is nothing to ask."""
        del run, when
        raise NotAccepted("answer-out-of-turn")

    def accept(self, run: Run, answer: Answer, when: Moment) -> NoReturn:
        """Refuse: there is nothing to answer."""
        del run, answer, when
        raise NotAccepted("answer-out-of-turn")
