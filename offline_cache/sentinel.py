"""A small file beside the database that says which store was born here and how far its sequence has come.

An emptied or vanished database is a valid empty one to SQLite, and an old copy of it is a sound one: only the sentinel
tells that something was lost. It is never ahead of what was committed.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.durable import write_file, write_over

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Sentinel", "note_sequence", "read_sentinel", "write_sentinel"]

FILE = "store.id"
OLD_ID = 32  # the first release wrote the id alone


@dataclass(frozen=True, slots=True)
class Sentinel:
    """`seq` is a sequence number that was surely given; 0 when none was."""

    store_id: str
    seq: int = 0


def read_sentinel(folder: Path) -> Sentinel | None:
    """Return what the sentinel says, None when there is none or it is damaged itself. Raises OSError."""
    try:
        body = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    words = body.decode("ascii", "replace").split()
    if len(words) == 1 and len(words[0]) == OLD_ID and set(words[0]) <= set("0123456789abcdef"):
        return Sentinel(words[0])
    told = Sentinel(words[0], int(words[1])) if len(words) == len(("id", "seq", "sum")) and words[1].isdigit() else None
    return told if told and _text(told) == body else None


def write_sentinel(folder: Path, sentinel: Sentinel) -> None:
    """Say it durably. Raises OSError."""
    write_file(folder / FILE, _text(sentinel))


def note_sequence(folder: Path, sentinel: Sentinel) -> None:
    """Say it at once, durable whenever the system pleases: an older figure is true as well. A full disk is no harm."""
    with contextlib.suppress(OSError):
        write_over(folder / FILE, _text(sentinel), how=0)


def _text(sentinel: Sentinel) -> bytes:
    said = f"{sentinel.store_id} {sentinel.seq:020d}"
    return f"{said} {hashlib.sha256(said.encode()).hexdigest()[:16]}\n".encode("ascii")
