"""The two wires on which a lab printer can hang: a TCP port of loopback, and a serial line (a pseudo-terminal)."""

from __future__ import annotations

import os
import select
import shutil
import socket
import tempfile
import threading
import tty
from contextlib import suppress
from pathlib import Path
from typing import Protocol

__all__ = ["Host", "SerialWire", "TcpWire", "Wire"]

_XON, _XOFF = b"\x11", b"\x13"
_LOOK_S = 0.02
_MOST = 4096
_LONGEST = 10  # bytes of a real-time command


class Host(Protocol):
    """What a wire needs of the printer on it."""

    def room(self, wait_s: float) -> int:
        """Return how many bytes it takes now, waiting at most `wait_s` while that is none."""

    def urgent(self, head: bytes) -> int:
        """Return how many bytes at the head of what waits are a real-time command: those are taken even then."""

    def stuck(self) -> bool:
        """Whether there is no room and hands are needed to make some."""

    def heard(self, data: bytes) -> None:
        """Take bytes that came."""

    def overheard(self, data: bytes) -> None:
        """Obey the real-time commands among bytes for which there is no room; the rest is lost."""

    def rest(self, seconds: float) -> None:
        """Let the time pass that the wire needs for what it brings; over at once when the printer stops."""

    def hung_up(self) -> None:
        """Learn that a terminal has gone."""


class Wire(Protocol):
    """One way to reach the printer; `run` serves it on the caller's thread until `close`."""

    def open(self) -> str:
        """Be reachable; return the address."""

    def run(self, host: Host) -> None:
        """Bring what comes, a piece at a time."""

    def send(self, data: bytes) -> None:
        """Send to whoever is there; it is lost where nobody is."""

    def drop(self) -> None:
        """Break the link that is open now, as a power cut does."""

    def close(self) -> None:
        """Be reachable no longer; `run` ends."""

    def release(self) -> None:
        """Leave nothing behind, once `run` has ended."""


class TcpWire:
    """Port 9100 of the lab: one terminal at a time, and a small window, so that a full printer is felt at once."""

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._listener: socket.socket | None = None
        self._peer: socket.socket | None = None
        self._turn = threading.Lock()

    def open(self) -> str:
        """Listen on 127.0.0.1; a second time on the same port."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * _MOST)
        self._port = self._listener.getsockname()[1]
        return f"tcp://127.0.0.1:{self._port}"

    def run(self, host: Host) -> None:
        """Serve one terminal after the other."""
        listener = self._listener
        while listener is not None:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with peer:
                self._hold(peer)
                with suppress(OSError):
                    while data := self._next(peer, host):
                        with self._turn:
                            if self._peer is peer:
                                host.heard(data)
                self._hold(None)
                host.hung_up()

    def send(self, data: bytes) -> None:
        """Send; nobody there, or a terminal that reads nothing, is no concern of a printer."""
        with suppress(OSError):
            if (peer := self._peer) is not None:
                peer.sendall(data)

    def drop(self) -> None:
        """Close the connection; of what came over it nothing more is brought."""
        with self._turn, suppress(OSError):
            peer, self._peer = self._peer, None
            if peer is not None:
                peer.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection and the port."""
        self.drop()
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
            self.drop()

    def release(self) -> None:
        """Do nothing more."""

    def _hold(self, peer: socket.socket | None) -> None:
        with self._turn:
            self._peer = peer
            if peer is not None and self._listener is None:
                with suppress(OSError):
                    peer.shutdown(socket.SHUT_RDWR)

    def _next(self, peer: socket.socket, host: Host) -> bytes:
        """Return the next piece; b"" when the terminal is gone.

        A full printer takes real-time commands and leaves the rest on the line. Where it is stuck, another one that
        waits at the door takes over: a terminal that went away cannot even say so, its goodbye queues behind its data.
        """
        while not (room := host.room(_LOOK_S)):
            event = select.poll()
            event.register(peer, select.POLLIN | select.POLLRDHUP)
            if self._listener is not None and host.stuck():
                event.register(self._listener, select.POLLIN)
            seen = dict(event.poll(0))
            if peer.fileno() in seen and (urgent := host.urgent(peer.recv(_LONGEST, socket.MSG_PEEK))):
                return peer.recv(urgent)
            if seen.keys() - {peer.fileno()} or seen.get(peer.fileno(), 0) & select.POLLRDHUP:
                return b""
        return peer.recv(min(room, _MOST))


class SerialWire:
    """A serial line with a speed. The name in the address stays; `flow` is rtscts, xonxoff or none.

    A pseudo-terminal has no wires for RTS and CTS: what is not taken waits in it, as behind a dropped CTS. While a
    fault keeps the buffer full it goes on reading, as such printers do to hear real-time commands, and loses the rest.
    """

    def __init__(self, baud: int = 115_200, flow: str = "rtscts") -> None:
        self._baud = baud
        self._flow = flow
        self._folder: Path | None = None
        self._ends: tuple[int, int] | None = None
        self._wake: tuple[int, int] | None = None

    def open(self) -> str:
        """Plug it in."""
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-printer-"))
        near, far = os.openpty()
        tty.setraw(far)
        os.set_blocking(near, False)
        self._ends, self._wake = (near, far), os.pipe()
        (self._folder / "printer").symlink_to(os.ttyname(far))
        return f"serial:{self._folder / 'printer'}?baud={self._baud}&flow={self._flow}"

    def run(self, host: Host) -> None:
        """Take ten bits a byte at the line's speed."""
        if self._ends is None or self._wake is None:
            return
        near, wake = self._ends[0], self._wake[0]
        told_to_wait = False
        while not select.select([wake], [], [], 0)[0]:
            room = host.room(_LOOK_S)
            if self._flow == "xonxoff" and told_to_wait != (not room):
                told_to_wait = not room
                self.send(_XOFF if told_to_wait else _XON)
            if not room and not host.stuck():
                continue
            if near in select.select([near, wake], [], [], None if room else _LOOK_S)[0]:
                data = os.read(near, max(1, min(room or _MOST, self._baud // 500)))
                host.rest(len(data) * 10 / self._baud)
                (host.heard if room else host.overheard)(data)

    def send(self, data: bytes) -> None:
        """Send; what a terminal does not fetch in time is lost."""
        if self._ends is not None:
            with suppress(OSError):
                os.write(self._ends[0], data)

    def drop(self) -> None:
        """Do nothing: a serial line has no link that could break."""

    def close(self) -> None:
        """Wake `run` up for the last time."""
        if self._wake is not None:
            os.close(self._wake[1])
            self._wake = (self._wake[0], -1)

    def release(self) -> None:
        """Leave nothing behind, once `run` has ended."""
        if self._ends is not None and self._wake is not None:
            for end in (*self._ends, self._wake[0]):
                os.close(end)
            self._ends = self._wake = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
