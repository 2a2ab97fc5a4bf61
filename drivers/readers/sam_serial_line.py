"""The serial line to a SAM_V module: one question, one answer, with a deadline; 8 data bits, no parity, 1 stop bit."""

from __future__ import annotations

import contextlib
import termios
import time
from typing import TYPE_CHECKING

import serial

from drivers.errors import CardGarbled, CardMute, ReaderGone
from drivers.readers.sam_serial_frames import Inbox, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.readers.sam_serial_frames import SamAnswer

__all__ = ["SamLine"]

_GAP_S = 0.25  # a frame comes in one go: after a longer pause it will not be completed
_QUIET_S, _IN_STEP_S = 0.03, 1.0
_WRITE_S = 1.0
_WHO, _WHO_SIZE = bytes.fromhex("12FF"), 16  # the module's number: no other answer is that long
_REFUSES = {0x21, 0x24, 0x60, 0x66}


class SamLine:
    """Opened by its first exchange, and again after it broke. For one thread at a time."""

    def __init__(self, device: str, baud: int) -> None:
        self._device = device
        self._baud = baud
        self._port: serial.Serial | None = None
        self._in_step = True
        self._who_owed = 0  # questions for the number whose answers may still come

    @property
    def is_open(self) -> bool:
        """Whether the device is open (which does not prove that anybody listens there)."""
        return self._port is not None

    def exchange(self, command: bytes, deadline_s: float) -> SamAnswer:
        """Send one command and return its answer.

        Raises CardMute when nothing came in time, CardGarbled for noise or half a frame, ReaderGone when the device
        cannot be opened or is gone; what comes late after one of them is never taken for the answer to the next.
        """
        with self._guarded() as port:
            if not self._in_step or port.in_waiting:
                self._fall_in(port)
            self._in_step = False
            self._who_owed += command == _WHO
            port.write(frame(command))
            answer = self._answer(port, Inbox(), time.monotonic() + deadline_s)
            self._in_step, self._who_owed = True, 0
            return answer

    def close(self) -> None:
        """Close the device, if it is open."""
        port, self._port = self._port, None
        if port is not None:
            with contextlib.suppress(OSError, termios.error):
                port.close()

    def _answer(self, port: serial.Serial, inbox: Inbox, end: float) -> SamAnswer:
        if (answer := inbox.take(b"")) is not None:  # came together with the one before
            return answer
        while (left_s := end - time.monotonic()) > 0:
            port.timeout = min(left_s, _GAP_S) if inbox.begun else left_s
            part = port.read(max(1, port.in_waiting))
            if not part:
                break
            if (answer := inbox.take(part)) is not None:
                return answer
        if inbox.touched:
            raise CardGarbled("no answer in what came, or half of one")
        raise CardMute("no answer from the SAM_V module")

    def _fall_in(self, port: serial.Serial) -> None:
        """Get in step again: throw away what came late, up to the answer to a question that no other is like.

        The module works on one command after the other, so nothing late can come after that. Where the late one is
        that very question, each of them is waited for.
        """
        port.timeout = _QUIET_S
        end = time.monotonic() + _IN_STEP_S
        inbox = Inbox()
        while (part := port.read(max(1, port.in_waiting))) and time.monotonic() < end:
            late = inbox.take(part)
            self._who_owed -= late is not None and len(late.body) == _WHO_SIZE
        self._who_owed = max(0, self._who_owed) + 1
        port.write(frame(_WHO))
        self._await_number(port, Inbox(), end)
        self._who_owed = 0

    def _await_number(self, port: serial.Serial, inbox: Inbox, end: float) -> None:
        seen = 0
        while seen < self._who_owed:
            try:
                answer = self._answer(port, inbox, end)
            except (CardMute, CardGarbled):
                if seen:  # an earlier answer was lost: nothing came for a whole second
                    return
                raise
            seen += len(answer.body) == _WHO_SIZE or answer.status in _REFUSES

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[serial.Serial]:
        """Give the open port; whatever breaks it closes it."""
        try:
            if self._port is None:
                self._port = serial.Serial(
                    self._device, self._baud, timeout=_QUIET_S, write_timeout=_WRITE_S, exclusive=True
                )
            yield self._port
        except (OSError, termios.error) as broken:  # pyserial's own errors are OSErrors
            self.close()
            raise ReaderGone("the serial device of the SAM_V module is not there") from broken
