"""What every kind of step offers; one file each in kiosk/journeys/steps/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.answers import Answer
    from kiosk.domain.asks import Ask
    from kiosk.domain.run import Run
    from kiosk.domain.workdays import Workdays

__all__ = ["JourneyStep", "Moment", "NotAccepted"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where something is asked or answered: the working days then known, the name of the region served."""

    now: dt.datetime
    workdays: Workdays
    region: str = ""

    @property
    def today(self) -> dt.date:
        """The day of `now`, in its own time zone."""
        return self.now.date()


class NotAccepted(Exception):
    """An answer that this step cannot take now; `code` is a key of config/faults.toml."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class JourneyStep(Protocol):
    """One kind of step. All its methods are pure: run and answer in, ask or run out."""

    @property
    def camera(self) -> bool:
        """Whether the document camera must be open while this step is on the glass."""

    def wanted(self, run: Run) -> bool:
        """Whether this step has anything to ask, given the answers so far; `run` stands at this step."""

    def ask(self, run: Run, when: Moment) -> Ask:
        """Return what to show. Raises NotAccepted where there is nothing to show."""

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Return the run with this answer in it, still at this step. Raises NotAccepted."""
