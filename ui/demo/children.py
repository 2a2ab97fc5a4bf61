"""The demo's processes: started with their words logged, waited for with a deadline, all ended when the demo ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from kiosk.runtime.urgency import put_first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Self

__all__ = ["Child", "DemoFailed", "until"]

_PAUSE_S = 0.05
_END_S = 8.0


class DemoFailed(Exception):
    """The demo cannot go on; the message says why in one line."""


def until(ready: Callable[[], bool], deadline_s: float, what: str) -> None:
    """Ask `ready` again and again. Raises DemoFailed naming `what` when the time is over."""
    pause, end = threading.Event(), time.monotonic() + deadline_s
    while not ready():
        if time.monotonic() > end:
            raise DemoFailed(f"{what}: not within {deadline_s:g} s")
        pause.wait(_PAUSE_S)


class Child:
    """One process in a group of its own; its output goes to `logs/NAME.out` and `logs/NAME.log`.

    Should the demo itself be killed, the kernel ends its children (start them on the main thread).
    """

    def __init__(self, name: str, command: Sequence[str], logs: Path, env: Mapping[str, str]) -> None:
        self.name = name
        self._said = logs / f"{name}.out"
        self._log = logs / f"{name}.log"
        with self._said.open("ab") as said, self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
                ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=log,
                env=dict(env),
                start_new_session=True,
            )
        put_first(self._process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def first_line(self, deadline_s: float) -> str:
        """Return the first line it prints. Raises DemoFailed when it ends before, or says nothing in time."""

        def spoke() -> bool:
            if b"\n" not in self._said.read_bytes() and not self.running:
                raise self.failed()
            return b"\n" in self._said.read_bytes()

        until(spoke, deadline_s, f"{self.name} to be ready")
        return self._said.read_text("utf-8").splitlines()[0]

    def failed(self) -> DemoFailed:
        """Return the failure of a child that ended by itself, with the end of its log."""
        words = " / ".join(self._log.read_text("utf-8", "replace").splitlines()[-3:])
        return DemoFailed(f"{self.name} ended by itself ({self._process.returncode}): {words or 'no word in its log'}")

    def stop(self) -> None:
        """Ask it to end, then end it with everything it started."""
        if self.running:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_S)
        self.kill()

    def kill(self) -> None:
        """End it and everything it started by SIGKILL, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
