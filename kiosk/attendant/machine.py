"""The attendant: holds the one State, looks the handler up, becomes the next state and sends the errands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from kiosk.attendant import drafting, forgotten, interrupts
from kiosk.attendant.events import (
    Again,
    Answered,
    Back,
    Begin,
    Browse,
    Choose,
    Finish,
    Intent,
    Leave,
    Rated,
    Stay,
    TakeList,
    TakeSheets,
    Tick,
)
from kiosk.attendant.ordering import hands_elsewhere
from kiosk.attendant.table import TABLE
from kiosk.attendant.turn import Context, Policy, Turn
from kiosk.domain.errands import ClearExit, Forget, Note
from kiosk.domain.reports import (
    Admission,
    CardInserted,
    CardRemoved,
    ExitChanged,
    IntakeChanged,
    LineChanged,
    PrintEnded,
    PrinterChanged,
    ReaderChanged,
)
from kiosk.domain.state import CardLeft, Farewell, Health, OutOfService, Rating, State, TakingCard, Welcoming

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.answers import Answer
    from kiosk.domain.errands import Errand
    from kiosk.domain.reports import Report
    from kiosk.journeys.catalogue import Catalogue
    from kiosk.journeys.protocol import Moment
    from kiosk.journeys.walk import Walk

__all__ = ["Attendant"]

_TAPS = tuple(intent for intent in get_args(Intent) if intent is not Tick)
_EXITS = {"taken": "receipt-taken", "retracted": "receipt-retracted"}
_IMPERSONAL = (Welcoming, Farewell, Rating, TakingCard, CardLeft, OutOfService)


class Attendant:
    """Serves one person at a time; every method is called on the main loop.

    `send` takes errands for others to do, `publish` shows the state; `clock` is monotonic seconds.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        walk: Walk,
        moment: Callable[[], Moment],
        *,
        send: Callable[[Errand], None],
        publish: Callable[[State, Health], None],
        clock: Callable[[], float],
        policy: Policy | None = None,
    ) -> None:
        self._cx = Context(catalogue, walk, moment, policy or Policy())
        self._send, self._publish, self._clock = send, publish, clock
        self._state: State = Welcoming()
        self._health = Health()
        self._touched = clock()

    @property
    def state(self) -> State:
        """What the terminal is doing."""
        return self._state

    @property
    def visit(self) -> int:
        """The number of the present visit; answers to earlier ones are dropped."""
        return self._cx.visit

    def renew(self, catalogue: Catalogue) -> None:
        """Serve by this catalogue from now on; a run that has begun keeps the item it began with."""
        self._cx.catalogue = catalogue

    # What people do. The glass calls nothing else.

    def begin(self) -> None:
        """Leave the attract screen."""
        self._do(Begin())

    def browse(self, category: str) -> None:
        """Show home ("") or a list of services."""
        self._do(Browse(category))

    def choose(self, item_id: str) -> None:
        """Choose a service item."""
        self._do(Choose(item_id))

    def answer(self, answer: Answer) -> None:
        """Answer the step on the screen."""
        self._do(Answered(answer))

    def rate(self, level: int) -> None:
        """Rate, 5 best; 0 skips."""
        self._do(Rated(level))

    def back(self) -> None:
        """Go one step back."""
        self._do(Back())

    def leave(self) -> None:
        """End the visit."""
        self._do(Leave())

    def stay(self) -> None:
        """Go on after the idle warning."""
        self._do(Stay())

    def again(self) -> None:
        """Print again, or try again."""
        self._do(Again())

    def list_missing(self) -> None:
        """Print the list of what is missing."""
        self._do(TakeList())

    def sheets(self) -> None:
        """Print the A4 papers of the case."""
        self._do(TakeSheets())

    def finish(self) -> None:
        """Give the card back and rate."""
        self._do(Finish())

    def reads_large(self, large: bool) -> None:  # noqa: FBT001 - a wish by itself
        """Know that this person reads large type: papers come in it too."""
        self._cx.large = large

    def touched(self) -> None:
        """Somebody is here."""
        self._touched = self._clock()

    # What others report.

    def tell(self, report: Report) -> None:
        """Take a report; one that belongs to an earlier visit is dropped here and nowhere else."""
        self._watch_exit(report)
        if getattr(report, "visit", self._cx.visit) != self._cx.visit:
            return
        match report:
            case CardInserted():
                self._cx.card_present = True
            case CardRemoved():
                self._cx.card_present = False
            case ReaderChanged(code):
                self._reader(code)
                return
            case PrinterChanged(code, low, left):
                self._know(replace(self._health, printer=code, printer_low=low, receipts_left=left))
                return
            case IntakeChanged(code):
                self._cx.intake_closed = bool(code)
                self._know(replace(self._health, intake=code))
                return
            case LineChanged(online):
                self._know(replace(self._health, online=online))
                return
            case Admission(admitted):
                self._admit(admitted)
                return
            case _:
                pass
        self._handle(report)

    def tick(self) -> None:
        """Count one second."""
        self._cx.seconds += 1
        if hands_elsewhere(self._state):
            self.touched()
        idle = self._clock() - self._touched
        warning = interrupts.idle_watched(self._cx, self._state, idle)
        if warning is not None:
            self._become(Turn(warning))
        else:
            self._handle(Tick(idle))

    def fail(self, code: str) -> None:
        """Something broke that nobody foresaw: drop the visit and say so."""
        self._become(Turn(OutOfService(code)))

    def _do(self, intent: Intent) -> None:
        self.touched()
        self._handle(intent)

    def _handle(self, event: Intent | Report) -> None:
        handler = TABLE.get((type(self._state), type(event)))
        if handler is not None:
            self._become(handler(self._cx, self._state, event))
        elif isinstance(event, _TAPS):
            self._send(Note(self._cx.visit, "step-refused", _kebab(type(self._state))))

    def _admit(self, admitted: bool) -> None:  # noqa: FBT001 - a fact by itself
        """Serve nobody new while the centre has shut this terminal out; who is here comes to the end."""
        known, self._cx.shut_out = not self._cx.shut_out, not admitted
        if admitted != known and isinstance(self._state, Welcoming | OutOfService):
            self._become(Turn(Welcoming()))

    def _reader(self, code: str) -> None:
        if bool(code) != bool(self._health.reader):
            self._send(Note(self._cx.visit, "device-lost" if code else "device-well", code))
        self._know(replace(self._health, reader=code))
        self._cx.reader_lost = bool(code)
        if code and self._cx.card_present:
            self.tell(CardRemoved())

    def _watch_exit(self, report: Report) -> None:
        """Know whether a paper waits at the exit, whoever's visit it is."""
        if isinstance(report, PrintEnded) and report.waits:
            self._know(replace(self._health, paper_waits=True))
        elif isinstance(report, ExitChanged):
            self._know(replace(self._health, paper_waits=False))
            self._send(Note(report.visit, _EXITS[report.where]))

    def _know(self, health: Health) -> None:
        if health != self._health:
            self._health = health
            self._publish(self._state, health)

    def _become(self, turn: Turn) -> None:
        """Become the next state: the only assignment of the state, and the only publication of one."""
        turn = drafting.followed(self._cx, self._state, forgotten.checked(self._cx, turn))
        if self._cx.shut_out and isinstance(turn.state, Welcoming):
            turn = replace(turn, state=OutOfService("platform-revoked"))
        before, self._state = self._state, turn.state
        for errand in turn.errands:
            self._send(errand)
        if before is turn.state or before == turn.state:
            return
        if _phase(before) != _phase(turn.state):
            self._cx.seconds = 0
            self._cross(before)
        self._publish(self._state, self._health)

    def _cross(self, before: State) -> None:
        """Wipe when a person's states are left; end the visit when nothing of it is still on the way."""
        if not isinstance(before, _IMPERSONAL) and isinstance(self._state, _IMPERSONAL):
            self._cx.kept, self._cx.imprint = (), b""
            self._send(Forget(self._cx.visit))
        if isinstance(self._state, Welcoming):
            self._cx.large = False
        if isinstance(self._state, Welcoming | CardLeft) and self._health.paper_waits:
            self._send(ClearExit(self._cx.visit))
        if _open(before) and not _open(self._state):
            self._send(Note(self._cx.visit, "visit-ended"))
            self._cx.visit += 1
            self._cx.alone()
        elif _open(self._state) and not _open(before):
            self._touched = self._clock()
            self._send(Note(self._cx.visit, "visit-began"))


def _kebab(kind: type) -> str:
    """Return a state's name as the audit journal writes it."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


def _phase(state: State) -> tuple[type, str]:
    """Tell states apart that count their own seconds."""
    return type(state), getattr(state, "phase", getattr(state, "how", ""))


def _open(state: State) -> bool:
    """Tell whether reports of this visit are still awaited."""
    return not isinstance(state, _IMPERSONAL) or (isinstance(state, Farewell) and state.how == "printing")
