"""The way to one printer over its driver's life: a network printer is dialled each time, a cable stays open."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.printers.address import read_address
from drivers.printers.link import Link, open_device_file, open_tcp
from drivers.printers.usb_printers import find_usb_printer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.printers.address import Address

__all__ = ["Line", "open_link"]


def open_link(address: Address, deadline_s: float) -> Link:
    """Open the transport to a printer. Raises PrinterGone when nobody is there or somebody else owns the device."""
    match address.kind:
        case "tcp":
            return open_tcp(address, deadline_s)
        case "serial":
            link: Link = importlib.import_module("drivers.printers.serial_link").open_serial(address)
            return link
        case "usb":
            path = find_usb_printer(address.usb_ids) if address.usb_ids else address.path
            return open_device_file(path, idles=True)
        case "file":
            return open_device_file(address.path)


class Line:
    """Where two programs may share a printer (TCP) it is free between operations; a device has one owner (flock)."""

    def __init__(self, address: str, connect_s: float) -> None:
        self.address = read_address(address)
        self._connect_s = connect_s
        self._kept: Link | None = None

    @contextmanager
    def use(self) -> Iterator[Link]:
        """Give the open link; whatever breaks out of the block drops it. Raises PrinterGone."""
        link = self._kept or open_link(self.address, self._connect_s)
        self._kept = None
        try:
            yield link
        except BaseException:
            link.close()
            raise
        if self.address.kind == "tcp":
            link.close()
        else:
            self._kept = link

    def drop(self) -> None:
        """Close a link that was kept."""
        link, self._kept = self._kept, None
        if link is not None:
            link.close()
