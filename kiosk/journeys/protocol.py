"""What every kind of step offers; one file each in kiosk/journeys/steps/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from config.places import Town

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.answers import Answer
    from kiosk.domain.asks import Ask
    from kiosk.domain.inquiry import Inquiry, Printout
    from kiosk.domain.run import Run
    from kiosk.domain.workdays import Workdays

__all__ = [
    "NO_TOWN",
    "Inquiring",
    "JourneyStep",
    "Moment",
    "NotAccepted",
    "Ordering",
    "Printing",
    "Scanning",
    "Staying",
]


NO_TOWN: Final = Town()


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where something is asked or answered: the working days then known, the name of the region served.

    `town` is the map around this terminal, as it is known then; `verifier` the key (base64) of who may say whose code a
    telephone shows, "" where codes are not taken.
    """

    now: dt.datetime
    workdays: Workdays
    region: str = ""
    town: Town = NO_TOWN
    verifier: str = ""

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


@runtime_checkable
class Inquiring(Protocol):
    """What a kind of step offers besides, where it needs the centre while the citizen waits."""

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Return what to ask now, None where nothing is open. What is being asked already is not asked again.

        The id of one order must stay the same until it is answered: take it from `run.found`, if it is there.
        """


@runtime_checkable
class Printing(Protocol):
    """What a kind of step offers besides, where a paper can be taken from it."""

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return what `Print` prints, None where there is nothing yet."""


@runtime_checkable
class Ordering(Protocol):
    """What a kind of step offers besides, where an order must not be lost: it is noted, watched, and found again."""

    @property
    def orders(self) -> str:
        """The kind of inquiry that its orders are."""

    def poll(self, run: Run) -> Inquiry | None:
        """Return how to look at the order again, None while nothing can change; asked every few seconds."""

    def settled(self, run: Run) -> str:
        """Return the id of the order whose end this step shows, "" while there is none: its note may then go."""


@runtime_checkable
class Scanning(Protocol):
    """What a kind of step offers besides, where a code under the camera is an answer: Scan, checked by accept()."""

    @property
    def scans(self) -> bool:
        """Whether the camera looks for codes at this step, not for sheets."""


@runtime_checkable
class Staying(Protocol):
    """What a kind of step offers besides, where an answer may lead on within the step itself."""

    def stays(self, run: Run) -> bool:
        """Whether the step has more to ask after the answer that is now in `run`."""
