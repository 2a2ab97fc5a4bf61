"""A receipt printer on TCP, as the terminal sees one: it answers status bytes, takes ESC/POS and shows its paper.

Like a real one it obeys real-time commands at once, wherever they stand, holds what it cannot print and prints it
when mended - unless it was told to forget it.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from drivers.lab.escpos_paper import Press
from drivers.lab.printer_stream import RealTimeScanner, next_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drivers.lab.escpos_paper import Paper
    from drivers.lab.printer_stream import Command

__all__ = ["LabPrinter"]

_GARBAGE = b"\xff\x80\xa5"
_USAGE = (
    "printer paper-out | refill | near-end | paper-out-at MM | cover-open | cover-close | cutter | head-hot | "
    "offline | mend | silent | garbage | talk | take"
)
# Answers to DLE EOT 1-4 when well, and the bits that a fault adds (Epson ESC/POS reference).
_WELL = (0x12, 0x12, 0x12, 0x12)
_BITS = {
    "paper-out": (0x08, 0x20, 0x00, 0x6C),
    "near-end": (0x00, 0x00, 0x00, 0x0C),
    "cover-open": (0x08, 0x04, 0x00, 0x00),
    "cutter": (0x08, 0x40, 0x08, 0x00),
    "head-hot": (0x08, 0x40, 0x40, 0x00),
    "offline": (0x08, 0x00, 0x00, 0x00),
}


class LabPrinter:
    """One printer on the loopback; fits drivers.lab.device.LabDevice. `speed_mm_s` 0 prints at once."""

    _MENDS: ClassVar[dict[str, frozenset[str]]] = {
        "refill": frozenset({"paper-out", "near-end"}),
        "cover-close": frozenset({"cover-open"}),
        "mend": frozenset(_BITS),
    }

    def __init__(self, port: int = 0, *, speed_mm_s: float = 150.0) -> None:
        self._port = port
        self._speed = speed_mm_s
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._faults: set[str] = set()
        self._manner = "talk"
        self._rows_left: int | None = None
        self._buffer = b""
        self._purges = 0
        self._press = Press()
        self._tray: list[Paper] = []
        self._printed = 0
        self._listener: socket.socket | None = None
        self._peer: socket.socket | None = None
        self._threads: list[threading.Thread] = []

    def start(self) -> dict[str, str]:
        """Listen on 127.0.0.1; return the address for the terminal's printer options."""
        self._stopped.clear()
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        for work in (self._serve, self._print):
            thread = threading.Thread(target=work, name=f"lab-printer{work.__name__}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return {"printer.address": self.address}

    @property
    def address(self) -> str:
        """Where it listens once started."""
        return f"tcp://127.0.0.1:{self._port}"

    def stop(self) -> None:
        """Close the line and wait until nothing moves any more."""
        with self._changed:
            self._stopped.set()
            self._changed.notify_all()
            for end in (self._listener, self._peer):
                if end is not None:
                    with suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Do what a hand, or a fault, would do to it; return the state. Raises ValueError with the usage."""
        with self._changed:
            match list(words):
                case [fault] if fault in _BITS:
                    self._faults.add(fault)
                case [cure] if cure in self._MENDS:
                    self._faults -= self._MENDS[cure]
                    self._rows_left = None
                case ["paper-out-at", millimetres] if millimetres.isdecimal():
                    self._rows_left = int(millimetres) * 8
                case ["silent" | "garbage" | "talk" as manner]:
                    self._manner = manner
                case ["take"]:
                    self._tray.clear()
                case _:
                    raise ValueError(_USAGE)
            self._changed.notify_all()
        return self.state()

    def state(self) -> dict[str, object]:
        """Return what is wrong, how it answers, and how much paper it gave."""
        with self._changed:
            return {
                "conditions": sorted(self._faults),
                "manner": self._manner,
                "printed": self._printed,
                "tray": len(self._tray),
                "hanging_mm": self._press.strip_rows // 8,
                "held_bytes": len(self._buffer),
            }

    def papers(self) -> list[Paper]:
        """Return the pieces in the tray, oldest first."""
        with self._changed:
            return list(self._tray)

    # -- the line: one terminal at a time, real-time commands as they arrive

    def _serve(self) -> None:
        listener = self._listener
        while listener is not None and not self._stopped.is_set():
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                with self._changed:
                    self._peer = None if self._stopped.is_set() else peer
                if self._peer is not None:
                    self._listen(peer)
                with self._changed:
                    self._peer = None

    def _listen(self, peer: socket.socket) -> None:
        scanner = RealTimeScanner()
        with suppress(OSError):
            while data := peer.recv(65536):
                for piece, real_time in scanner.feed(data):
                    with self._changed:
                        self._buffer += piece
                        self._obey_now(real_time)
                        self._changed.notify_all()

    def _obey_now(self, real_time: bytes) -> None:
        match real_time[:2]:
            case b"\x10\x04":
                query = real_time[2] - 1
                bits = [_BITS[fault][query] for fault in self._faults]
                self._say(bytes((_WELL[query] | _any_of(bits),)))
            case b"\x10\x05":
                self._forget()
            case b"\x10\x14":
                self._forget()
                self._say(b"\x37\x25\x00")

    def _forget(self) -> None:
        self._buffer = b""
        self._purges += 1
        self._press.reset()

    def _say(self, answer: bytes) -> None:
        if self._peer is None or self._manner == "silent":
            return
        with suppress(OSError):
            self._peer.sendall(answer if self._manner == "talk" else _GARBAGE)

    # -- the mechanism: commands in order, rows one by one, held while something is in the way

    def _print(self) -> None:
        while (taken := self._take()) is not None:
            command, raw, purges = taken
            self._press.note(raw)
            self._move(command, purges)
            with self._changed:
                if purges == self._purges:
                    self._finish(command)

    def _take(self) -> tuple[Command, bytes, int] | None:
        with self._changed:
            found = None
            while self._blocked() or (found := next_command(self._buffer)) is None:
                if self._stopped.is_set():
                    return None
                self._changed.wait()
            command, length = found
            raw, self._buffer = self._buffer[:length], self._buffer[length:]
            return command, raw, self._purges

    def _move(self, command: Command, purges: int) -> None:
        """Put the rows of one command on paper, at the speed of the motor."""
        count = 0
        for row in self._press.rows(command):
            with self._changed:
                self._changed.wait_for(self._may_go_on(purges))
                if self._stopped.is_set() or purges != self._purges:
                    return
                self._press.put(row)
                count += 1
                self._wear()
        if self._speed:
            self._stopped.wait(count / 8 / self._speed)

    def _may_go_on(self, purges: int) -> Callable[[], bool]:
        return lambda: self._stopped.is_set() or purges != self._purges or not self._blocked()

    def _wear(self) -> None:
        if self._rows_left is not None:
            self._rows_left -= 1
            if self._rows_left <= 0:
                self._faults.add("paper-out")

    def _blocked(self) -> bool:
        return bool(self._faults - {"near-end"})

    def _finish(self, command: Command) -> None:
        name, data = command
        if name == b"\x1dV" and (paper := self._press.cut()) is not None:
            self._tray.append(paper)
            self._printed += 1
        elif name == b"\x1dr":
            self._say(b"\x03" if "near-end" in self._faults else b"\x00")
        elif name == b"\x1d(" and data[:1] == b"H" and data[3:5] == b"00":
            self._say(b"\x37\x22" + data[5:9] + b"\x00")


def _any_of(bits: Sequence[int]) -> int:
    joined = 0
    for mask in bits:
        joined |= mask
    return joined
