"""How far a journal has come, noted beside the database: who finds it shorter knows that lines are gone, and how many.

The lines themselves lie here once. A mark is written after their commit and not synced: it is never ahead of them.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from offline_cache.durable import write_over

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["note_mark", "read_mark"]


def note_mark(folder: Path, name: str, number: int) -> None:
    """Say that the journal of this name has so many lines. A disk that refuses is no harm."""
    with contextlib.suppress(OSError):
        write_over(folder / f"{name}.mark", _text(number))


def read_mark(folder: Path, name: str) -> int:
    """Return what was noted last, 0 when nothing was or it is damaged. Raises OSError."""
    try:
        body = (folder / f"{name}.mark").read_bytes()
    except FileNotFoundError:
        return 0
    word = body.partition(b" ")[0]
    return int(word) if word.isdigit() and _text(int(word)) == body else 0


def _text(number: int) -> bytes:
    said = b"%020d" % number
    return said + b" " + hashlib.sha256(said).hexdigest()[:16].encode() + b"\n"
