"""USB printers as the kernel shows them: usblp gives each a device /dev/usb/lpN, sysfs tells who made it."""

from __future__ import annotations

from pathlib import Path

from drivers.errors import PrinterGone

__all__ = ["find_usb_printer"]

_SYSFS, _DEVICES = Path("/sys/class/usbmisc"), Path("/dev/usb")


def find_usb_printer(ids: tuple[str, str], *, sysfs: Path = _SYSFS, devices: Path = _DEVICES) -> str:
    """Return the device of the one printer with these vendor and product numbers (four hexadecimal digits each).

    Raises PrinterGone when there is none, or more than one: nobody could tell which is meant.
    """
    found = [entry.name for entry in sorted(sysfs.glob("lp*")) if _ids(entry) == ids]
    if len(found) != 1:
        raise PrinterGone(f"{len(found) or 'no'} USB printers {':'.join(ids)} are plugged in")
    return str(devices / found[0])


def _ids(entry: Path) -> tuple[str, str] | None:
    device = (entry / "device").resolve().parent  # the link leads to the interface, whose parent is the device
    try:
        vendor, product = ((device / name).read_text("ascii").strip().lower() for name in ("idVendor", "idProduct"))
    except (OSError, UnicodeDecodeError):
        return None
    return vendor, product
