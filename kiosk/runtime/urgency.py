"""Who goes first when the processor is wanted by many: what a citizen waits for in front of the glass."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

__all__ = ["go_first", "put_first"]

_NICE = -10
_SESSION = Path("/proc/self/autogroup")


def go_first() -> None:
    """Have the calling thread go before others (Linux: nice is each thread's own), where the system allows it.

    Where Linux shares the processor out among sessions first (`sched_autogroup`), nice counts within one alone: then
    the session of this process goes before others too. Root may, and a service whose unit has `LimitNICE=-10`;
    elsewhere nothing changes.
    """
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
    _raise(_SESSION)


def put_first(pid: int) -> None:
    """Have the session of another process go before others, where the system allows it.

    What plays a device in the lab shares its processor with the terminal; a device in the hall does not.
    """
    _raise(Path(f"/proc/{pid}/autogroup"))


def _raise(session: Path) -> None:
    with contextlib.suppress(OSError):
        session.write_text(f"{_NICE}\n", encoding="ascii")
