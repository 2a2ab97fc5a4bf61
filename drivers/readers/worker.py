"""The card process: watches one reader, reads the card when told to, and has no memory of its own to put in order.

It lives in a process of its own because a mute card blocks for ever: the terminal then kills it and starts another.

To the parent: ("present", mute) · ("absent",) · ("unavailable", code) · ("progress", n, 0…1) ·
("hint", n, "hold-still" | "wrong-way") · ("ask", n, HolderQuestion) · ("reading", n, CardReading without its photo) ·
("failed", n, code, journal). From the parent: ("read", n, DocumentKey | None) · ("answer", n, HolderAnswer | None) ·
("stop",); hanging up stops too, and so may SIGTERM at any moment.

While a card is read, the parent hears something at least every BEAT_S as long as the card answers: one that is silent
for a whole APDU deadline has met a mute card. While no card is in, orders are not looked at: the process sleeps in the
reader's driver, and those that came too late fail before the next card is told.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.discovery import card_profiles, open_device
from drivers.errors import CardGarbled, CardMute, CardWithdrawn, DeviceError, ReaderGone
from drivers.journal import ApduJournal
from drivers.protocols import HolderAnswer
from drivers.readers.aids import aids_for
from drivers.reading import Watch, read_in
from drivers.types import Absent, DocumentKey, Present, Unavailable

if TYPE_CHECKING:
    from multiprocessing import connection

    from drivers.errors import CardError
    from drivers.protocols import CardReader, HolderQuestion, ReadingAids
    from drivers.types import Presence

__all__ = ["BEAT_S", "serve"]

BEAT_S = 0.1
_COMMAND_SLICE_S = 0.04  # how late a removal may be noticed
_AWAKE_S = 5.0  # after a card came or was read: then orders come at once or, while somebody fills in a form, not at all
_DROWSY_S = 0.25  # how late an order may then be heard
_IDLE_S = 60.0
_HSM_S = 5.0
_HUNG_UP = (EOFError, BrokenPipeError, ConnectionResetError)
_TOLD_TAIL = 32  # exchanges of the journal that go with a failure


def serve(link: connection.Connection, driver: str, options: dict[str, str]) -> None:
    """Serve the reader behind `driver` until told to stop. Raises UnknownDriver."""
    reader = open_device("readers", driver, options)
    try:
        _Worker(link, reader, options).serve()
    except _HUNG_UP:
        return  # the parent has gone
    finally:
        reader.close()


class _Worker:
    def __init__(self, link: connection.Connection, reader: CardReader, options: dict[str, str]) -> None:
        self._link = link
        self._reader = reader
        self._options = options
        self._presence: Presence | None = None
        self._found: Presence | None = None
        self._number = 0
        self._part = 0.0
        self._told_at = 0.0
        self._drowsy_at = 0.0
        self._aids: ReadingAids | None = None
        self._journal = ApduJournal()

    def serve(self) -> None:
        """Listen to the parent while a card has just come, else to the reader: each time to what comes next."""
        self._announce(self._reader.wait(0))
        card_profiles()  # loaded while nobody waits for them
        while True:
            card_in = isinstance(self._presence, Present)
            drowsy = card_in and time.monotonic() > self._drowsy_at
            if card_in and self._link.poll(0 if drowsy else _COMMAND_SLICE_S):
                self._obey()
            now = self._reader.wait(_DROWSY_S if drowsy else 0 if card_in else _IDLE_S)
            while not card_in and self._link.poll(0):
                self._obey()
            self._announce(now)

    def _announce(self, presence: Presence) -> None:
        if presence == self._presence:
            return
        self._presence = presence
        self._drowsy_at = time.monotonic() + _AWAKE_S
        match presence:
            case Present(mute=mute):
                self._link.send(("present", mute))
            case Absent():
                self._link.send(("absent",))
            case Unavailable(code=code):
                self._link.send(("unavailable", code))

    def _obey(self) -> None:
        """Take one order. Raises EOFError to stop."""
        match self._link.recv():
            case ("read", int(number), (None | DocumentKey()) as key):
                self._read(number, key)
            case ("stop",):
                raise EOFError

    def _read(self, number: int, key: DocumentKey | None) -> None:
        """Read the whole card, again if it slipped or stuttered but is still the same one."""
        self._number, self._part, self._found = number, 0.0, None
        self._journal.clear()
        self._tell("progress", 0.0)
        self._aids = self._aids or aids_for(self._options, self._reader, self._ask)
        watch = Watch(progress=self._progress, sending=self._beat, again=self._again, journal=self._journal)
        try:
            self._check_presence()
            reading = read_in(self._reader, replace(self._aids, key=key), watch)
        except DeviceError as error:
            self._tell("failed", error.code, self._journal.tail(_TOLD_TAIL))
        except _HUNG_UP:
            raise
        except Exception as error:  # noqa: BLE001 - what nobody foresaw may hold a name: only its kind leaves the process
            self._tell("failed", CardGarbled.code, (*self._journal.tail(_TOLD_TAIL), type(error).__name__))
        else:
            self._tell("reading", replace(reading, photo=None))
        self._drowsy_at = time.monotonic() + _AWAKE_S
        if self._found is not None:
            self._announce(self._found)

    def _check_presence(self) -> None:
        """Refuse to read what is known not to answer. Raises CardWithdrawn, CardMute, ReaderGone."""
        match self._presence:
            case Present(mute=True):
                self._tell("hint", "wrong-way")
                raise CardMute("no answer to reset")
            case Present():
                return
            case Unavailable():
                raise ReaderGone("no reader when the order came")
            case _:
                raise CardWithdrawn("no card when the order came")

    def _again(self, _error: CardError) -> bool:
        """Whether the card that failed still lies there: asked at once, so that who holds it hears of it at once.

        A card that was pulled may still seem to be there (pcscd looks every 0.4 s); it then fails again at once.
        """
        self._found = self._reader.wait(0)
        if self._found != self._presence:
            return False
        self._tell("hint", "hold-still")
        return True

    def _ask(self, question: HolderQuestion) -> HolderAnswer | None:
        """Have the parent ask the HSM; None when it does not know or takes too long. Raises EOFError to stop."""
        self._tell("ask", question)
        end = time.monotonic() + _HSM_S
        while (left_s := end - time.monotonic()) > 0:
            if not self._link.poll(min(left_s, BEAT_S)):
                self._beat()
                continue
            match self._link.recv():
                case ("answer", self._number, (None | HolderAnswer()) as answer):
                    return answer
                case ("stop",):
                    raise EOFError
        return None

    def _progress(self, part: float) -> None:
        self._part = part
        self._beat()

    def _beat(self) -> None:
        """Tell that the process lives, and how far it is: at most every BEAT_S, for a card has many APDUs."""
        if time.monotonic() - self._told_at >= BEAT_S:
            self._tell("progress", self._part)

    def _tell(self, kind: str, *details: object) -> None:
        self._link.send((kind, self._number, *details))
        self._told_at = time.monotonic()
