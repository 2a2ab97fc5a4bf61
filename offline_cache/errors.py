"""Every way the terminal's memory can refuse. `code` is the key of config/faults.toml.

StoreError
├── StoreBroken        the disk or the file failed; nothing was committed
│   └── StoreDamaged   the file is no longer a sound database (open() puts it into quarantine)
├── StoreFull          no room left; nothing was committed
│   └── OutboxFull     as much waits for the centre as may; nothing new is taken
├── StoreTooNew        written by a newer program than this one
├── BackupRefused      a backup is damaged, of another device, or in the way
├── KeysBroken         the device's own keys cannot be read or written
├── SuiteUnavailable   what this terminal shall seal with is not installed
└── PrintStateRefused  a print job was moved in a way that its life does not allow
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BackupRefused",
    "KeysBroken",
    "OutboxFull",
    "PrintStateRefused",
    "StoreBroken",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreTooNew",
    "SuiteUnavailable",
]


class StoreError(Exception):
    """Base of all refusals of the memory; the message is for technicians and holds no personal data."""

    code: ClassVar[str] = "store-broken"


class StoreBroken(StoreError):
    """The disk or the database file failed; the transaction did not happen."""

    code = "store-broken"


class StoreDamaged(StoreBroken):
    """The file is damaged, emptied or not the one that was born here."""

    code = "store-broken"


class StoreFull(StoreError):
    """No room left on the disk; the transaction did not happen."""

    code = "store-full"


class OutboxFull(StoreFull):
    """As many cases wait for the centre as may; nothing new is taken until some have gone."""

    code = "outbox-full"


class BackupRefused(StoreError):
    """The backup cannot be used, or its target is not an empty folder."""

    code = "store-backup"


class StoreTooNew(StoreError):
    """The database was migrated by a newer program; this one must not touch it."""

    code = "store-newer"


class KeysBroken(StoreError):
    """The device keys are missing a part, have a wrong size or are open to others."""

    code = "device-keys"


class SuiteUnavailable(StoreError):
    """The sealing suite is unknown to this program, or the library behind it is not installed."""

    code = "seal-suite"


class PrintStateRefused(StoreError):
    """A print job may not go from its present state to the wanted one."""

    code = "print-state"
