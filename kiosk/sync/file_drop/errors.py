"""Why something could not be carried by hand. `code` is the key of config/faults.toml; StoreError may come as well.

DropError
├── DropUnreadable    the folder cannot be read
├── DropUnwritable    the folder cannot be written: not there, read-only, pulled out
│   └── DropFull      no room left on it
├── BatchDamaged      this is no whole batch
└── BatchUnproven     nobody known signed this batch, or not in this wording
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BatchDamaged", "BatchUnproven", "DropError", "DropFull", "DropUnreadable", "DropUnwritable", "writing"]

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DropError(Exception):
    """Base of the refusals; nothing of the outbox was changed by what failed. The message names no person."""

    code: ClassVar[str] = "drop-unreadable"


class DropUnreadable(DropError):
    """The folder, or the stick under it, is not there or cannot be read."""

    code = "drop-unreadable"


class DropUnwritable(DropError):
    """The folder, or the stick under it, is not there, is read-only, or went away; no batch was finished."""

    code = "drop-unwritable"


class DropFull(DropUnwritable):
    """No room left; no batch was finished."""

    code = "drop-full"


class BatchDamaged(DropError):
    """The manifest is missing, cannot be read, or is not as the contract says."""

    code = "batch-damaged"


class BatchUnproven(DropError):
    """The signature is by no known key or does not hold, or the id was used for something else."""

    code = "batch-unproven"


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Turn what the medium raises into DropUnwritable and DropFull."""
    try:
        yield
    except OSError as error:
        kind = DropFull if error.errno in _NO_ROOM else DropUnwritable
        raise kind(f"{type(error).__name__}: {error.strerror}") from error
