"""Drivers found by their file name: a driver is a module, its name is its key.

A family is a folder of drivers/; a file of it is a driver when it offers the family's door at top level
(`open_device` for devices, `PROFILE` for cards). The folder is read as text: nothing is imported before it is chosen.
The lab is no family and cannot be opened from here.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from drivers.errors import UnknownDriver

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from drivers.protocols import CardProfile, CardReader, DocumentCamera, ReceiptPrinter, SheetPrinter

    Device = CardReader | DocumentCamera | ReceiptPrinter | SheetPrinter

__all__ = ["card_profiles", "names", "open_device"]

_DOORS = {
    "readers": re.compile(r"^def open_device\b", re.MULTILINE),
    "cameras": re.compile(r"^def open_device\b", re.MULTILINE),
    "printers": re.compile(r"^def open_device\b", re.MULTILINE),
    "sheets": re.compile(r"^def open_device\b", re.MULTILINE),
    "cards": re.compile(r"^PROFILE\b", re.MULTILINE),
}


def names(family: str) -> tuple[str, ...]:
    """Return the drivers of `family` in alphabetical order, without importing any. Raises UnknownDriver."""
    if family not in _DOORS:
        raise UnknownDriver(f"no driver family {family!r}; there are {', '.join(_DOORS)}")
    folders = importlib.import_module(f"drivers.{family}").__path__
    files = (file for folder in folders for file in Path(folder).glob("*.py"))
    return tuple(sorted({file.stem for file in files if _DOORS[family].search(file.read_text("utf-8"))}))


@overload
def open_device(family: Literal["readers"], name: str, options: Mapping[str, str]) -> CardReader: ...
@overload
def open_device(family: Literal["cameras"], name: str, options: Mapping[str, str]) -> DocumentCamera: ...
@overload
def open_device(family: Literal["printers"], name: str, options: Mapping[str, str]) -> ReceiptPrinter: ...
@overload
def open_device(family: Literal["sheets"], name: str, options: Mapping[str, str]) -> SheetPrinter: ...
def open_device(family: str, name: str, options: Mapping[str, str]) -> Device:
    """Open the device that the driver `name` drives, with the profile's options for it.

    Raises UnknownDriver for a name that no file of the family provides, and what the driver raises.
    """
    device: Device = _driver(family, name).open_device(options)
    return device


@cache
def card_profiles() -> tuple[CardProfile, ...]:
    """Return the profile of every card type there is a file for; loaded once, with the cryptography they need."""
    return tuple(_driver("cards", name).PROFILE for name in names("cards"))


def _driver(family: str, name: str) -> ModuleType:
    known = names(family)
    if name not in known:
        raise UnknownDriver(f"no driver {name!r} in drivers/{family}; there are {', '.join(known) or 'none'}")
    return importlib.import_module(f"drivers.{family}.{name}")
