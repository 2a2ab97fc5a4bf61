"""A lane: one thread for one thing that blocks (a printer, a courier), with its jobs in order.

The thread never touches the main loop's state: what a job returns or raises is posted, and `then` or `failed` runs on
the main loop. For what may block for ever there is ProcessLane (kiosk.runtime.process_lane).
"""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.runtime.urgency import go_first

__all__ = ["Lane", "Post"]

T = TypeVar("T")

Post = Callable[[Callable[[], None]], None]
"""Run this on the main loop, soon; callable from any thread. The application gives it."""


class Lane:
    """Runs jobs one after the other on a daemon thread called `name`; an `urgent` one goes before others."""

    def __init__(self, name: str, post: Post, *, urgent: bool = False) -> None:
        self._post, self._urgent = post, urgent
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._closed = False
        self._last: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def run(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Run `job` on the lane after those before it; then post `then(result)`, or `failed(error)` if it raised.

        A closed lane drops the job.
        """
        self._jobs.put(lambda: self._do(job, then, failed))

    def close(self, timeout_s: float, last: Callable[[], None] | None = None) -> bool:
        """Drop the jobs not begun, let the one under way end, then do `last`; whether all ended within `timeout_s`.

        One that does not is left behind: its thread cannot keep the program from ending.
        """
        self._closed = True
        self._last = last
        self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        if self._urgent:
            go_first()
        while (job := self._jobs.get()) is not None:
            if not self._closed:
                job()
            del job  # it holds what it was about, and the next one may be long in coming
        if self._last is not None:
            self._last()

    def _do(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - the thread's edge: whatever it is becomes a fault on the main loop
            self._post(functools.partial(failed, error))
        else:
            self._post(functools.partial(then, result))
