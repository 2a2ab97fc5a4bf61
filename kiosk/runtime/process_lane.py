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
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.runtime.lanes import Post

__all__ = ["ProcessLane"]

_BACK_OFF_S = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0)
_LIVED_WELL_S = 10.0
_GRACE_S = 2.0


class _Renewal:
    """The word in the outbox at which the child is replaced: what is said later is for the next one."""


_RENEWAL = _Renewal()


class ProcessLane:
    """Keeps one child running `target(link, *args)`, until `stop`.

    `target` is a function at the top of a module, which the child imports (and nothing of the parent's program);
    `link` is its end of a duplex multiprocessing pipe. Every message it sends is posted to `heard`. When the child
    dies, or is killed because a deadline passed, `died` is posted and a new one started: at once after a missed
    deadline, with growing pauses when it dies by itself. Messages and deadline meant for the dead are void.
    The child ends when the link hangs up, and is killed by the kernel when the parent is. One that has nothing to put
    in order (`disposable`) is ended by SIGTERM at once, whatever it does; the others have `grace_s` to end by
    themselves.
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
        disposable: bool = False,
        grace_s: float = _GRACE_S,
    ) -> None:
        self._name = name
        self._post = post
        self._errand = (target, args)
        self._heard = heard
        self._died = died
        self._disposable, self._grace_s = disposable, grace_s
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._patience = threading.Lock()  # over the deadline, which the lane's thread renews
        self._deadline: float | None = None
        self._silence_s: float | None = None
        self._end = 0.0
        self._stopping = threading.Event()
        self._bell, self._bell_rope = Pipe(duplex=False)
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def say(self, message: object) -> None:
        """Send a small message to the child, in order; a stopped lane drops it."""
        self._outbox.put(message)
        self._ring()

    def expect(self, deadline_s: float, *, silence_s: float | None = None) -> None:
        """Have the child killed and replaced unless `met` is called within `deadline_s`; renews an earlier deadline.

        With `silence_s` also when the child has said nothing for that long, counted from now or its last message.
        """
        with self._patience:
            self._end = time.monotonic() + deadline_s
            self._silence_s = silence_s
            self._deadline = self._next_deadline()
        self._ring()

    def met(self) -> None:
        """Withdraw the deadline."""
        with self._patience:
            self._deadline = None

    def renew(self) -> None:
        """Have the child end and a new one take its place, without a word to `died`: what it remembers is gone.

        What was said before is for the old one, what is said from now on for the new one.
        """
        self.met()
        self.say(_RENEWAL)

    def stop(self) -> None:
        """Hang up, give the child its grace to end, kill it otherwise; returns when nothing of the lane is left."""
        self._stopping.set()
        self._ring()
        self._thread.join()
        self._bell_rope.close()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # stopped: nobody is there to hear
            self._bell_rope.send_bytes(b"")

    def _next_deadline(self) -> float:
        return self._end if self._silence_s is None else min(self._end, time.monotonic() + self._silence_s)

    def _work(self) -> None:
        early_deaths = 0
        with self._bell:
            while not self._stopping.is_set():
                started = time.monotonic()
                ending = self._live()
                if self._stopping.is_set():
                    return
                if ending == "renewed":
                    early_deaths = 0
                    continue
                while not self._outbox.empty():
                    self._outbox.get()
                self.met()
                self._post(self._died)
                lived_well = ending == "overdue" or time.monotonic() - started > _LIVED_WELL_S
                early_deaths = 0 if lived_well else early_deaths + 1
                self._stopping.wait(_pause_s(early_deaths))

    def _live(self) -> Literal["died", "overdue", "renewed"]:
        """Live one child's life to its end; how it ended."""
        try:
            link, process = _start(self._name)
        except OSError:
            return "died"
        ending: Literal["died", "overdue", "renewed"] = "died"
        with link, process:
            with contextlib.suppress(EOFError, ConnectionError):
                link.send(self._errand)
                ending = self._tend(link)
            link.close()
            if self._disposable:
                process.terminate()
            if ending != "overdue":
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(self._grace_s)
            process.kill()
        return ending

    def _tend(self, link: Connection) -> Literal["died", "overdue", "renewed"]:
        """Speak and listen until the lane stops, the deadline passes or another child is wanted.

        Raises EOFError or ConnectionError when the child has hung up.
        """
        while not self._stopping.is_set():
            deadline = self._deadline
            ready = wait((link, self._bell), None if deadline is None else max(0.0, deadline - time.monotonic()))
            if self._bell in ready:
                self._bell.recv_bytes()
            while not self._outbox.empty():
                if (message := self._outbox.get()) is _RENEWAL:
                    return "renewed"
                link.send(message)
            if link in ready:
                self._post(functools.partial(self._heard, link.recv()))
                self._heard_now()
            elif self._is_overdue():
                return "overdue"
        return "died"

    def _heard_now(self) -> None:
        with self._patience:
            if self._deadline is not None:
                self._deadline = self._next_deadline()

    def _is_overdue(self) -> bool:
        with self._patience:
            return self._deadline is not None and time.monotonic() >= self._deadline


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
