"""The printer's answers on their way back, in the manner that a hand has set: at once, late, in pieces, not at all."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MANNERS", "Mouth"]

MANNERS = frozenset({"talk", "silent", "garbage", "split"})
"""Properly; nothing; noise in place of each answer; byte by byte."""

_GARBAGE = b"\xff\x80\xa5"
_GAP_S = 0.003  # far apart enough to come in reads of their own


class Mouth:
    """Says answers in order from a thread of its own, so that a late one holds up nothing but itself."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self.manner = "talk"
        self.late_s = 0.0
        self._send = send
        self._stopped = threading.Event()
        self._waiting: queue.SimpleQueue[tuple[float, bytes] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to speak."""
        self._stopped.clear()
        self._waiting = queue.SimpleQueue()
        self._thread = threading.Thread(
            target=self._speak, args=(self._waiting,), name="lab-printer-mouth", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Swallow what is not said yet."""
        self._stopped.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def say(self, answer: bytes) -> None:
        """Answer in the manner of this moment; returns at once."""
        if answer and self.manner != "silent":
            self._waiting.put((time.monotonic() + self.late_s, answer if self.manner != "garbage" else _GARBAGE))

    def swallow(self) -> None:
        """Forget what is not said yet."""
        while not self._waiting.empty():
            if self._waiting.get() is None:
                self._waiting.put(None)
                return

    def _speak(self, waiting: queue.SimpleQueue[tuple[float, bytes] | None]) -> None:
        while (due := waiting.get()) is not None:
            at, answer = due
            if self._stopped.wait(max(0.0, at - time.monotonic())):
                return
            pieces = [answer] if self.manner != "split" else [answer[at : at + 1] for at in range(len(answer))]
            for number, piece in enumerate(pieces):
                if number and self._stopped.wait(_GAP_S):
                    return
                self._send(piece)
