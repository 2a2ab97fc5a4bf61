"""The card desk: a process that watches the reader and reads cards; mute cards cost it its life, not the terminal's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.readers import worker
from kiosk.domain.reports import CardFailed, CardInserted, CardRead, CardRemoved, ReaderChanged, ReadingProgress
from kiosk.journeys.identity import IdentityRefused, identify
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from config.schema import DeviceChoice
    from drivers.types import CardReading
    from kiosk.domain.errands import ReadCard
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post

__all__ = ["CardDesk"]

_READ_S = 16.0


class CardDesk:
    """Turns the reader's messages into reports; `today` dates the check of a card's validity."""

    def __init__(
        self, choice: DeviceChoice, post: Post, tell: Callable[[Report], None], today: Callable[[], dt.date]
    ) -> None:
        self._tell, self._today = tell, today
        self._reading = 0
        self._present = False
        self._hear: dict[str, Callable[..., None]] = {
            "present": self._inserted,
            "absent": self._removed,
            "unavailable": self._unavailable,
            "progress": lambda visit, part: tell(ReadingProgress(visit, part)),
            "reading": self._read,
            "failed": self._failed,
        }
        errand = (choice.driver, dict(choice.options))
        self._lane = ProcessLane("card", post, worker.serve, errand, heard=self._heard, died=self._died)

    def read(self, errand: ReadCard) -> None:
        """Read the card that lies there; past the deadline the process is replaced."""
        self._reading = errand.visit
        self._lane.expect(_READ_S)
        self._lane.say(("read", errand.visit))

    def close(self) -> None:
        """Stop the process."""
        self._lane.stop()

    def _heard(self, message: Any) -> None:  # noqa: ANN401 - a process pipe carries what it carries
        name, *values = message
        self._hear[name](*values)

    def _inserted(self, mute: bool) -> None:  # noqa: FBT001 - the message's own field
        self._tell(ReaderChanged(""))
        if not self._present:  # a replaced process finds the same card again
            self._present = True
            self._tell(CardInserted(mute))

    def _removed(self) -> None:
        self._tell(ReaderChanged(""))
        if self._present:
            self._present = False
            self._tell(CardRemoved())

    def _unavailable(self, code: str) -> None:
        self._present = False
        self._tell(ReaderChanged(code))

    def _read(self, visit: int, reading: CardReading) -> None:
        self._lane.met()
        self._reading = 0
        try:
            self._tell(CardRead(visit, identify(reading, self._today())))
        except IdentityRefused as refusal:
            self._tell(CardFailed(visit, refusal.code))

    def _failed(self, visit: int, code: str) -> None:
        self._lane.met()
        self._reading = 0
        self._tell(CardFailed(visit, code))

    def _died(self) -> None:
        """Take a card that kept the process past its deadline for mute; the new process will say what lies there."""
        visit, self._reading = self._reading, 0
        if visit:
            self._tell(CardFailed(visit, "card-mute"))
        else:
            self._unavailable("reader-gone")
