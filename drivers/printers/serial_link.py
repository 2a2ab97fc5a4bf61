"""A printer on a serial line (RS-232, or a USB adapter that looks like one): 8 data bits, no parity, 1 stop bit.

pyserial sets speed and flow control and owns the port; bytes go as over every other link.
"""

from __future__ import annotations

import contextlib
import select
import termios
import time
from typing import TYPE_CHECKING

import serial

from drivers.errors import PrinterGone
from drivers.printers.link import Link

if TYPE_CHECKING:
    from drivers.printers.address import Address

__all__ = ["SerialLink", "open_serial"]

_LAST_BYTES_S, _LOOK_S = 0.2, 0.01


def open_serial(address: Address) -> SerialLink:
    """Open the line, alone, with nothing left in it. Raises PrinterGone when the device is not there or taken."""
    try:
        port = serial.Serial(
            address.path,
            address.baud,
            timeout=0,
            rtscts=address.flow == "rtscts",
            xonxoff=address.flow == "xonxoff",
            exclusive=True,
        )
        port.reset_input_buffer()
        port.reset_output_buffer()
    except (OSError, termios.error, ValueError) as error:  # pyserial's own errors are OSErrors
        raise PrinterGone("the printer's serial line cannot be opened") from error
    return SerialLink(port)


class SerialLink(Link):
    """A link whose port pyserial holds."""

    def __init__(self, port: serial.Serial) -> None:
        super().__init__(port.fileno())
        self._port = port

    def _release(self, descriptor: int) -> None:
        """Give the last bytes a moment, and no more: a kernel that waits for a stopped printer would hang for 30 s."""
        del descriptor
        with contextlib.suppress(OSError, termios.error):
            until = time.monotonic() + _LAST_BYTES_S
            while self._port.out_waiting and time.monotonic() < until:
                select.select([], [], [], _LOOK_S)
            self._port.reset_output_buffer()
        with contextlib.suppress(OSError, termios.error):
            self._port.close()
