"""The PC/SC service for the lab: started when none runs, stopped only by who started it.

Needs root and the packages pcscd and vsmartcard-vpcd, whose reader listens on port 35963 of every interface while
the service runs: never install vsmartcard-vpcd on a production terminal. One lab at a time: a file lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.errors import ReaderGone

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PcscdService"]

_SOCKET = "/run/pcscd/pcscd.comm"
_PID = Path("/run/pcscd/pcscd.pid")
_PORT, _LISTENING = ":8C7B", "0A"  # 35963, in the kernel's table (proc(5))
_READERS_S = 1.0
_LOCK = Path(tempfile.gettempdir()) / "kiosk-lab-pcscd.lock"
_POLL_S = 0.02
_END_S = 5.0


class PcscdService:
    """Start and stop, kill and restart the daemon."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None

    @property
    def owned(self) -> bool:
        """Whether the running service was started by this object, and so is its to stop."""
        return self._process is not None

    def start(self, timeout_s: float = 10.0) -> None:
        """Take the virtual reader and have a service running; one started here dies with the calling thread.

        Raises ReaderGone when the packages are missing, another lab keeps the reader for `timeout_s`, or the
        service does not come up within it.
        """
        end = time.monotonic() + timeout_s
        if self._lock is None:
            self._take(end)
        if _answers() and not _listens_soon():
            _dismiss()  # it came up before the virtual reader was installed, and takes in no reader later
        if _answers():
            return
        program = shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin")
        if program is None:
            self.stop()
            raise ReaderGone("pcscd is not installed: apt-get install pcscd vsmartcard-vpcd")
        # A session of its own: Ctrl-C at the lab's terminal must not end the service before the lab ends.
        # The kernel ends it when the lab is killed: an orphan would keep the port open to everybody.
        self._process = subprocess.Popen(  # noqa: S603 - fixed programs found on the system's path
            ["setpriv", "--pdeathsig", "TERM", program, "--foreground"],  # noqa: S607 - setpriv is in util-linux
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _until(lambda: _answers() and _listens(), end, "pcscd does not come up with the virtual reader")

    def stop(self) -> None:
        """Stop the service if this object started it, and give the virtual reader back."""
        self.halt()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def halt(self, *, kill: bool = False) -> None:
        """End only the service, as an operator's restart or a crash would; `start` brings it back."""
        process, self._process = self._process, None
        if process is None:
            return
        if not kill:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_END_S)
        process.kill()
        process.wait()

    def _take(self, end: float) -> None:
        lock = os.open(_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            _until(lambda: _locked(lock), end, "another lab has the virtual reader")
        except ReaderGone:
            os.close(lock)
            raise
        self._lock = lock


def _until(ready: Callable[[], bool], end: float, complaint: str) -> None:
    """Ask `ready` again and again. Raises ReaderGone with the complaint after monotonic time `end`."""
    pause = threading.Event()
    while not ready():
        if time.monotonic() > end:
            raise ReaderGone(complaint)
        pause.wait(_POLL_S)


def _answers() -> bool:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as door:
        return door.connect_ex(_SOCKET) == 0


def _listens() -> bool:
    """Whether vpcd listens; asked of the kernel, since a connection would be a card."""
    tables = (Path(f"/proc/net/{name}") for name in ("tcp", "tcp6"))
    lines = (line.split() for table in tables if table.exists() for line in table.read_text("ascii").splitlines()[1:])
    return any(line[1].endswith(_PORT) and line[3] == _LISTENING for line in lines)


def _listens_soon() -> bool:
    with contextlib.suppress(ReaderGone):
        _until(_listens, time.monotonic() + _READERS_S, "no virtual reader")
    return _listens()


def _dismiss() -> None:
    """End a service that somebody else started; under systemd the next connection starts it anew."""
    with contextlib.suppress(OSError, ValueError):
        os.kill(int(_PID.read_text("ascii").rstrip("\0\n")), signal.SIGTERM)
    with contextlib.suppress(ReaderGone):
        _until(lambda: not _answers() or _listens(), time.monotonic() + _END_S, "it stays")


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
