"""The card process: watches one reader, reads the card when told to.

It lives in a process of its own because a mute card blocks for ever: the terminal then kills it and starts another.

To the parent: ("present", mute) · ("absent",) · ("unavailable", code) · ("progress", n, 0…1) ·
("reading", n, CardReading) · ("failed", n, code). From the parent: ("read", n) · ("stop",); hanging up stops too.
A parent should give each reading a deadline, renewed by every message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import CardGarbled, CardWithdrawn, DeviceError
from drivers.reading import read_card
from drivers.types import Absent, Present, Unavailable

if TYPE_CHECKING:
    from multiprocessing import connection

    from drivers.protocols import CardReader
    from drivers.types import Presence

__all__ = ["serve"]

_READINGS = 3  # one, and two more from the very beginning: what is half read is never taken up again
_COMMAND_SLICE_S = 0.1
_PRESENCE_SLICE_S = 0.5
_SETTLE_S = 0.45  # within which pcscd notices that a card which stopped talking has gone (it looks every 0.4 s)


def serve(link: connection.Connection, driver: str, options: dict[str, str]) -> None:
    """Serve the reader behind `driver` until told to stop. Raises UnknownDriver."""
    reader = open_device("readers", driver, options)
    try:
        _Worker(link, reader).serve()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone
    finally:
        reader.close()


class _Worker:
    def __init__(self, link: connection.Connection, reader: CardReader) -> None:
        self._link = link
        self._reader = reader
        self._presence: Presence | None = None

    def serve(self) -> None:
        """Listen to the parent while a card is in, else to the reader: each time to what comes next.

        The other one is looked after between slices, so that a removal is noticed at most 0.1 s late.
        """
        while True:
            card_in = isinstance(self._presence, Present)
            self._announce(self._reader.wait(0 if card_in else _PRESENCE_SLICE_S))
            if not self._link.poll(_COMMAND_SLICE_S if isinstance(self._presence, Present) else 0):
                continue
            match self._link.recv():
                case ("read", int(number)):
                    self._read(number)
                case ("stop",):
                    return

    def _announce(self, presence: Presence) -> None:
        if presence == self._presence:
            return
        self._presence = presence
        match presence:
            case Present(mute=mute):
                self._link.send(("present", mute))
            case Absent():
                self._link.send(("absent",))
            case Unavailable(code=code):
                self._link.send(("unavailable", code))

    def _read(self, number: int) -> None:
        """Read the whole card, again if it slipped or stuttered but is still the same one."""
        for left in reversed(range(_READINGS)):
            try:
                with self._reader.connect() as channel:
                    reading = read_card(channel, lambda part: self._link.send(("progress", number, part)))
            except (CardWithdrawn, CardGarbled) as error:
                now = self._reader.wait(_SETTLE_S if left and isinstance(error, CardWithdrawn) else 0)
                if left and isinstance(now, Present) and now == self._presence:
                    continue
                self._link.send(("failed", number, error.code))
                self._announce(now)
            except DeviceError as error:
                self._link.send(("failed", number, error.code))
            else:
                self._link.send(("reading", number, reading))
            return
