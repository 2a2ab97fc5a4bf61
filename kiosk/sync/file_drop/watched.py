"""The only way to the centre is a folder that a gateway between two networks carries (网闸): up/ goes, down/ comes.

Looks each time it is called. A row goes up once, and again when its batch was fetched and long unanswered; a batch that
still lies there is not written twice. What came down is removed once it is in effect; what is half here, the gateway
may still be writing it, is looked at again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.gateway.errors import Misconfigured
from kiosk.sync.backoff import wait_s
from kiosk.sync.file_drop.errors import DropError, DropUnreadable
from kiosk.sync.file_drop.lying import rows_in
from kiosk.sync.file_drop.plain_files import batches_in
from kiosk.sync.file_drop.writer import remove_leftovers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.sync.file_drop.drop import FileDrop
    from offline_cache.store import Store

__all__ = ["Round", "WatchedFolder", "every_ms"]

UP, DOWN, TAKEN = "up", "down", ".taken"
EVERY_S = 30
AGAIN_MS = 6 * 60 * 60 * 1000
"""After so long a row that was fetched and not answered goes up again."""
PULSE_MS = 60 * 60 * 1000
"""So often a batch goes up even without rows: it tells what was seen, and asks for what is new."""
LOOK_AGAIN_MS = 60 * 1000


@dataclass(frozen=True, slots=True)
class Round:
    """What one look did. `code` is "" when the folder was well; rows that went up, rows that came to their end."""

    code: str = ""
    up: int = 0
    settled: int = 0


def every_ms(options: Mapping[str, str]) -> int:
    """Return from the platform's options how often batches may be written. Raises Misconfigured."""
    text = options.get("every_s", str(EVERY_S))
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= PULSE_MS // 1000:
        raise Misconfigured("every_s must be a number of seconds")
    return int(text) * 1000


class WatchedFolder:
    """Works on one Store, in one thread. `every` in milliseconds. Raises StoreError alone."""

    def __init__(self, store: Store, drop: FileDrop, folder: Path, every: int) -> None:
        self._store, self._drop, self._every = store, drop, every
        self._up, self._down = folder / UP, folder / DOWN
        self._sent: dict[str, int] = {}
        self._ours: dict[str, frozenset[str] | None] = {}
        self._passed: dict[str, int] = {}
        self._not_before_ms = self._wrote_ms = self._failures = 0

    def step(self, now: dt.datetime) -> Round:
        """Take what came down, write what has to go up."""
        now_ms = int(now.timestamp() * 1000)
        try:
            settled = self._take(now, now_ms)
            up = 0 if 0 < self._not_before_ms - now_ms <= PULSE_MS else self._give(now, now_ms)
        except DropError as error:
            self._failures += 1
            self._not_before_ms = now_ms + int(wait_s(self._failures) * 1000)
            return Round(error.code)
        self._failures = 0
        return Round(up=up, settled=settled)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _take(self, now: dt.datetime, now_ms: int) -> int:
        settled = 0
        _make(self._down)
        if not self._wrote_ms:
            remove_leftovers(self._down, self._drop.device_id, TAKEN)
        passed = {name for name, until in self._passed.items() if not until or 0 < until - now_ms <= LOOK_AGAIN_MS}
        for taken in self._drop.take(self._down, now, passed):
            settled += taken.settled.accepted + taken.settled.rejected
            if not (taken.whole and self._removed(taken.batch_id)):
                self._passed[taken.batch_id] = 0 if taken.whole or taken.foreign else now_ms + LOOK_AGAIN_MS
        return settled

    def _give(self, now: dt.datetime, now_ms: int) -> int:
        waiting, lying = self._drop.waiting_ids(), self._lying()
        self._sent = {name: self._sent[name] for name in waiting if name in self._sent}
        fresh = {name for name, sent in self._sent.items() if 0 <= now_ms - sent < AGAIN_MS}
        due = [name for name in waiting if name not in fresh and not any(name in rows for rows in lying)]
        if not due and (lying or 0 <= now_ms - self._wrote_ms < PULSE_MS):
            return 0
        done = self._drop.write(self._up, self._drop.rows(due), now)
        self._drop.put_aside(done.lost, now)
        self._wrote_ms, self._not_before_ms = now_ms, now_ms + self._every
        self._sent |= dict.fromkeys(due, now_ms)
        return len(done.rows)

    def _lying(self) -> list[frozenset[str]]:
        """Return the rows of each of our batches that nobody has fetched yet."""
        _make(self._up)
        here = batches_in(self._up)
        self._ours = {one.name: self._ours.get(one.name) or rows_in(one, self._drop.device_id) for one in here}
        return [rows for rows in self._ours.values() if rows is not None]

    def _removed(self, batch_id: str) -> bool:
        """Remove a batch, under another name first: nobody shall meet half of it. Return whether the folder let us."""
        gone = self._down / f".{self._drop.device_id}.{batch_id}{TAKEN}"
        try:
            (self._down / batch_id).rename(gone)
        except OSError:
            return False
        shutil.rmtree(gone, ignore_errors=True)
        return True


def _make(folder: Path) -> None:
    """Make up/ or down/, but not what is around them: a mount that is missing is told. Raises DropUnreadable."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise DropUnreadable(f"{type(error).__name__}: {error.strerror}") from error
