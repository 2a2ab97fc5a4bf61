"""Bytes to and from a printer with a deadline on each: a TCP socket or a device, behind one class.

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

from drivers.errors import PrinterGone

if TYPE_CHECKING:
    from types import TracebackType

    from drivers.printers.address import Address

__all__ = ["Link", "open_device_file", "open_tcp"]

_IDLE_S = 0.01


def open_tcp(address: Address, deadline_s: float) -> Link:
    """Connect to a network printer. Raises PrinterGone when nobody is there in time."""
    try:
        connection = socket.create_connection((address.host, address.port), timeout=deadline_s)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(0)
    except OSError as error:
        raise PrinterGone(f"the printer cannot be reached: {error.strerror or 'timed out'}") from error
    return Link(connection.detach())


def open_device_file(path: str, *, idles: bool = False) -> Link:
    """Open a character device such as /dev/usb/lp0, alone. Raises PrinterGone when it is not there or taken.

    `idles`: the device answers a reader "nothing" at any time (usblp), which elsewhere means that it hung up.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise
    except OSError as error:
        raise PrinterGone(f"the printer's device cannot be opened: {error.strerror}") from error
    return Link(descriptor, idles=idles)


class Link:
    """A non-blocking descriptor; fits drivers.protocols.Transport and `with`."""

    def __init__(self, descriptor: int, *, idles: bool = False) -> None:
        self._descriptor = descriptor
        self._idles = idles

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
        until = time.monotonic() + deadline_s
        while events := self._ready(select.POLLIN, until):
            try:
                data = os.read(self._descriptor, size)
            except BlockingIOError:
                return b""
            except OSError as error:
                raise PrinterGone("the connection broke while reading") from error
            if data:
                return data
            if not self._idles or events & (select.POLLHUP | select.POLLERR):
                raise PrinterGone("the printer closed the connection")
            left = until - time.monotonic()
            if left <= 0:
                break
            select.select([], [], [], min(_IDLE_S, left))
        return b""

    def close(self) -> None:
        """Drop the connection; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            self._release(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _release(self, descriptor: int) -> None:
        os.close(descriptor)

    def _ready(self, event: int, until: float) -> int:
        """Return what happened while waiting for the event, 0 for nothing; with the time over, what holds now."""
        if self._descriptor < 0:
            raise PrinterGone("the connection is closed")
        waiter = select.poll()
        waiter.register(self._descriptor, event)
        left_ms = max(0, round((until - time.monotonic()) * 1000))
        return next((found for _, found in waiter.poll(left_ms)), 0)
