"""Debian's own IPP printer (`ippeveprinter` of cups-ipp-utils) as a judge of the A4 driver: not ours, and strict.

It wants Avahi on the system bus: this machine's where one runs, else both run here for it alone, on the loopback, from
a folder of their own, for which Avahi must be root. What is not there is told by `missing()`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from drivers.lab.ippeve_files import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

__all__ = ["IppEve", "missing"]

_PROGRAMS: Final = ("ippeveprinter", "dbus-daemon", "avahi-daemon")
_AVAHI_PID: Final = Path("/run/avahi-daemon/pid")
_START_S: Final = 15.0


def missing() -> tuple[str, ...]:
    """Return what this machine lacks to run it, in words for a test that is skipped."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    lacking = [program for program in _PROGRAMS if shutil.which(program, path=path) is None]
    if os.geteuid() != 0 and not _alive(_AVAHI_PID):
        lacking.append("root (for Avahi's folder below /run)")
    return tuple(lacking)


class IppEve:
    """The printer and what it needs, for the length of a `with`; `folder` must be short (a socket lies in it)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = 0
        self._bus = ""
        self._running: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"ipp://127.0.0.1:{self._port}/ipp/print"

    def __enter__(self) -> Self:
        """Start everything and wait until it answers. Raises OSError when it does not."""
        lay_out(self._folder)
        try:
            if not _alive(_AVAHI_PID):
                self._bus = f"unix:path={self._folder}/bus"
                self._start("dbus-daemon", f"--config-file={self._folder}/bus.conf", "--nofork", "--nopidfile")
                self._wait((self._folder / "bus").exists)
                self._start("avahi-daemon", "-f", f"{self._folder}/avahi.conf", *_AVAHI_WAYS)
                self._wait(lambda: _alive(_AVAHI_PID))
            self.restart()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def restart(self) -> None:
        """Start the printer, or end it and start it anew: it forgets its jobs. Raises OSError."""
        if self._port:
            self._end(self._running.pop())
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._start(
            "ippeveprinter", "-f", "application/pdf", "-d", f"{self._folder}/spool", "-k", "-p", str(self._port),
            "-n", "localhost", "-r", "off", "-c", f"{self._folder}/command", "Kiosk A4",
        )  # fmt: skip
        self._wait(self._answers)

    def fault(self, reason: str) -> None:
        """Have the next job, or the one at hand, wait with this printer-state-reason; "" mends it."""
        new = self._folder / "fault.new"
        new.write_text(reason)
        new.replace(self._folder / "fault")

    def sheets(self) -> list[bytes]:
        """Return the files it printed, oldest first."""
        return [path.read_bytes() for path in sorted((self._folder / "out").iterdir())]

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, where: TracebackType | None
    ) -> None:
        """End everything."""
        while self._running:
            self._end(self._running.pop())

    def _start(self, program: str, *words: str) -> None:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        environment = {**os.environ, "PATH": path} | ({"DBUS_SYSTEM_BUS_ADDRESS": self._bus} if self._bus else {})
        with (self._folder / f"{program}.log").open("ab") as log:
            started = subprocess.Popen(  # noqa: S603 - the lab's own programs
                [program, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
            )
            self._running.append(started)

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _wait(self, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + _START_S
        while not ready():
            if time.monotonic() > until or self._running[-1].poll() is not None:
                raise OSError(f"{self._running[-1].args!r} does not come up")
            threading.Event().wait(0.02)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), 1.0).close()
        except OSError:
            return False
        return True


_AVAHI_WAYS: Final = ("--no-drop-root", "--no-rlimits", "--no-chroot", "--no-proc-title")


def _alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except (OSError, ValueError):
        return False
    return True
