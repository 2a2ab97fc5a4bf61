"""The few drafts that a power cut may leave: sealed files of one folder, each gone after a quarter of an hour.

Beside the encrypted store, not in it: a draft is nobody's case. It has no second copy, no row, no number, and whatever
becomes of the store, it is removed by its age.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from offline_cache.draft_seal import HEAD, draft_name, kept_at, seal_draft, unseal_draft
from offline_cache.durable import make_folder, write_file
from offline_cache.engine import typed
from offline_cache.errors import StoreFull

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LARGEST", "LIFE_S", "MOST", "DraftBox"]

LIFE_S: Final = 15 * 60
MOST: Final = 4
LARGEST: Final = 24 << 20  # bytes: a dozen pages


class DraftBox:
    """Works in one thread on one folder, with the device's secret. Methods raise StoreError.

    Times are wall-clock ms since 1970. A clock that went back makes a draft one of the future, and then it is removed
    like an old one; `clock` (monotonic seconds) ends what a clock that keeps going back would keep alive.
    """

    def __init__(self, folder: Path, secret: bytes, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._secret, self._clock = folder, secret, clock
        self._met: dict[tuple[str, int], float] = {}

    def keep(self, imprint: bytes, facts: bytes, now_ms: int) -> None:
        """Put this in the place of the card's earlier draft, all of it or nothing; the oldest one makes room."""
        self.purge(now_ms)
        if len(facts) > LARGEST:
            raise StoreFull("a draft of this size is not kept")
        name = draft_name(imprint, self._secret)
        with typed():
            make_folder(self._folder)
            write_file(self._folder / name, seal_draft(facts, imprint, self._secret, now_ms))
            others = sorted((self._age(path), path) for path in self._folder.iterdir() if path.name != name)
            for _, path in others[: -(MOST - 1)]:
                path.unlink()

    def open(self, imprint: bytes, now_ms: int) -> bytes | None:
        """Return the facts of this card's living draft, None where there is none; one that does not open is removed."""
        self.purge(now_ms)
        path = self._folder / draft_name(imprint, self._secret)
        with typed():
            facts = unseal_draft(path.read_bytes(), imprint, self._secret) if path.exists() else None
        if facts is None:
            self.drop(imprint)
        return facts

    def drop(self, imprint: bytes) -> None:
        """Remove this card's draft, if there is one."""
        with typed():
            (self._folder / draft_name(imprint, self._secret)).unlink(missing_ok=True)

    def purge(self, now_ms: int) -> int:
        """Remove every draft that is too old or of the future, and whatever else lies here; return how many files."""
        with typed():
            paths = list(self._folder.iterdir()) if self._folder.is_dir() else []
            kept = {path: (path.name, self._age(path)) for path in paths}
            self._met = {one: self._met.get(one, self._clock()) for one in kept.values()}
            dead = [path for path, one in kept.items() if not self._lives(one, now_ms)]
            for path in dead:
                path.unlink()
        return len(dead)

    def _lives(self, one: tuple[str, int], now_ms: int) -> bool:
        return 0 <= now_ms - one[1] <= LIFE_S * 1000 and self._clock() - self._met[one] <= LIFE_S

    def _age(self, path: Path) -> int:
        """Return when this was kept; what is half written or no draft is older than anything."""
        with path.open("rb") as file:
            kept_ms = kept_at(file.read(HEAD))
        return -1 if kept_ms is None or path.name.startswith(".") else kept_ms
