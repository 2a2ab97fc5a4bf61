"""The card desk: a process that watches the reader and reads cards; mute cards cost it its life, not the terminal's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.readers import worker
from kiosk.domain.reports import (
    CardFailed,
    CardHint,
    CardInserted,
    CardRead,
    CardRemoved,
    HelperCame,
    ReaderChanged,
    ReadingProgress,
)
from kiosk.journeys.helping import helper_of
from kiosk.journeys.identity import IdentityRefused, identify
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from config.schema import DeviceChoice
    from drivers.protocols import HolderAnswer, HolderQuestion
    from drivers.types import CardReading
    from kiosk.domain.errands import ReadCard
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post

    AskHsm = Callable[[HolderQuestion, Callable[[HolderAnswer | None], None]], None]

__all__ = ["CardDesk"]

_APDU_S = 2.0
_SILENCE_S = _APDU_S + worker.BEAT_S / 2  # the last beat is up to BEAT_S older than the APDU without an answer
_READ_S = 15.0


class CardDesk:
    """Turns the reader's messages into reports; `today` dates the check of a card's validity.

    `hsm` brings a 社会保障卡's question to the server that holds its keys, and calls back on the main loop; None when
    this terminal has none, whatever its reader's options say. `journal` holds the last failure's exchanges.
    """

    def __init__(
        self,
        choice: DeviceChoice,
        post: Post,
        tell: Callable[[Report], None],
        today: Callable[[], dt.date],
        hsm: AskHsm | None = None,
    ) -> None:
        self._post, self._tell, self._today, self._hsm = post, tell, today, hsm
        self.journal: tuple[str, ...] = ()
        self._order = 0  # counts the orders to read; answers to earlier ones are void
        self._visit: int | None = None  # the visit that waits for the present order's answer
        self._present = False
        self._personal = False
        self._hear: dict[str, Callable[..., None]] = {
            "present": self._inserted,
            "absent": self._removed,
            "unavailable": self._unavailable,
            "progress": self._answering(lambda visit, part: tell(ReadingProgress(visit, part))),
            "hint": self._answering(lambda visit, hint: tell(CardHint(visit, hint))),
            "ask": self._answering(self._ask),
            "reading": self._answering(self._read),
            "failed": self._answering(self._failed),
        }
        options = {key: value for key, value in choice.options.items() if key != "hsm" or hsm is not None}
        errand = (choice.driver, options)
        self._lane = ProcessLane(
            "card", post, worker.serve, errand, heard=self._heard, died=self._died, disposable=True
        )

    def read(self, errand: ReadCard) -> None:
        """Read the card that lies there; past a deadline (an APDU's, or the reading's) the process is replaced."""
        if not self._present:  # it left while the order was on its way
            self._post(lambda: self._tell(CardFailed(errand.visit, "card-withdrawn")))
            return
        self._order += 1
        self._visit, self._personal = errand.visit, True
        self._lane.expect(_READ_S, silence_s=_SILENCE_S)
        self._lane.say(("read", self._order, errand.key))

    def forget(self) -> None:
        """Replace the process when it has read a person: the next one remembers nobody.

        The card that may still lie there is not reported as laid down anew.
        """
        self._visit, self.journal = None, ()
        if self._personal:
            self._personal = False
            self._lane.renew()

    def close(self) -> None:
        """Stop the process."""
        self._lane.stop()

    def _heard(self, message: Any) -> None:  # noqa: ANN401 - a process pipe carries what it carries
        name, *values = message
        self._hear[name](*values)

    def _answering(self, hear: Callable[..., None]) -> Callable[..., None]:
        """Let only messages of the present order through."""

        def heard(order: int, *details: object) -> None:
            if self._visit is not None and order == self._order:
                hear(self._visit, *details)

        return heard

    def _inserted(self, mute: bool) -> None:  # noqa: FBT001 - the message's own field
        self._tell(ReaderChanged(""))
        if not self._present:  # a replaced process finds the same card again
            self._present = True
            self._tell(CardInserted(mute))

    def _removed(self) -> None:
        self._drop_order()
        self._tell(ReaderChanged(""))
        if self._present:
            self._present = False
            self._tell(CardRemoved())

    def _unavailable(self, code: str) -> None:
        self._drop_order()
        self._present = False
        self._tell(ReaderChanged(code))

    def _read(self, visit: int, reading: CardReading) -> None:
        self._drop_order()
        try:
            if staff := helper_of(reading):
                self._tell(HelperCame(visit, staff))
                return
            self._tell(CardRead(visit, identify(reading, self._today()), reading.imprint))
        except IdentityRefused as refusal:
            self._tell(CardFailed(visit, refusal.code))

    def _failed(self, visit: int, code: str, journal: tuple[str, ...]) -> None:
        self._drop_order()
        self.journal = journal
        self._tell(CardFailed(visit, code))

    def _ask(self, _visit: int, question: HolderQuestion) -> None:
        order = self._order

        def answered(answer: HolderAnswer | None) -> None:
            if self._visit is not None and order == self._order:
                self._lane.say(("answer", order, answer))

        if self._hsm is None:
            answered(None)
        else:
            self._hsm(question, answered)

    def _died(self) -> None:
        """Take a card that kept the process past its deadline for mute; the new process will say what lies there."""
        visit = self._visit
        if visit is None:
            self._unavailable("reader-gone")
        else:
            self._drop_order()
            self._tell(CardFailed(visit, "card-mute"))

    def _drop_order(self) -> None:
        """Wait no more for the present order's answer."""
        self._lane.met()
        self._visit = None
