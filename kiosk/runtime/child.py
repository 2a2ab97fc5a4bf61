"""Where a ProcessLane's child begins: `python -P -m kiosk.runtime.child NAME FD PARENT`.

NAME is for people who look at the process list. The first message on the pipe FD is (target, arguments); the target
then owns the pipe. Nothing of the parent's program is imported but the target's own module.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing.connection import Connection

from kiosk.runtime.discretion import keep_to_oneself

__all__ = ["main"]

_PR_SET_PDEATHSIG = 1  # sys/prctl.h


def main(arguments: list[str]) -> None:
    """Tie this process to its parent and run the target."""
    _name, descriptor, parent = arguments
    keep_to_oneself()
    # Hanging up does not reach a child that is stuck in a device: the kernel kills it with the parent's thread.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is the parent's to handle
    with Connection(int(descriptor)) as link:
        try:
            target, details = link.recv()
        except EOFError:
            return
        target(link, *details)


if __name__ == "__main__":
    main(sys.argv[1:])
