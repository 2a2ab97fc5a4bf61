"""The terminal's side of campaigns over pcscd: the card process under a ProcessLane, and a main loop that is watched.

The loop ticks every TICK_S when nothing comes; the longest time between two turns of it tells whether an interface on
it would have stood still. Messages keep the moment at which the main loop had them.
"""

from __future__ import annotations

import os
import queue
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers.lab.vpcd import PSAM_READER, READER
from drivers.readers.worker import serve
from kiosk.app import card_desk
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from drivers.types import DocumentKey

__all__ = ["TICK_S", "Terminal", "children", "files_of", "threads_of"]

TICK_S = 0.005
_ANY_S = 30.0
Message = tuple[Any, ...]


class Terminal:
    """A card lane with the deadlines of the terminal's own card desk, and its main loop; a context."""

    def __init__(self, trust: str = "") -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._reading = 0
        self._turned = time.monotonic()
        self.widest_gap_s = 0.0
        self.told: list[tuple[float, Message]] = []
        options = {"name": READER, "psam": PSAM_READER} | ({"trust": trust} if trust else {})
        self._lane = ProcessLane(
            "card",
            self._calls.put,
            serve,
            ("pcsc", options),
            heard=self._heard,
            died=lambda: self._heard(("died",)),
            disposable=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lane.stop()

    def read(self, key: DocumentKey | None) -> int:
        """Order a reading; returns its number."""
        self._reading += 1
        self._lane.expect(card_desk._READ_S, silence_s=card_desk._SILENCE_S)  # noqa: SLF001 - what is measured
        self._lane.say(("read", self._reading, key))
        return self._reading

    def say(self, *message: object) -> None:
        """Say something to the card process."""
        self._lane.say(message)

    def renew(self) -> None:
        """Have the card process replaced, as at the end of a visit."""
        self._lane.renew()

    def hear(self, *kinds: str, within_s: float = _ANY_S) -> tuple[float, Message]:
        """Turn the loop until a message of these kinds comes; return when and what. Raises TimeoutError."""
        self._turned = time.monotonic()
        end = self._turned + within_s
        while True:
            while self.told:
                at, message = self.told.pop(0)
                if message[0] in kinds:
                    return at, message
            if time.monotonic() > end:
                raise TimeoutError(f"none of {kinds} within {within_s} s")
            self._turn()

    def turn_for(self, seconds: float) -> None:
        """Turn the loop for a while, keeping what is heard."""
        self._turned = time.monotonic()
        end = self._turned + seconds
        while time.monotonic() < end:
            self._turn()

    def forget(self) -> None:
        """Drop what was heard so far."""
        self.turn_for(2 * TICK_S)
        self.told.clear()

    def worker(self) -> int:
        """Return the process id of the card process, 0 for none."""
        own = [pid for pid in children(os.getpid()) if b"kiosk.runtime.child" in _command(pid)]
        return own[0] if own else 0

    def _turn(self) -> None:
        now = time.monotonic()
        self.widest_gap_s = max(self.widest_gap_s, now - self._turned)
        self._turned = now
        try:
            self._calls.get(timeout=TICK_S)()
        except queue.Empty:
            return

    def _heard(self, message: Any) -> None:  # noqa: ANN401 - a process pipe carries what it carries
        self.told.append((time.monotonic(), message))
        if message[0] in {"reading", "failed", "died"}:
            self._lane.met()


def children(of: int) -> list[int]:
    """Return the living children of a process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_bytes().rpartition(b")")[2].split()[1])
        except OSError:
            continue
        if parent == of:
            found.append(int(entry.parent.name))
    return found


def threads_of(pid: int) -> int:
    """Return how many threads a process has; 0 for one that has gone."""
    try:
        return len(list(Path(f"/proc/{pid}/task").iterdir()))
    except OSError:
        return 0


def files_of(pid: int) -> int:
    """Return how many files a process has open; 0 for one that has gone."""
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
