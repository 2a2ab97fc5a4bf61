"""The other side of pcscd's virtual reader (vsmartcard's vpcd): plugs a virtual card into a slot of it over TCP.

Each message is a 16-bit length and as many bytes. One byte is a control: 00 power off, 01 power on, 02 reset,
04 tell the ATR (the only one that is answered); more are a command APDU. Connected means inserted.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

from drivers.lab.cards.card import Faults, FaultyCard

if TYPE_CHECKING:
    from drivers.lab.cards.card import VirtualCard

__all__ = ["PORT", "PSAM_PORT", "PSAM_READER", "READER", "Insertion"]

READER, PORT = "Virtual PCD 00 00", 35963
PSAM_READER, PSAM_PORT = "Virtual PCD 00 01", 35964
_TELL_ATR = 4
_POWER = (0, 1, 2)
_CONNECT_S = 2.0
_RETRY_S = 0.1
_JOIN_S = 5.0
_HARMLESS = Faults()


class Insertion:
    """One card lying in the reader, from construction until it is pulled, by hand or by a fault.

    It stays in while pcscd restarts. `over` is set when it is out; `over_at` is then the monotonic time.
    """

    def __init__(self, card: VirtualCard, faults: Faults = _HARMLESS, port: int = PORT) -> None:
        self.over = threading.Event()
        self.over_at = float("inf")
        self._card = FaultyCard(card, faults)
        self._faults = faults
        self._port = port
        self._hand = threading.Lock()
        self._link: socket.socket | None = None
        self._thread = threading.Thread(target=self._lie, name="virtual-card", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Take the card out; returns when it is out."""
        self._end()
        self._thread.join(_JOIN_S)

    def _end(self) -> None:
        with self._hand:
            if not self.over.is_set():
                self.over_at = time.monotonic()
                self.over.set()
            if self._link is not None:
                with contextlib.suppress(OSError):  # the service may have closed it already
                    self._link.shutdown(socket.SHUT_RDWR)

    def _lie(self) -> None:
        while not self.over.is_set():
            with (
                contextlib.suppress(OSError),  # no service, or not any more
                socket.create_connection(("127.0.0.1", self._port), timeout=_CONNECT_S) as link,
            ):
                self._serve(link)
            self.over.wait(_RETRY_S)

    def _serve(self, link: socket.socket) -> None:
        with self._hand:
            if self.over.is_set():
                return
            self._link = link
        link.settimeout(None)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not self.over.is_set():
            answer = self._respond(_receive(link, int.from_bytes(_receive(link, 2), "big")))
            if answer and not self.over.is_set():
                link.sendall(len(answer).to_bytes(2, "big") + answer)

    def _respond(self, message: bytes) -> bytes:
        """Answer one message; nothing for power controls, for a card that is mute, and for one just pulled."""
        if message == bytes((_TELL_ATR,)):
            return self._card.atr
        if len(message) == 1 and message[0] in _POWER:
            self._card.reset()
            return b""
        number = self._card.number + 1
        if self._faults.pulls(number):
            self._end()
            return b""
        if self._faults.mutes(number):
            return b""
        self.over.wait(self._faults.slow_s)
        return self._card.answer(message)


def _receive(link: socket.socket, size: int) -> bytes:
    """Receive exactly `size` bytes. Raises ConnectionError when the service hangs up."""
    received = b""
    while len(received) < size:
        # vpcd sends length and payload apart, so Nagle's algorithm waits for our delayed acknowledgement: 44 ms
        # an APDU. Acknowledging at once takes it to 0.1 ms; the option does not stick.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = link.recv(size - len(received))
        if not part:
            raise ConnectionError
        received += part
    return received
