"""A private key in a file that only this user reads, made once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["key_in"]


def key_in(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes in this file, which `make` provides on the first day."""
    if not path.exists():
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(handle)
        fresh.replace(path)
    return path.read_bytes()
