"""A lane for what may block for ever (a mute card, a hung camera): a child process that can be killed and replaced.

The lane's thread owns the child: it alone starts, hears and ends it. The parent speaks and sets deadlines from the main
loop, and hears on the main loop.
"""

from __future__ import annotations

import contextlib
import functools
import os
import queue
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.runtime.lanes import Post

__all__ = ["ProcessLane"]

_BACK_OFF_S = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0)
_LIVED_WELL_S = 10.0
_GRACE_S = 2.0


class ProcessLane:
    """Keeps one child running `target(link, *args)`, until `stop`.

    `target` is a function at the top of a module, which the child imports (and nothing of the parent's program);
    `link` is its end of a duplex multiprocessing pipe. Every message it sends is posted to `heard`. When the child
    dies, or is killed because a deadline passed, `died` is posted and a new one started: at once after a missed
    deadline, with growing pauses when it dies by itself. Messages and deadline meant for the dead are void.
    The child ends when the link hangs up, and is killed by the kernel when the parent is.
    """

    def __init__(
        self,
        name: str,
        post: Post,
        target: Callable[..., None],
        args: tuple[object, ...],
        *,
        heard: Callable[[object], None],
        died: Callable[[], None],
    ) -> None:
        self._name = name
        self._post = post
        self._errand = (target, args)
        self._heard = heard
        self._died = died
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._deadline: float | None = None
        self._stopping = threading.Event()
        self._bell, self._bell_rope = Pipe(duplex=False)
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def say(self, message: object) -> None:
        """Send a small message to the child, in order; a stopped lane drops it."""
        self._outbox.put(message)
        self._ring()

    def expect(self, deadline_s: float) -> None:
        """Have the child killed and replaced unless `met` is called within `deadline_s`; renews an earlier deadline."""
        self._deadline = time.monotonic() + deadline_s
        self._ring()

    def met(self) -> None:
        """Withdraw the deadline."""
        self._deadline = None

    def stop(self) -> None:
        """Hang up, give the child two seconds to end, kill it otherwise; returns when nothing of the lane is left."""
        self._stopping.set()
        self._ring()
        self._thread.join()
        self._bell_rope.close()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # stopped: nobody is there to hear
            self._bell_rope.send_bytes(b"")

    def _work(self) -> None:
        early_deaths = 0
        with self._bell:
            while not self._stopping.is_set():
                started = time.monotonic()
                overdue = self._live()
                if self._stopping.is_set():
                    return
                while not self._outbox.empty():
                    self._outbox.get()
                self._deadline = None
                self._post(self._died)
                early_deaths = 0 if overdue or time.monotonic() - started > _LIVED_WELL_S else early_deaths + 1
                self._stopping.wait(_pause_s(early_deaths))

    def _live(self) -> bool:
        """Live one child's life to its end; whether it ended by a missed deadline."""
        try:
            link, process = _start(self._name)
        except OSError:
            return False
        overdue = False
        with link, process:
            with contextlib.suppress(EOFError, ConnectionError):
                link.send(self._errand)
                overdue = self._tend(link)
            link.close()
            if not overdue:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE_S)
            process.kill()
        return overdue

    def _tend(self, link: Connection) -> bool:
        """Speak and listen until the lane stops (False) or the deadline passes (True).

        Raises EOFError or ConnectionError when the child has hung up.
        """
        while not self._stopping.is_set():
            deadline = self._deadline
            ready = wait((link, self._bell), None if deadline is None else max(0.0, deadline - time.monotonic()))
            if self._bell in ready:
                self._bell.recv_bytes()
            while not self._outbox.empty():
                link.send(self._outbox.get())
            if link in ready:
                self._post(functools.partial(self._heard, link.recv()))
            elif deadline is not None and deadline == self._deadline and time.monotonic() >= deadline:
                return True
        return False


def _pause_s(early_deaths: int) -> float:
    """Return the pause before the next child when so many in a row died by themselves before they lived well."""
    return _BACK_OFF_S[min(early_deaths, len(_BACK_OFF_S) - 1)]


def _start(name: str) -> tuple[Connection, subprocess.Popen[bytes]]:
    """Start a child that waits for its errand. Raises OSError."""
    ours, theirs = Pipe()
    with theirs:
        descriptor = theirs.fileno()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "kiosk.runtime.child", name, str(descriptor), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                pass_fds=(descriptor,),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)},
            )
        except OSError:
            ours.close()
            raise
    return ours, process
