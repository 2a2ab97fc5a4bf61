"""A crew: a few threads that take jobs from one queue, each with a tool of its own (a connection to the centre).

Unlike a lane it keeps no order. Threads start when there is work for them.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Crew", "Hands", "Single"]

Tool = TypeVar("Tool")


class Hands(Generic[Tool]):
    """Whoever does jobs with a tool."""

    width = 1
    """How many jobs may sensibly be given at once; more than are done side by side keep a free hand from waiting."""

    def run(self, job: Callable[[Tool], None], failed: Callable[[Exception], None]) -> None:
        """Do the job; `failed(error)` when it raised, or no tool can be had."""
        raise NotImplementedError

    def close(self, timeout_s: float) -> bool:
        """End; whether all jobs under way ended within `timeout_s`."""
        raise NotImplementedError


class Single(Hands[Tool]):
    """The calling thread itself, with one tool that is its caller's: each job is done when `run` returns."""

    def __init__(self, tool: Tool) -> None:
        self._tool = tool

    def run(self, job: Callable[[Tool], None], failed: Callable[[Exception], None]) -> None:
        """Do it now."""
        try:
            job(self._tool)
        except Exception as error:  # noqa: BLE001 - as on a thread's edge
            failed(error)

    def close(self, timeout_s: float) -> bool:
        """Nothing is under way."""
        del timeout_s
        return True


class Crew(Hands[Tool]):
    """Up to `size` daemon threads called `name`; `tool` makes one thread's tool, `put_away` ends it.

    `failed` is called on the thread of the job.
    """

    def __init__(
        self, name: str, tool: Callable[[], Tool], put_away: Callable[[Tool], None], *, size: int, width: int
    ) -> None:
        self.width = width
        self._name, self._size = name, size
        self._tool, self._put_away = tool, put_away
        self._jobs: queue.SimpleQueue[tuple[Callable[[Tool], None], Callable[[Exception], None]] | None]
        self._jobs = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._free = threading.Semaphore(0)
        self._closed = False

    def run(self, job: Callable[[Tool], None], failed: Callable[[Exception], None]) -> None:
        """Have the next free thread do it; a closed crew drops it."""
        if self._closed:
            return
        if not self._free.acquire(blocking=False) and len(self._threads) < self._size:
            thread = threading.Thread(target=self._work, name=f"crew-{self._name}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put((job, failed))

    def close(self, timeout_s: float) -> bool:
        """Drop the jobs not begun and let those under way end; one that does not end in time is left behind."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout_s / len(self._threads))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        tool: Tool | None = None
        while (order := self._jobs.get()) is not None:
            job, failed = order
            if not self._closed:
                try:
                    tool = self._tool() if tool is None else tool
                    job(tool)
                except Exception as error:  # noqa: BLE001 - the thread's edge: whoever gave the job is told
                    failed(error)
            del order, job, failed  # they hold what they were about, and the next may be long in coming
            self._free.release()
        if tool is not None:
            self._put_away(tool)
