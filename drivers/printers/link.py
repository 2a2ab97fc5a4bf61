"""Bytes to and from a printer with a deadline on each: a TCP socket or a character device, behind one class.

python-escpos's own connection classes are not used: Network has one time-out for connecting, writing and reading
(60 s unless told), leaves its socket open when connecting fails and writes to the root log; File cannot read and
Usb waits for ever. Here every call is bounded and a link has exactly one owner.
"""

from __future__ import annotations

import fcntl
import os
import select
import socket
import time
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from drivers.errors import PrinterGone

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Link", "open_link"]

_DEFAULT_PORT = 9100


def open_link(address: str, deadline_s: float) -> Link:
    """Connect to `tcp://HOST[:PORT]` (9100) or open `file:PATH` (such as /dev/usb/lp0).

    Raises PrinterGone when nobody is there or somebody else owns the device, ValueError for another address.
    """
    parts = urlsplit(address)
    try:
        match parts.scheme:
            case "tcp" if parts.hostname:
                peer = (parts.hostname, parts.port or _DEFAULT_PORT)
                connection = socket.create_connection(peer, timeout=deadline_s)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.settimeout(0)
                return Link(connection.detach())
            case "file" if parts.path:
                return Link(_open_owned(parts.path))
    except OSError as error:
        raise PrinterGone(f"the printer cannot be reached: {error.strerror or 'timed out'}") from error
    raise ValueError("a printer's address is tcp://HOST:PORT or file:PATH")


def _open_owned(path: str) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


class Link:
    """A non-blocking descriptor; fits drivers.protocols.Transport and `with`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes, deadline_s: float) -> None:
        """Send all of `data`. Raises PrinterGone when the printer does not take it in time."""
        until = time.monotonic() + deadline_s
        rest = memoryview(data)
        while rest:
            if not self._ready(select.POLLOUT, until):
                raise PrinterGone("the printer stopped taking data")
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise PrinterGone("the connection broke while writing") from error

    def read(self, size: int, deadline_s: float) -> bytes:
        """Return what has come, at most `size` bytes; b"" when the deadline passes. Raises PrinterGone at the end."""
        if not self._ready(select.POLLIN, time.monotonic() + deadline_s):
            return b""
        try:
            data = os.read(self._descriptor, size)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise PrinterGone("the connection broke while reading") from error
        if not data:
            raise PrinterGone("the printer closed the connection")
        return data

    def close(self) -> None:
        """Drop the connection; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, event: int, until: float) -> bool:
        if self._descriptor < 0:
            raise PrinterGone("the connection is closed")
        waiter = select.poll()
        waiter.register(self._descriptor, event)
        left_ms = max(0, round((until - time.monotonic()) * 1000))
        return bool(waiter.poll(left_ms))
