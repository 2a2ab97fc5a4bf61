"""Who goes first when the processor is wanted by many: what a citizen waits for in front of the glass."""

from __future__ import annotations

import contextlib
import os
import threading

__all__ = ["go_first"]

_NICE = -10


def go_first() -> None:
    """Have the calling thread go before others (Linux: nice is each thread's own), where the system allows it.

    It does for root, and for a service whose unit has `LimitNICE=-10`; elsewhere nothing changes.
    """
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
